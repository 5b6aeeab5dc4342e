package web

import (
	"net/http"
	"strings"
	"time"
	"unicode"

	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
	"gazette/render"
)

// haste is how soon after the service made a form only a program sends it.
const haste = 2 * time.Second

// form is the page with the form.
func (s *Server) form(r *http.Request) reply {
	return s.filled(r, http.StatusOK, []string{subscriber.All}, "")
}

// filled is the page with what was written, and what is wrong with it.
func (s *Server) filled(r *http.Request, status int, topics []string, address string, wrong ...string) reply {
	l, p := s.locale(r, ""), s.pages.Load()
	f := p.Renderer.SignUpForm(l)
	f.Choices, f.Stamp = p.Renderer.Topics(l, topics), s.Keys.Stamp(s.Now())
	a := reply{status: status, locale: l, view: render.Service{Title: p.Renderer.Word(l, "sub-title"), SignUp: &f}}
	if status != http.StatusOK {
		a.view.Problem = p.Renderer.Word(l, "sub-problem")
		f.Email = address
	}
	for _, key := range wrong {
		if key == "sub-bad-email" {
			f.Problem = p.Renderer.Word(l, key)
		} else {
			f.Wrong = p.Renderer.Word(l, key)
		}
	}
	return a
}

// subscribe takes a sign-up. What it answers depends on what was sent alone.
func (s *Server) subscribe(r *http.Request) reply {
	typed, topics := r.PostForm.Get("email"), cleanTopics(r.PostForm["topic"])
	address, err := subscriber.Address(typed)
	var wrong []string
	if err != nil {
		address, wrong = shortened(typed), append(wrong, "sub-bad-email")
	}
	if len(topics) == 0 {
		wrong = append(wrong, "sub-bad-topics")
	}
	switch {
	case len(wrong) > 0:
		return s.filled(r, http.StatusUnprocessableEntity, topics, address, wrong...)
	case s.machine(r):
		s.Meters.SignUps.WithLabelValues("machine").Inc()
		return s.sent(r)
	case !s.Gate.Pass(s.Proxies.Client(r)):
		s.Meters.SignUps.WithLabelValues("limited").Inc()
		return s.says(r, http.StatusTooManyRequests, "sub-limit-title", "sub-limit-text")
	}
	l := s.locale(r, "")
	err = s.Store.TakeSignUp(r.Context(),
		store.SignUp{Address: address, Consent: store.Consent{At: s.Now(), Source: "form",
			Page: s.ownPage(r.PostForm.Get("page")), Words: s.pages.Load().Renderer.Word(l, "sub-words"),
			Locale: string(l.Tag), Topics: topics}})
	if err != nil {
		return s.fault(r, err)
	}
	s.Meters.SignUps.WithLabelValues("taken").Inc()
	return s.sent(r)
}

// sent says that a mail is on its way, if one can be.
func (s *Server) sent(r *http.Request) reply {
	return s.says(r, http.StatusOK, "sub-sent-title", "sub-sent-text")
}

// machine reports whether a program filled the form in: a field that nobody
// sees, or all of it at once.
func (s *Server) machine(r *http.Request) bool {
	if r.PostForm.Get("website") != "" {
		return true
	}
	stamp := r.PostForm.Get("stamp")
	if stamp == "" {
		return false // a form of the site's pages
	}
	age, err := s.Keys.Age(stamp, s.Now())
	return err != nil || age >= 0 && age < haste // below zero, the clock was set back: that is nobody's fault
}

// cleanTopics keeps what can be a topic. Whether there is such a notice is not
// asked: the site may have grown since.
func cleanTopics(sent []string) []string {
	var out []string
	for _, t := range sent {
		name := strings.TrimPrefix(t, subscriber.GroupPrefix)
		if t == subscriber.All || name != "" && len(name) <= topicMax && !strings.ContainsFunc(name, strange) {
			out = append(out, t)
		}
	}
	out = subscriber.TopicSet(out)
	return out[:min(len(out), subscriber.TopicsMax)]
}

// topicMax is how many bytes the name of a notice or group may have.
const topicMax = 200

// strange reports whether a sign stands in no name of a notice or group.
func strange(r rune) bool {
	return unprintable(r) || unicode.IsSpace(r) || strings.ContainsRune(`<>"'&/\`, r)
}

// unprintable reports whether a sign is none: PostgreSQL refuses a text with a zero byte or half a letter.
func unprintable(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }

// ownPage is the page that a form stands on, if it is one of the site's or of
// the service's.
func (s *Server) ownPage(page string) string {
	c := s.pages.Load().Site.Config
	for _, own := range []string{c.BaseURL.String(), c.Subscriptions.URL.String()} {
		if strings.HasPrefix(page, own) && len(page) <= 500 && !strings.ContainsFunc(page, unprintable) {
			return page
		}
	}
	return ""
}

// shortened keeps what was typed, to be mended.
func shortened(typed string) string {
	r := []rune(strings.ToValidUTF8(typed, ""))
	return string(r[:min(len(r), subscriber.AddressMax)])
}
