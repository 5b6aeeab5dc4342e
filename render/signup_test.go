package render_test

import (
	"strings"
	"testing"

	"gazette/internal/history/planning"
)

const withService = gazetteYAML + "groups: [{id: privacy, title: {en: Privacy}}]\n" +
	`subscriptions: {url: "https://updates.example.com/", smtp: "smtp://127.0.0.1:1", from: legal@example.com, secret_env: X}` + "\n"

// TestSignUpForm: the form on a notice's page is about that notice, its group,
// or all, from the first day, whether a change was recorded or not.
func TestSignUpForm(t *testing.T) {
	d := newWorkSite(t)
	d.write("gazette.yaml", withService)
	d.edit("en", "cookies", "2025-01-01", "group: privacy\n", "We use cookies.")
	const topics = `<select name="topic"><option value="cookies">This notice</option><option value="group:privacy">Privacy</option><option value="all">All notices</option></select>`
	const page = `<input type="hidden" name="page" value="https://legal.acme.example/legal/cookies/">`
	for _, when := range []string{"before", "after"} {
		files := d.build()
		for _, path := range []string{"legal/cookies/index.html", "legal/cookies/history/index.html"} {
			if !strings.Contains(files[path], topics) || !strings.Contains(files[path], page) {
				t.Errorf("%s, %s it is recorded, has another form", path, when)
			}
		}
		if strings.Contains(files["legal/index.html"], "This notice") {
			t.Errorf("%s: the list of notices asks about one", when)
		}
		if when == "before" {
			d.record("2025-01-01", planning.Intent{})
		}
	}
}
