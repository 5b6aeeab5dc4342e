package render

import (
	"bytes"
	"encoding/json"
	"time"

	"gazette/i18n"
	"gazette/internal/message"
	"gazette/internal/notice"
	"gazette/internal/site"
)

// Event is a message as programs get it; docs/schema/webhook.schema.json.
type Event struct {
	Type      string    `json:"type" jsonschema:"enum=notice.change.announced,enum=notice.change.reminder,enum=notice.change.effective,enum=notice.change.withdrawn" jsonschema_description:"What happened."`
	Timestamp time.Time `json:"timestamp" jsonschema_description:"When it happened: the change was recorded, or its day began."`
	Data      EventData `json:"data"`
}

// EventData is what an event is about.
type EventData struct {
	Message      string                 `json:"message" jsonschema_description:"The message's id, by which a receiver drops a repeat. Without full stop."`
	Change       string                 `json:"change" jsonschema_description:"Id of the change in the change log."`
	Kind         notice.Kind            `json:"kind" jsonschema:"enum=published,enum=amended,enum=rescheduled,enum=withdrawn,enum=reinstated,enum=cancelled,enum=translated"`
	Stage        message.Stage          `json:"stage" jsonschema:"example=reminder-30d" jsonschema_description:"announced, effective, or a reminder with its days."`
	Notice       notice.Slug            `json:"notice"`
	From         notice.Date            `json:"from,omitzero" jsonschema_description:"The date before: of the edition that it follows, or that was given up."`
	To           notice.Date            `json:"to" jsonschema_description:"The date that it is about."`
	Class        notice.Class           `json:"class,omitempty" jsonschema:"enum=substantive,enum=required-by-law,enum=editorial"`
	Reason       string                 `json:"reason,omitempty"`
	Recorded     time.Time              `json:"recorded"`
	PublicSince  time.Time              `json:"public_since,omitzero" jsonschema_description:"The moment from which the change was public, where that is noted."`
	SourceLocale i18n.Locale            `json:"source_locale"`
	JSON         string                 `json:"json" jsonschema:"format=uri" jsonschema_description:"Address of the machine-readable notice."`
	Locales      map[string]EventLocale `json:"locales" jsonschema_description:"The change in its languages."`
	Shortened    bool                   `json:"shortened,omitempty" jsonschema_description:"Some texts or languages were left out so that the message stays small; the machine-readable notice has them."`
}

// EventLocale is a change in one language.
type EventLocale struct {
	Title    string `json:"title"`
	Subject  string `json:"subject" jsonschema_description:"One line that says what happens and when."`
	URL      string `json:"url" jsonschema:"format=uri" jsonschema_description:"Permanent address of the text."`
	Redline  string `json:"redline,omitempty" jsonschema:"format=uri" jsonschema_description:"Address of the comparison with the text before."`
	History  string `json:"history,omitempty" jsonschema:"format=uri" jsonschema_description:"Address of all earlier texts."`
	Summary  string `json:"summary,omitempty" jsonschema_description:"What changes, in plain language, one point a line."`
	TextHash string `json:"text_hash,omitempty"`
}

// Event makes the JSON of a message under its id, of fewer than limit bytes.
func (p *Renderer) Event(m message.Message, id string, limit int) ([]byte, error) {
	n, err := p.told(m)
	if err != nil {
		return nil, err
	}
	c := m.Change
	ev := Event{Type: m.Event(), Timestamp: m.At(p.site.Zone),
		Data: EventData{Message: id, Change: c.ID, Kind: c.Kind, Stage: m.Stage,
			Notice: c.Notice, From: c.From, To: c.To, Class: c.Class, Reason: c.Reason, Recorded: c.Recorded.UTC(),
			PublicSince: c.PublicSince, SourceLocale: n.Source,
			JSON: p.site.Abs(p.site.JSONPath(n)), Locales: map[string]EventLocale{}}}
	for i := range p.site.Locales {
		if l := &p.site.Locales[i]; c.Locales[l.Tag] != "" {
			ev.Data.Locales[string(l.Tag)] = p.eventLocale(l, logged{n, c}, m.Stage)
		}
	}
	return ev.within(limit)
}

func (p *Renderer) eventLocale(l *site.Locale, item logged, stage message.Stage) EventLocale {
	e := p.chromes[l.Tag]
	out := EventLocale{Title: p.titleAt(item.notice, p.site.Best(item.notice, l), item.change.To),
		Subject: p.subjectOf(e, item, stage),
		Summary: asCorrected(item.notice, item.change).Summary[l.Tag], TextHash: item.change.Locales[l.Tag]}
	links := p.lettersLinks(e, item)
	out.URL, out.History = links[0].URL, links[len(links)-1].URL
	if len(links) == 3 {
		out.Redline = links[1].URL
	}
	return out
}

// within leaves out what is long, the least needed first, until the event is
// small enough: a receiver must never miss it because of its size.
func (ev Event) within(limit int) ([]byte, error) {
	data, err := ev.encode()
	for _, shorten := range []func(tag string, l *EventLocale) (keep bool){
		func(tag string, l *EventLocale) bool { l.Summary = ""; return true },
		func(tag string, l *EventLocale) bool { l.History, l.Redline = "", ""; return true },
		func(tag string, l *EventLocale) bool { return tag == string(ev.Data.SourceLocale) },
		func(tag string, l *EventLocale) bool { return false },
	} {
		if err != nil || len(data) < limit {
			return data, err
		}
		short := map[string]EventLocale{}
		for tag, l := range ev.Data.Locales {
			if shorten(tag, &l) {
				short[tag] = l
			}
		}
		ev.Data.Locales, ev.Data.Shortened = short, true
		data, err = ev.encode()
	}
	if err == nil && len(data) >= limit {
		ev.Data.Reason = ""
		data, err = ev.encode()
	}
	return data, err
}

func (ev Event) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(ev)
	return bytes.TrimSpace(b.Bytes()), err
}
