package settings

import (
	"strings"
	"testing"

	"gazette/internal/source"
)

// TestMailServer: check finds a password in the address of a mail server, and what is no such address, before a mail is
// to be sent; what it says does not repeat the password.
func TestMailServer(t *testing.T) {
	const site = "title: T\nbase_url: https://a.example/\ndefault_locale: en\nlocales: [en]\n"
	for address, want := range map[string]string{
		"smtps://legal@mail.example.com": "", "smtp://127.0.0.1:25": "",
		"smtps://legal:hush@mail.example.com": "holds a password", "mail.example.com": "not the address of a mail server",
	} {
		for _, settings := range []string{
			"subscriptions:\n  url: https://u.example/\n  smtp: " + address + "\n  from: a@b.example\n  secret_env: X\n",
			"notify:\n  channels:\n    - name: a\n      type: email\n      smtp: " + address +
				"\n      from: a@b.example\n      to: [{address: b@b.example}]\n      no_list: true\n",
		} {
			f, _ := source.Text(File, []byte(site+settings))
			_, problems := Parse(f)
			said := ""
			for _, p := range f.Located(problems) {
				said += p.Message + p.Excerpt + p.Hint
			}
			if (want == "") != (len(problems) == 0) || !strings.Contains(said, want) || strings.Contains(said, "hush") {
				t.Errorf("%s: %s", address, said)
			}
		}
	}
}
