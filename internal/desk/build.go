package desk

import (
	"net/http"
	"net/url"
	"strconv"

	"gazette/internal/desk/report"
	"gazette/internal/desk/wording"
	"gazette/internal/serve"
)

// buildIt makes the site's pages, as `gazette build` does.
func (d *Desk) buildIt(w http.ResponseWriter, r *http.Request) {
	end, err := d.alone(r.Context())
	if err != nil {
		return
	}
	defer end()
	pages, err := d.options.Work.Build()
	if err != nil {
		say, wrong := wording.For(r), report.OnlyErrors(d.preview.Now().Problems)
		if len(wrong) > 0 { // they say it better
			err = nil
		}
		d.show(w, r, http.StatusConflict, "failed",
			failedView{say, say.T("do-build"), d.reports.FailureOf(say, err, wrong)})
		return
	}
	http.Redirect(w, r, serve.Home+"?"+url.Values{"done": {"build"}, "count": {strconv.Itoa(pages)}}.Encode(),
		http.StatusSeeOther)
}

// failedView says why something cannot be done or shown.
type failedView struct {
	wording.Localizer
	Title  string
	Failed *report.Failure
}
