package settings

import (
	"net/mail"
	"net/netip"
	"net/url"
	"strings"

	"go.yaml.in/yaml/v4"

	"gazette/internal/address"
	"gazette/internal/source"
)

// Subscriptions says where readers sign up, and what the service works with.
type Subscriptions struct {
	URL             BaseURL    `yaml:"url" jsonschema:"required,example=https://updates.example.com/" jsonschema_description:"Public address of the service, to which the pages' forms are sent."`
	Database        string     `yaml:"database" jsonschema:"example=sqlite:subscribers.db" jsonschema_description:"Where subscribers are kept: sqlite:FILE, relative to the site; sqlite:subscribers.db when absent."`
	DatabaseEnv     string     `yaml:"database_env" jsonschema:"example=GAZETTE_SUBSCRIPTIONS_DATABASE" jsonschema_description:"Environment variable that holds the database's address, postgres://..., instead."`
	SMTP            string     `yaml:"smtp" jsonschema:"required,example=smtps://user@mail.example.com" jsonschema_description:"The mail server; smtp:// or smtps://, user in the URL."`
	PasswordEnv     string     `yaml:"password_env" jsonschema_description:"Environment variable that holds the mail server's password."`
	PasswordFile    string     `yaml:"password_file" jsonschema_description:"File that holds the mail server's password."`
	From            string     `yaml:"from" jsonschema:"required,example=Example Legal <legal@example.com>" jsonschema_description:"Sender of all mails."`
	Bounces         string     `yaml:"bounces" jsonschema:"example=bounces@example.com" jsonschema_description:"Address that reports of mails come back to, with +b-... before its @; the sender's when absent."`
	SecretEnv       string     `yaml:"secret_env" jsonschema:"example=GAZETTE_SUBSCRIPTIONS_SECRET" jsonschema_description:"Environment variable that holds the service's secret, at least 16 bytes."`
	SecretFile      string     `yaml:"secret_file" jsonschema_description:"File that holds the service's secret, outside the site's folder."`
	BounceSecretEnv string     `yaml:"bounce_secret_env" jsonschema_description:"Environment variable that holds the secret (whsec_...) of POST /bounce; without it there is no such address."`
	ClientHeader    string     `yaml:"client_header" jsonschema:"example=X-Forwarded-For" jsonschema_description:"The header in which a proxy names the client; believed from the addresses of proxies alone."`
	Proxies         []string   `yaml:"proxies" jsonschema:"example=10.0.0.0/8" jsonschema_description:"Addresses of proxies that the header is believed from; this machine's when absent."`
	Limits          Limits     `yaml:"limits" jsonschema_description:"How much the service takes and sends."`
	Pos             source.Pos `yaml:"-" json:"-"`
}

// Limits say how much the service takes and sends. Each process counts for itself.
type Limits struct {
	Second      float64 `yaml:"second" jsonschema:"example=20" jsonschema_description:"Mails a second; without limit when absent."`
	Domain      float64 `yaml:"domain" jsonschema:"example=5" jsonschema_description:"Mails a second to one domain; without limit when absent."`
	Connections int     `yaml:"connections" jsonschema:"example=10" jsonschema_description:"Connections to the mail server; 10 when absent."`
	Network     int     `yaml:"network" jsonschema:"example=20" jsonschema_description:"Sign-ups an hour from one network (IPv4 /24, IPv6 /48); 20 when absent."`
	Hour        int     `yaml:"hour" jsonschema:"example=5000" jsonschema_description:"Sign-ups an hour in all; 5000 when absent."`
}

// On reports whether there is a service.
func (s Subscriptions) On() bool { return s.URL.Host != "" }

// Origin returns the service's origin (RFC 6454), as a Content-Security-Policy names it.
func (s Subscriptions) Origin() string { return s.URL.Scheme + "://" + s.URL.Host }

// DecodeNode reads the settings and judges them as far as that takes no secret.
func (s *Subscriptions) DecodeNode(d *source.Decoder, n *yaml.Node) {
	type plain Subscriptions
	d.Decode(n, (*plain)(s))
	if n.Kind != yaml.MappingNode {
		return
	}
	s.Pos = d.Pos(n)
	keys := written(n)
	given := func(key string) bool { return keys[key] != nil }
	switch u := s.URL; {
	case !given("url"):
		d.Fail(n, "write `url: https://updates.example.com/`, the address at which the service is reached",
			"`subscriptions` has no `url`")
	case u.Host != "" && u.Scheme != "https" && !loopback(u.URL):
		d.Fail(n, "put the service behind a server that encrypts, and write https://; http is for this machine alone",
			"`subscriptions.url` is %s", u.String())
	case !given("smtp"):
		d.Fail(n, "write `smtp: smtps://user@mail.example.com`", "`subscriptions` has no `smtp`")
	case !given("from"):
		d.Fail(n, "write `from: Example Legal <legal@example.com>`", "`subscriptions` has no `from`")
	case !mailbox(s.From) || given("bounces") && !mailbox(s.Bounces):
		d.Fail(n, "write it like legal@example.com", "the sender or the address for bounces is not an e-mail address")
	case given("secret_env") == given("secret_file"):
		d.Fail(n, "write `secret_env: GAZETTE_SUBSCRIPTIONS_SECRET`, or the path of a file outside the site as "+
			"`secret_file`",
			"`subscriptions` needs one of `secret_env` and `secret_file`")
	case given("database") && given("database_env"):
		d.Fail(n, "keep one of the two", "`subscriptions` has `database` and `database_env`")
	case given("database") && !strings.HasPrefix(s.Database, "sqlite:"):
		d.Fail(n, "write `database: sqlite:subscribers.db`, or name the variable that holds postgres://... with "+
			"`database_env`", "`database` is no SQLite file")
	}
	if given("smtp") {
		judgeServer(d, n, s.SMTP)
	}
	for _, p := range s.Proxies {
		if _, err := network(p); err != nil {
			d.Fail(n, "write it like 10.0.0.1 or 10.0.0.0/8", "%q is not the address of a proxy", p)
		}
	}
	if s.Database == "" && s.DatabaseEnv == "" {
		s.Database = "sqlite:subscribers.db"
	}
}

// mailbox reports whether mail can be sent from an address, alone or behind a name.
func mailbox(from string) bool {
	_, err := mail.ParseAddress(address.ASCIIMail(from))
	return err == nil
}

// Trusted returns the networks of the proxies that are believed: those that are set, else this machine alone.
func (s Subscriptions) Trusted() (out []netip.Prefix) {
	for _, p := range s.Proxies {
		if n, err := network(p); err == nil {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		out = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	}
	return out
}

// network reads a network, or one address as a network of its own.
func network(s string) (netip.Prefix, error) {
	if !strings.Contains(s, "/") {
		a, err := netip.ParseAddr(s)
		return netip.PrefixFrom(a, a.BitLen()), err
	}
	return netip.ParsePrefix(s)
}

// loopback reports whether an address is one of this machine.
func loopback(u url.URL) bool {
	a, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && a.IsLoopback()
}
