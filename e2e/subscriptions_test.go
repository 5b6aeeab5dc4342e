package e2e

import (
	"context"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/emersion/go-smtp"
)

// mailbox keeps the last mail to each address.
type mailbox struct {
	mu   sync.Mutex
	last map[string]string
}

func (l *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &letter{box: l}, nil }

type letter struct {
	box *mailbox
	to  string
}

func (s *letter) Reset()                                    {}
func (s *letter) Logout() error                             { return nil }
func (s *letter) Mail(string, *smtp.MailOptions) error      { return nil }
func (s *letter) Rcpt(to string, _ *smtp.RcptOptions) error { s.to = to; return nil }
func (s *letter) Data(r io.Reader) error {
	data, err := io.ReadAll(quotedprintable.NewReader(r))
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.last[s.to] = string(data)
	return err
}

// link waits for a mail, and finds an address of the service in it.
func (l *mailbox) link(t *testing.T, to, page string) string {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); <-time.After(50 * time.Millisecond) {
		l.mu.Lock()
		found := regexp.MustCompile("/" + page + "/[A-Za-z0-9_-]+").FindString(l.last[to])
		l.mu.Unlock()
		if found != "" {
			return found
		}
	}
	t.Fatalf("no mail to %s", to)
	return ""
}

func freeAddress(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// service is the service of a copy of the sample, which runs.
type service struct {
	program, dir string // of the site
	base         string
	box          *mailbox
	env          []string
}

// signUpService starts one.
func signUpService(t *testing.T, d desk) service {
	t.Helper()
	root := filepath.Dir(filepath.Dir(d.sample.dir))
	program, dir := filepath.Join(root, "gazette"), filepath.Join(t.TempDir(), "site")
	if out, err := exec.Command(program, "init", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	box := &mailbox{last: map[string]string{}}
	mails := smtp.NewServer(box)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = mails.Serve(listener) }()
	t.Cleanup(func() { _ = mails.Close() })
	at := freeAddress(t)
	config, err := os.OpenFile(filepath.Join(dir, "gazette.yaml"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(config, "\nhosting: [netlify]\nsubscriptions: {url: \"http://%s/\", smtp: \"smtp://%s\", from: legal@lanternfield.example, secret_env: GAZETTE_SECRET}\n", at, listener.Addr())
	if err := config.Close(); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(program, "-C", dir, "subscriptions", "serve", "--listen", at)
	c.Env = append(os.Environ(), "GAZETTE_SECRET=0123456789abcdef0123456789")
	v := service{program, dir, "http://" + at, box, c.Env}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	for end := time.Now().Add(2 * time.Minute); ; <-time.After(50 * time.Millisecond) {
		if r, err := http.Get(v.base + "/healthz"); err == nil {
			_ = r.Body.Close()
			return v
		}
		if time.Now().After(end) {
			t.Fatal("the service does not answer")
		}
	}
}

// TestSubscriptions: a reader signs up, confirms, changes and leaves, in four
// languages, with scripts and without; axe finds nothing on any of the pages.
func TestSubscriptions(t *testing.T) {
	d := open(t)
	axe := axeSource(t)
	v := signUpService(t, d)
	for _, lang := range locales {
		for _, scripts := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s,scripts=%t", lang, scripts), func(t *testing.T) {
				p := d.newTab(t)
				p.site = v.base
				p.withoutPolicy()
				call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
				address := fmt.Sprintf("reader-%s-%t@example.com", strings.ToLower(lang), scripts)
				look := func(what string) {
					if got := eval[string](p, "document.documentElement.lang"); got != lang {
						t.Errorf("%s speaks %s", what, got)
					}
					if scripts {
						eval[any](p, "void "+axe)
						p.judge(what)
					}
				}
				p.visit("/subscribe?locale="+lang, 360)
				look("the form")
				p.send(`[name=email]`, "document.querySelector('form.n-signup').noValidate = true; document.querySelector('[name=email]').value = 'ada@'")
				look("the form, to be mended")
				if !eval[bool](p, "document.querySelector('[name=email]').value === 'ada@' && document.querySelector('[name=email]').getAttribute('aria-invalid') === 'true'") {
					t.Error("what was typed is gone, or not said to be wrong")
				}
				p.send(`[name=email]`, fmt.Sprintf("document.querySelector('[name=stamp]').remove(); document.querySelector('[name=email]').value = %q", address))
				look("the answer")
				p.visit(v.box.link(t, address, "confirm"), 360)
				look("the button")
				p.send("main form", "")
				look("the confirmation")
				manage := eval[string](p, "document.querySelector('main a[href*=manage]').getAttribute('href')")
				p.visit(manage, 360)
				look("the choices")
				p.send("[value=save]", "document.querySelector('[name=extent][value=announcements]').checked = true")
				look("the choices, saved")
				if !eval[bool](p, "document.querySelector('[name=extent][value=announcements]').checked") {
					t.Error("the choice is not kept")
				}
				p.send("[value=address]", "document.querySelector('[value=address]').form.noValidate = true; document.querySelector('[name=email]').value = 'ada@'")
				look("the choices, to be mended")
				p.send("form[action*=unsubscribe] button", "")
				look("the end")
				p.visit(manage, 360)
				if eval[bool](p, "!!document.querySelector('main form')") {
					t.Error("there is still something to change")
				}
			})
		}
	}
}

// send does something to a form, presses its button, and waits for the next page.
func (p *tab) send(in, first string) {
	p.Helper()
	eval[any](p, "window.isOld = true; "+first+"; void 0")
	p.asks(fmt.Sprintf("(e => (e.matches('form') ? e : e.form).querySelector('button').click())(document.querySelector(%q)); true", in))
	for end := time.Now().Add(time.Minute); !p.asks("!window.isOld && document.readyState === 'complete'"); <-time.After(30 * time.Millisecond) {
		if time.Now().After(end) {
			p.Fatal("the form leads nowhere")
		}
	}
}

// asks reports whether something is so in a page that may be about to give way to the next.
func (p *tab) asks(expression string) bool {
	ctx, cancel := context.WithTimeout(p.ctx, 2*time.Minute)
	defer cancel()
	so, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
	return err == nil && so
}
