package web

import (
	"errors"
	"net/http"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
	"gazette/render"
)

// askConfirm shows the button. Programs that look at mails get no further.
func (s *Server) askConfirm(r *http.Request) reply {
	tag, err := s.Store.Asked(r.Context(), r.PathValue("token"))
	if err != nil {
		return s.useless(r, tag, err)
	}
	l, p := s.locale(r, tag), s.pages.Load().Renderer
	return reply{status: http.StatusOK, locale: l,
		view: render.Service{Title: p.Word(l, "sub-confirm-title"), Text: []string{p.Word(l, "sub-confirm-text")},
			Forms: []render.ServiceForm{{Action: s.Base + "confirm/" + r.PathValue("token"),
				Button: p.Word(l, "sub-confirm-button")}}}}
}

// confirm confirms.
func (s *Server) confirm(r *http.Request) reply {
	mark, tag, err := s.Store.Confirm(r.Context(), r.PathValue("token"))
	if err != nil {
		return s.useless(r, tag, err)
	}
	s.Meters.SignUps.WithLabelValues("confirmed").Inc()
	l, p := s.locale(r, tag), s.pages.Load().Renderer
	return reply{status: http.StatusOK, locale: l,
		view: render.Service{Title: p.Word(l, "sub-confirmed-title"), Text: []string{p.Word(l, "sub-confirmed-text")},
			Links: []render.Link{{Text: p.Word(l, "sub-manage"), URL: s.here(s.Links.Manage(mark))}}}}
}

// useless answers a link that does nothing: it is not known, too old, or used.
func (s *Server) useless(r *http.Request, tag string, err error) reply {
	if !errors.Is(err, subscriber.ErrToken) && !errors.Is(err, store.ErrUsed) && !errors.Is(err, database.ErrNone) {
		return s.fault(r, err)
	}
	l, p := s.locale(r, tag), s.pages.Load().Renderer
	status := http.StatusNotFound
	if errors.Is(err, store.ErrUsed) {
		status = http.StatusGone
	}
	return reply{status: status, locale: l,
		view: render.Service{Title: p.Word(l, "sub-used-title"), Text: []string{p.Word(l, "sub-used-text")},
			Links: []render.Link{{Text: p.Word(l, "sub-title"), URL: s.Base + "subscribe"}}}}
}

// askLeave shows the button.
func (s *Server) askLeave(r *http.Request) reply {
	mark, err := s.Keys.Open(subscriber.Unsubscribe, r.PathValue("token"), s.Now())
	if err != nil {
		return s.useless(r, "", err)
	}
	who, err := s.Store.Find(r.Context(), mark)
	if errors.Is(err, database.ErrNone) {
		return s.says(r, http.StatusOK, "sub-left-title", "sub-left-text")
	}
	if err != nil {
		return s.fault(r, err)
	}
	l, p := s.locale(r, who.Locale), s.pages.Load().Renderer
	return reply{status: http.StatusOK, locale: l,
		view: render.Service{Title: p.Word(l, "sub-leave-title"), Text: []string{p.Word(l, "sub-leave-text")},
			Forms: []render.ServiceForm{{Action: s.Base + "unsubscribe/" + r.PathValue("token"),
				Button: p.Word(l, "sub-leave-title")}}}}
}

// leave unsubscribes: for a reader who pressed the button, or a mail program
// on their behalf (RFC 8058). A second time is as good as the first.
func (s *Server) leave(r *http.Request) reply {
	mark, err := s.Keys.Open(subscriber.Unsubscribe, r.PathValue("token"), s.Now())
	if err != nil {
		return s.useless(r, "", err)
	}
	tag := ""
	if who, err := s.Store.Find(r.Context(), mark); err == nil {
		tag = who.Locale
	}
	if _, err := s.Store.Leave(r.Context(), mark, store.Unsubscribed); err != nil {
		return s.fault(r, err)
	}
	s.Meters.SignUps.WithLabelValues("unsubscribed").Inc()
	return s.left(r, tag)
}

func (s *Server) left(r *http.Request, tag string) reply {
	l, p := s.locale(r, tag), s.pages.Load().Renderer
	return reply{status: http.StatusOK, locale: l,
		view: render.Service{Title: p.Word(l, "sub-left-title"), Text: []string{p.Word(l, "sub-left-text")}}}
}
