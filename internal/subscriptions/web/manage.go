package web

import (
	"encoding/json"
	"errors"
	"net/http"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/store"
	"gazette/internal/subscriptions/subscriber"
	"gazette/render"
)

// The forms of the page on which a subscriber changes what they are told.
const (
	doSave    = "save"
	doAddress = "address"
	doExport  = "export"
	doDelete  = "delete"
)

// who is the subscriber whom a link is for.
func (s *Server) who(r *http.Request) (store.Subscriber, error) {
	mark, err := s.Keys.Open(subscriber.Manage, r.PathValue("token"), s.Now())
	if err != nil {
		return store.Subscriber{}, err
	}
	return s.Store.Find(r.Context(), mark)
}

// manage shows what a subscriber chose.
func (s *Server) manage(r *http.Request) reply {
	who, err := s.who(r)
	if err != nil {
		return s.useless(r, who.Locale, err)
	}
	return s.choices(r, who, http.StatusOK)
}

// choices is the page with its forms.
func (s *Server) choices(r *http.Request, who store.Subscriber, status int) reply {
	l, p := s.locale(r, who.Locale), s.pages.Load().Renderer
	action := s.Base + "manage/" + r.PathValue("token")
	extents := []render.Option{{Value: string(subscriber.Everything), Text: p.Word(l, "sub-extent-everything")},
		{Value: string(subscriber.Announcements), Text: p.Word(l, "sub-extent-announcements")}}
	for i := range extents {
		extents[i].Chosen = extents[i].Value == string(who.Extent)
	}
	return reply{status: status, locale: l,
		view: render.Service{Title: p.Word(l, "sub-manage"), Text: []string{who.Address}, Forms: []render.ServiceForm{
			{Action: action, Do: doSave, Button: p.Word(l, "sub-save"), Legend: p.Word(l, "sub-topics"),
				Choices: p.Topics(l, who.Topics),
				Extent:  p.Word(l, "sub-extent"), Extents: extents, Tongue: p.Word(l, "sub-language"),
				Locales: p.Languages(l)},
			{Action: action, Do: doAddress, Button: p.Word(l, "sub-change"), Label: p.Word(l, "sub-new-email")},
			{Action: action, Do: doExport, Button: p.Word(l, "sub-export")},
			{Action: s.here(s.Links.Unsubscribe(who.Mark)), Button: p.Word(l, "sub-leave-title")},
			{Action: action, Do: doDelete, Button: p.Word(l, "sub-delete")},
		}}}
}

// change does what one of the forms asks for.
func (s *Server) change(r *http.Request) reply {
	who, err := s.who(r)
	if err != nil {
		return s.useless(r, who.Locale, err)
	}
	switch r.PostForm.Get("do") {
	case doAddress:
		return s.newAddress(r, who)
	case doExport:
		return s.export(r, who)
	case doDelete:
		if err := s.Store.Forget(r.Context(), who.Mark); err != nil {
			return s.fault(r, err)
		}
		return s.left(r, who.Locale)
	}
	return s.save(r, who)
}

func (s *Server) save(r *http.Request, who store.Subscriber) reply {
	p := s.pages.Load().Renderer
	topics, extent := cleanTopics(r.PostForm["topic"]), subscriber.Extent(r.PostForm.Get("extent"))
	if len(topics) == 0 {
		a := s.choices(r, who, http.StatusUnprocessableEntity)
		a.view.Problem = p.Word(a.locale, "sub-problem")
		a.view.Forms[0].Wrong = p.Word(a.locale, "sub-bad-topics")
		return a
	}
	if !extent.Known() {
		extent = who.Extent
	}
	l := s.locale(r, r.PostForm.Get("locale"))
	err := s.Store.Choose(r.Context(), who.Mark, string(l.Tag), extent,
		store.Consent{At: s.Now(), Source: "manage", Page: s.Links.Base + "manage",
			Words: p.Word(l, "sub-words"), Locale: string(l.Tag), Topics: topics})
	if errors.Is(err, database.ErrNone) {
		return s.useless(r, who.Locale, err)
	}
	if err != nil {
		return s.fault(r, err)
	}
	who.Topics, who.Extent, who.Locale = topics, extent, string(l.Tag)
	a := s.choices(r, who, http.StatusOK)
	a.view.Done = p.Word(a.locale, "sub-saved")
	return a
}

// newAddress asks the new address to confirm; until then the old one is told.
func (s *Server) newAddress(r *http.Request, who store.Subscriber) reply {
	p := s.pages.Load().Renderer
	address, err := subscriber.Address(r.PostForm.Get("email"))
	if err != nil {
		a := s.choices(r, who, http.StatusUnprocessableEntity)
		a.view.Problem = p.Word(a.locale, "sub-problem")
		a.view.Forms[1].Problem = p.Word(a.locale, "sub-bad-email")
		return a
	}
	if !s.Gate.Pass(s.Proxies.Client(r)) {
		return s.says(r, http.StatusTooManyRequests, "sub-limit-title", "sub-limit-text")
	}
	err = s.Store.TakeSignUp(r.Context(),
		store.SignUp{Address: address, Changes: who.Mark, Consent: store.Consent{At: s.Now(), Source: "manage",
			Page: s.Links.Base + "manage", Words: p.Word(s.locale(r, who.Locale), "sub-words"), Locale: who.Locale,
			Topics: who.Topics}})
	if err != nil {
		return s.fault(r, err)
	}
	a := s.choices(r, who, http.StatusOK)
	a.view.Done = p.Word(a.locale, "sub-change-sent")
	return a
}

// export hands out all that is stored.
func (s *Server) export(r *http.Request, who store.Subscriber) reply {
	record, err := s.Store.Record(r.Context(), who.Mark)
	if err != nil {
		return s.useless(r, who.Locale, err)
	}
	data, err := json.MarshalIndent(record, "", "  ")
	if err != nil {
		return s.fault(r, err)
	}
	return reply{status: http.StatusOK, kind: "application/json", data: append(data, '\n')}
}
