package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
)

// command runs the program in the site's folder.
func (v service) command(t *testing.T, args ...string) string {
	t.Helper()
	c := exec.Command(v.program, append([]string{"-C", v.dir}, args...)...)
	c.Env = v.env
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

// built serves the static pages of the site, on a host of their own, under a
// policy; under that which Gazette writes for the host when it is "".
func (v service) built(t *testing.T, policy string) string {
	t.Helper()
	public := filepath.Join(v.dir, "public")
	if policy == "" {
		v.command(t, "build", "--date", day)
		headers, err := os.ReadFile(filepath.Join(public, "_headers"))
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(headers), "Content-Security-Policy: ")
		policy, _, _ = strings.Cut(rest, "\n")
		if !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Fatalf("the policy is %q", policy)
		}
	}
	files := http.FileServer(http.Dir(public))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// TestSubscriptionsFromSite: the form on a static page goes to the service, on
// another host, under the policy that the site has; with scripts and without.
// A site whose policy does not name the service sends nothing.
func TestSubscriptionsFromSite(t *testing.T) {
	d := open(t)
	v := signUpService(t, d)
	site := v.built(t, "")
	for _, lang := range locales {
		path := "/legal/cookies/"
		if lang != "en" {
			path = "/" + lang + path
		}
		for _, scripts := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s,scripts=%t", lang, scripts), func(t *testing.T) {
				p := d.newTab(t)
				p.site = site
				call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
				address := fmt.Sprintf("from-%s-%t@example.com", strings.ToLower(lang), scripts)
				p.visit(path, 360)
				p.send(`[name=email]`, fmt.Sprintf("document.querySelector('[name=email]').value = %q", address))
				if at, speaks := eval[string](p, "location.href"), eval[string](p, "document.documentElement.lang"); at != v.base+"/subscribe" || speaks != lang {
					t.Errorf("the form leads to %s, which speaks %s", at, speaks)
				}
				// The service's page has the site's logo from where the site will be, which nobody reaches from here.
				faults := slices.DeleteFunc(p.heard(), func(f string) bool {
					return strings.HasPrefix(f, "request to another host: "+v.base+"/") || strings.Contains(f, "https://www.lanternfield.example/") && strings.HasSuffix(f, ".svg")
				})
				if len(faults) > 0 {
					t.Errorf("%q", faults)
				}
				r, err := http.Post(v.base+v.box.link(t, address, "confirm"), "application/x-www-form-urlencoded", nil)
				if err != nil || r.StatusCode != http.StatusOK {
					t.Fatal(r, err)
				}
				_ = r.Body.Close()
				if stored := v.command(t, "subscriptions", "export", address); !strings.Contains(stored, ".example"+path) || !strings.Contains(stored, `"`+lang+`"`) {
					t.Errorf("the record of consent does not say which page, and in which language:\n%s", stored)
				}
			})
		}
	}
	t.Run("long words on a narrow phone", func(t *testing.T) {
		p := d.newTab(t)
		p.site = site
		p.visit("/ru/legal/cookies/", 320)
		if width := eval[int](p, "document.documentElement.scrollWidth"); width > 320 {
			t.Errorf("the page is %d px wide", width)
		}
	})
	t.Run("a policy without the service", func(t *testing.T) {
		p := d.newTab(t)
		p.site = v.built(t, policy)
		p.visit("/legal/cookies/", 360)
		eval[any](p, "document.querySelector('[name=email]').value = 'nobody@example.com'; document.querySelector('form.n-signup button').click(); void 0")
		var heard []string
		for end := time.Now().Add(time.Minute); !strings.Contains(strings.Join(heard, " "), "form-action"); <-time.After(30 * time.Millisecond) {
			if heard = append(heard, p.heard()...); time.Now().After(end) {
				t.Fatalf("the browser does not say that it stops the form: %q", heard)
			}
		}
		if at := eval[string](p, "location.origin"); at != p.site {
			t.Errorf("the form leads to %s", at)
		}
	})
}
