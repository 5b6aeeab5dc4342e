package render_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"gazette/internal/history/planning"
	"gazette/internal/notice"
)

var entryID = regexp.MustCompile(`<li class="n-changes__entry[^"]*" id="([^"]+)"`)

// entries returns the ids of a page's changes, in its order.
func entries(page string) (out []string) {
	for _, m := range entryID.FindAllStringSubmatch(page, -1) {
		out = append(out, m[1])
	}
	return out
}

// TestChangesPages: the site's page has every change, the newest first; a
// notice's page has its own, in the same order.
func TestChangesPages(t *testing.T) {
	d := told(t)
	files := d.build()
	all, byNotice := []string{}, map[notice.Slug][]string{}
	kinds := map[notice.Kind]bool{}
	for _, c := range slices.Backward(d.log()) {
		all = append(all, c.ID)
		byNotice[c.Notice] = append(byNotice[c.Notice], c.ID)
		kinds[c.Kind] = true
	}
	if len(kinds) != len(notice.Kinds) {
		t.Fatalf("the site has changes of the kinds %v only", kinds)
	}
	for path, want := range map[string][]string{
		"legal/changes/index.html":            all,
		"de/legal/changes/index.html":         all,
		"ar/legal/changes/index.html":         all,
		"legal/changes/cookies/index.html":    byNotice["cookies"],
		"de/legal/changes/cookies/index.html": byNotice["cookies"],
		"legal/changes/imprint/index.html":    byNotice["imprint"],
	} {
		has(t, files, path, `data-kind="changes"`)
		if got := entries(files[path]); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
	if _, there := files["de/legal/changes/imprint/index.html"]; there {
		t.Error("a notice has a page of changes in a language that it does not exist in")
	}
}

// TestChangesInTheReadersLanguage: wording, dates and summaries are the
// reader's; what there is in another language only is marked.
func TestChangesInTheReadersLanguage(t *testing.T) {
	files := told(t).build()
	has(t, files, "legal/changes/index.html", "Amended", "Substantive change", `<time datetime="2027-03-01">March 1, 2027</time>`,
		"<li>We ask for your choices once a year.</li>", "Reason: People asked for more time.", "Editorial correction", "Required by law",
		"Languages: English and German", `href="/legal/imprint/2025-01-01/corrections/2/"`, `href="/de/legal/cookies/2027-04-01/" hreflang="de"`)
	has(t, files, "de/legal/changes/index.html", "Geändert", "1. März 2027", `<ul class="n-history__changes" lang="en" dir="ltr">`,
		`<bdi lang="en" dir="ltr">People asked for more time.</bdi>`, `<bdi lang="en" dir="ltr">IMPRINT en</bdi>`, `href="/legal/imprint/" hreflang="en" lang="en" dir="ltr"`)
	has(t, files, "ar/legal/changes/index.html", `dir="rtl"`, `<ul class="n-history__changes" lang="en" dir="ltr">`)
}

var anyTag = regexp.MustCompile(`<[^>]*>`)

// TestOvertaken: of what was cancelled, moved or taken back, the log says that it was announced; before its day and
// after, it never says that it happens or has happened. A withdrawal whose day has come is a fact.
func TestOvertaken(t *testing.T) {
	for day, said := range map[string][2]string{
		"2026-03-10": {"will be withdrawn on May 1, 2026", "takes effect"}, "2027-12-01": {"was withdrawn on May 1, 2026", "took effect"},
	} {
		d := told(t)
		d.day = day
		page := anyTag.ReplaceAllString(d.build()["legal/changes/index.html"], "")
		for _, want := range []string{"A text of COOKIES en was announced for March 1, 2027.", "A text of TERMS en was announced for May 1, 2027.",
			"The withdrawal of IMPRINT en was announced for April 30, 2026.", "IMPRINT en " + said[0],
			"The change to COOKIES en announced for March 1, 2027 " + said[1] + " on April 1, 2027 instead."} {
			if !strings.Contains(page, want) {
				t.Errorf("on %s the log lacks %q", day, want)
			}
		}
		for _, untrue := range []string{"COOKIES en changes on March", "COOKIES en changed on March", "TERMS en changes on", "TERMS en changed on", "withdrawn on April 30"} {
			if strings.Contains(page, untrue) {
				t.Errorf("on %s the log says %q", day, untrue)
			}
		}
	}
}

// TestWithdrawalComing: the list of notices says that one will be withdrawn, until it is.
func TestWithdrawalComing(t *testing.T) {
	const coming = `This notice will be withdrawn on <time datetime="2026-05-01">May 1, 2026</time>. Until then`
	for day, want := range map[string]bool{"2026-03-10": true, "2026-05-01": false} {
		d := told(t)
		d.day = day
		if got := strings.Contains(d.build()["legal/index.html"], coming); got != want {
			t.Errorf("on %s: %v, want %v", day, got, want)
		}
	}
}

// TestChangesWithoutWording: where the interface has no wording in the page's
// language, titles in that language are marked.
func TestChangesWithoutWording(t *testing.T) {
	d := newWorkSite(t)
	d.write("gazette.yaml", strings.Replace(gazetteYAML, "ar]", "hr]", 1))
	d.edit("hr", "cookies", "2025-01-01", "source: hr\nsummary: Kratko.\n", "Kolačići.")
	d.record("2024-12-01", intent(""))
	has(t, d.build(), "hr/legal/changes/index.html", `<body lang="en"`, `<a href="/hr/legal/cookies/" lang="hr" dir="ltr">`,
		`<bdi lang="hr" dir="ltr">COOKIES hr</bdi>`, `<ul class="n-history__changes" lang="hr" dir="ltr">`)
}

// TestShortNotice: a reason is one for short notice only where the site has
// promised a longer one.
func TestShortNotice(t *testing.T) {
	for period, want := range map[string]string{"60d": "Shorter notice than usual: A court decided.", "10d": "Reason: A court decided."} {
		d := newWorkSite(t)
		d.write("gazette.yaml", gazetteYAML+"policies: [{notice_period: "+period+"}]\n")
		d.edit("en", "cookies", "2025-01-01", "", "We use cookies.")
		d.record("2024-12-01", intent(""))
		d.edit("en", "cookies", "2026-04-01", "", "We use no cookies.")
		d.record("2026-03-01", intent("A court decided."))
		has(t, d.build(), "legal/changes/index.html", want)
	}
}

// TestCorrections: the history lists a correction with its reason and leads to
// a page that shows it; two corrections have two.
func TestCorrections(t *testing.T) {
	d := told(t)
	d.edit("en", "imprint", "2025-01-01", "withdrawn: 2026-05-01\n", "The address of Acme GmbH.")
	in := intent("")
	in.Editorial = map[notice.Slug]string{"imprint": "Added the legal form."}
	d.record("2026-03-06", in)
	files := d.build()
	has(t, files, "legal/imprint/history/index.html", "Corrected on <time datetime=\"2026-03-03\">", "Reason: Corrected a typing error.",
		`href="/legal/imprint/2025-01-01/corrections/2/"`, "Reason: Added the legal form.", `href="/legal/imprint/2025-01-01/corrections/3/"`)
	first, second := "legal/imprint/2025-01-01/corrections/2/index.html", "legal/imprint/2025-01-01/corrections/3/index.html"
	has(t, files, first, `data-kind="redline"`, "<del ", "adress", "address", "Corrected a typing error.")
	has(t, files, second, "<ins ", "GmbH", "Added the legal form.")
	has(t, files, "sitemap.xml", "/legal/imprint/2025-01-01/corrections/2/", "/legal/imprint/2025-01-01/corrections/3/")
	if strings.Contains(files[second], "adress") {
		t.Error("the second correction shows the first again")
	}
}

// TestMovedDate: the address of a date that was given up says where its text
// has gone, and the history of the new date where it came from.
func TestMovedDate(t *testing.T) {
	files := told(t).build()
	old := "legal/cookies/2027-03-01/index.html"
	has(t, files, old, `content="noindex`, "n-banner--rescheduled", `<time datetime="2027-03-01">March 1, 2027</time>. Its date was moved to <time datetime="2027-04-01">`,
		`href="/legal/cookies/2027-04-01/"`, "Moved to another date", "We use few cookies.")
	has(t, files, "legal/cookies/history/index.html", `announced for <time datetime="2027-03-01">`)
	if strings.Contains(files["sitemap.xml"], "2027-03-01") {
		t.Error("the sitemap lists a date that was given up")
	}
}

// TestMovedTwice: every date that was given up leads to the last one; a date
// that is taken again is an edition like others.
func TestMovedTwice(t *testing.T) {
	d := told(t)
	in := intent("")
	in.Reschedule = map[notice.Slug]bool{"cookies": true}
	d.edit("en", "cookies", "2027-05-01", "", "We use few cookies.")
	d.edit("de", "cookies", "2027-05-01", "", "Wir verwenden wenige Cookies.")
	d.record("2026-03-06", in)
	files := d.build()
	for _, old := range []string{"legal/cookies/2027-03-01/", "legal/cookies/2027-04-01/"} {
		has(t, files, old+"index.html", "n-banner--rescheduled", `href="/legal/cookies/2027-05-01/"`)
	}
	d.edit("en", "cookies", "2027-03-01", "", "We use few cookies.")
	d.edit("de", "cookies", "2027-03-01", "", "Wir verwenden wenige Cookies.")
	d.record("2026-03-07", in)
	files = d.build()
	has(t, files, "legal/cookies/2027-05-01/index.html", "n-banner--rescheduled", `href="/legal/cookies/2027-03-01/"`)
	if strings.Contains(files["legal/cookies/2027-03-01/index.html"], "n-banner--rescheduled") {
		t.Error("a date that was taken again still says that it was moved")
	}
}

// TestReinstated: a withdrawal that does not take place is told in the reader's
// words, leads to the notice and to no text, and counts for no text of its date.
func TestReinstated(t *testing.T) {
	d := newWorkSite(t)
	d.edit("en", "cookies", "2025-01-01", "", "We use cookies.")
	d.record("2024-12-01", planning.Intent{})
	d.edit("en", "cookies", "2025-01-01", "withdrawn: 2027-03-01\n", "We use cookies.")
	d.record("2026-01-10", planning.Intent{Class: notice.Substantive})
	d.edit("en", "cookies", "2025-01-01", "", "We use cookies.")
	d.record("2026-01-11", planning.Intent{Class: notice.Substantive, Reinstate: map[notice.Slug]bool{"cookies": true}, Reason: "People asked us to."})
	d.edit("en", "cookies", "2027-03-01", "changes: [We store less.]\n", "We use few cookies.") // on the very day
	d.record("2026-01-20", planning.Intent{Class: notice.Substantive})
	files := d.build()
	entry := func(path string) string {
		_, entry, _ := strings.Cut(files[path], "-reinstated-")
		entry, _, _ = strings.Cut(entry, "n-changes__entry")
		return entry
	}
	for path, words := range map[string][]string{
		"legal/changes/index.html":    {"Withdrawal revoked", `The withdrawal of COOKIES en announced for <time datetime="2027-03-01">`, "will not take place. The notice continues to apply.", "Reason: People asked us to.", `href="/legal/cookies/"`},
		"de/legal/changes/index.html": {"Aufhebung zurückgenommen", "erfolgt nicht. Das Dokument gilt weiter.", `href="/legal/cookies/" hreflang="en"`},
	} {
		got := entry(path)
		for _, w := range words {
			if !strings.Contains(got, w) {
				t.Errorf("%s lacks %q:\n%s", path, w, got)
			}
		}
		for _, w := range []string{"2027-03-01/", "We store less."} {
			if strings.Contains(got, w) {
				t.Errorf("%s has %q:\n%s", path, w, got)
			}
		}
	}
	has(t, files, "legal/cookies/2027-03-01/index.html", `"datePublished":"2026-01-20"`)
	if strings.Contains(files["legal/cookies/index.html"], "2027-03-01 no longer") || strings.Contains(files["legal/cookies/index.json"], "withdrawn") {
		t.Error("the notice is said to be withdrawn")
	}
}
