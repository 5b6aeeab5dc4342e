package work

import "github.com/prometheus/client_golang/prometheus"

// Meters are the numbers that operators watch. None of them names an address.
type Meters struct {
	Registry      *prometheus.Registry
	Mails         *prometheus.CounterVec // by result
	Failures      *prometheus.CounterVec // by why
	Confirmations prometheus.Counter
	SignUps       *prometheus.CounterVec // by what became of them
	Pages         *prometheus.CounterVec // by page and status
	Seconds       *prometheus.HistogramVec
	Bounces       *prometheus.CounterVec // by kind
	ServerDown    prometheus.Gauge
}

// NewMeters makes meters that stand at nothing.
func NewMeters() *Meters {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "gazette",
			Subsystem: "subscriptions", Name: name,
			Help: help}, labels)
	}
	m := &Meters{Registry: prometheus.NewRegistry(),
		Mails: counter("mails_total", "Messages to subscribers, by how they ended.", "result"),
		Failures: counter("mail_failures_total",
			"Attempts that ended without an answer of the mail server, by why: the database, or the letter. They are "+
				"made again.", "why"),
		SignUps: counter("signups_total", "Sign-ups, by what became of them.", "outcome"),
		Pages:   counter("requests_total", "Requests, by page and status.", "page", "status"),
		Bounces: counter("bounces_total", "Reports of mails that came back, by POST /bounce, by kind.", "kind"),
		Confirmations: prometheus.NewCounter(prometheus.CounterOpts{Namespace: "gazette", Subsystem: "subscriptions",
			Name: "confirmation_mails_total",
			Help: "Mails that ask for confirmation."}),
		Seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: "gazette", Subsystem: "subscriptions",
			Name: "request_seconds",
			Help: "Time that answers took.", Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 5}},
			[]string{"page"}),
		ServerDown: prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "gazette", Subsystem: "subscriptions",
			Name: "mail_server_down",
			Help: "1 while the mail server takes nothing."}),
	}
	m.Registry.MustRegister(m.Mails, m.Failures, m.SignUps, m.Pages, m.Bounces, m.Confirmations,
		m.Seconds, m.ServerDown)
	return m
}
