package main

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"gazette/i18n"
	"gazette/internal/address"
	"gazette/internal/notify"
	"gazette/internal/notify/ledger"
	"gazette/internal/rule"
	"gazette/internal/settings"
	"gazette/internal/site"
	"gazette/internal/source"
)

// recipient is one address of a channel.
type recipient struct {
	settings.Channel
	id          string // its name in the ids of messages
	address     string
	locale      *site.Locale
	unsubscribe string
	to          notify.Channel
	limit       int // attempts at once
}

// open makes the recipients of all channels. Every secret is looked up now:
// nothing is sent as long as one is missing. A dry run does without.
func (o *notifyRun) open() error {
	m := maker{app: o.app, site: o.sources.Site, dry: o.flags.dryRun != "" || o.flags.report}
	m.key = m.siteKey()
	o.key, o.now = m.key, m.clock()
	seen := map[string]bool{}
	for _, c := range m.site.Config.Notify.Channels {
		if seen[c.Name] {
			m.fail(c, "give one of them another name", "there are two channels %s", c.Name)
		}
		seen[c.Name] = true
		if o.flags.channel == "" || o.flags.channel == c.Name {
			o.recipients = append(o.recipients, channelMakers[c.Type](&m, c)...)
		}
	}
	if name := cmp.Or(o.flags.channel, o.flags.enable); name != "" && !seen[name] {
		return misuse{fmt.Sprintf("there is no channel %q", name),
			"the channels are named under `notify` in " + settings.File}
	}
	if len(m.problems) > 0 {
		o.ui.say("%s nothing was sent", o.ui.err.red("gazette:"))
		return m.problems.Sort()
	}
	return nil
}

// maker makes channels of settings and secrets.
type maker struct {
	*app
	site     *site.Site
	dry      bool
	key      ledger.Key
	problems source.Problems
}

func (m *maker) fail(c settings.Channel, hint, format string, args ...any) {
	m.problems = append(m.problems, c.Pos.Problem(rule.Config, fmt.Sprintf(format, args...), hint))
}

// clock is the clock of signatures and receipts: the real one, whatever
// SOURCE_DATE_EPOCH says, because receivers refuse signatures of another time.
// What a dry run writes is the same each time when the epoch is set.
func (m *maker) clock() func() time.Time {
	if m.dry {
		if now, err := instant(); err == nil {
			return func() time.Time { return now }
		}
	}
	return time.Now
}

// siteKey is the secret for hashes of addresses, or none.
func (m *maker) siteKey() ledger.Key {
	if key := os.Getenv("GAZETTE_SITE_KEY"); key != "" {
		return ledger.Key(strings.TrimSpace(key))
	}
	file := m.site.Config.Notify.SiteKeyFile
	if file == "" {
		return nil
	}
	key, err := m.fromFile(file)
	if err != nil && !m.dry {
		m.problems = append(m.problems, source.Pos{File: settings.File}.Problem(rule.Config,
			"notify.site_key_file: "+err.Error(),
			"write the file, for instance with: openssl rand -base64 32"))
	}
	return ledger.Key(key)
}

// fromFile reads a secret from a file that gazette.yaml names, from the site's folder.
func (m *maker) fromFile(path string) (string, error) {
	if !filepath.IsAbs(path) {
		path = filepath.Join(m.dir, filepath.FromSlash(path))
	}
	data, err := source.BytesOf(path, source.MaxSecret)
	if err != nil {
		return "", errors.New(plainly(err))
	}
	if s := strings.TrimSpace(string(data)); s != "" {
		return s, nil
	}
	return "", fmt.Errorf("%s is empty", path)
}

// secret looks a secret up where the settings say. Its value is in no message.
func (m *maker) secret(c settings.Channel, what, env, file string) string {
	var value string
	var err error
	switch {
	case env != "":
		if value = strings.TrimSpace(os.Getenv(env)); value == "" {
			err = fmt.Errorf("the environment variable %s is not set", env)
		}
	case file != "":
		value, err = m.fromFile(file)
	}
	if err != nil && !m.dry {
		m.fail(c, "channel "+c.Name+" takes its "+what+" from there", "%s", err)
	}
	return value
}

// channelMakers make the recipients of a channel of each type in settings.ChannelTypes.
var channelMakers = map[string]func(*maker, settings.Channel) []recipient{
	"webhook": (*maker).webhook,
	"email":   (*maker).email,
	"command": (*maker).command,
	"slack":   (*maker).slack,
	"teams":   (*maker).teams,

	subscribersType: (*maker).subscribersChannel,
}

// posted makes the recipient of a channel that posts to one address.
func (m *maker) posted(c settings.Channel, limit int) recipient {
	address := c.URL
	if address == "" {
		address = m.secret(c, "address", c.URLEnv, c.URLFile)
	}
	if address != "" {
		m.judgeURL(c, address)
	}
	return recipient{Channel: c, id: c.Name, address: address, locale: m.locale(c, c.Locale), limit: limit}
}

func (m *maker) webhook(c settings.Channel) []recipient {
	out := m.posted(c, 16)
	w := &notify.Webhook{URL: out.address, Client: notify.NewClient(c.AllowPrivate), Now: m.clock()}
	if secret := m.secret(c, "secret", c.SecretEnv, c.SecretFile); secret != "" {
		var err error
		if w.Secrets, err = notify.ParseSecrets(secret); err != nil {
			m.fail(c, "make one with: echo whsec_$(openssl rand -base64 32)",
				"the secret of channel %s cannot be used: %s", c.Name, err)
		}
	}
	out.to = w
	return []recipient{out}
}

func (m *maker) slack(c settings.Channel) []recipient { return m.chat(c, notify.Slack) }
func (m *maker) teams(c settings.Channel) []recipient { return m.chat(c, notify.Teams) }

func (m *maker) chat(c settings.Channel, format notify.ChatFormat) []recipient {
	out := m.posted(c, 2)
	out.to = &notify.Chat{URL: out.address, Client: notify.NewClient(c.AllowPrivate), Now: m.clock(), Format: format}
	return []recipient{out}
}

// secretHosts are those of chats whose addresses are secrets in themselves.
var secretHosts = []string{"hooks.slack.com", ".webhook.office.com", ".logic.azure.com", ".api.powerplatform.com"}

func (m *maker) judgeURL(c settings.Channel, address string) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		m.fail(c, "write it like https://www.example.com/hook", "the address of channel %s cannot be read", c.Name)
	case u.User != nil:
		m.fail(c, "the signature says who is speaking", "the address of channel %s holds a user or password", c.Name)
	case c.URL != "":
		for _, host := range secretHosts {
			if strings.HasSuffix(u.Hostname(), host) {
				m.fail(c, "anyone who knows it can post: move it to an environment variable and name that "+
					"with `url_env`",
					"the address of channel %s is a secret", c.Name)
			}
		}
	}
}

func (m *maker) locale(c settings.Channel, tag i18n.Locale) *site.Locale {
	if tag == "" {
		return m.site.DefaultLocale()
	}
	l := m.site.Locale(tag)
	if l == nil {
		m.fail(c, "name one of `locales`", "channel %s wants %s, which the site does not have", c.Name, tag)
		return m.site.DefaultLocale()
	}
	return l
}

func (m *maker) command(c settings.Channel) []recipient {
	name := notify.CommandPrefix + c.Name
	path, err := exec.LookPath(name)
	if err != nil && !m.dry {
		m.fail(c, "put a program of that name there; `gazette help telling-people` shows one",
			"there is no program %s in PATH", name)
	}
	return []recipient{{Channel: c, id: c.Name, address: name, locale: m.locale(c, c.Locale),
		to: &notify.Command{Path: path}, limit: 4}}
}

// email makes a recipient of each address.
func (m *maker) email(c settings.Channel) (out []recipient) {
	server, err := notify.ParseServer(address.ASCII(c.SMTP))
	if err != nil {
		m.fail(c, "write it like smtps://user@mail.example.com and name the password's place with `password_env`",
			"channel %s: %s", c.Name, err)
	}
	if server.User != "" {
		if c.PasswordEnv == "" && c.PasswordFile == "" {
			m.fail(c, "name its place with `password_env` or `password_file`", "channel %s has a user and no password",
				c.Name)
		}
		server.Password = m.secret(c, "password", c.PasswordEnv, c.PasswordFile)
	}
	if err := notify.CheckAddress(c.From); err != nil {
		m.fail(c, "write it like Example Legal <legal@example.com>", "the sender of channel %s: %s", c.Name, err)
	}
	for _, r := range c.To {
		if err := notify.CheckAddress(r.Address); err != nil {
			m.fail(c, "write it like updates@lists.example.com", "a recipient of channel %s: %s", c.Name, err)
			continue
		}
		l := m.locale(c, r.Locale)
		e := recipient{Channel: c, id: c.Name + "-" + string(l.Tag) + "-" + ledger.Tag(strings.ToLower(r.Address)),
			address: r.Address, locale: l, limit: 4,
			unsubscribe: strings.ReplaceAll(address.ASCII(c.Unsubscribe), "{token}", m.token(c.Name, r.Address))}
		e.to = &notify.Email{Server: server, From: address.ASCIIMail(c.From), To: address.ASCIIMail(r.Address),
			ListID: m.listID(c), Unsubscribe: e.unsubscribe, Now: m.clock()}
		out = append(out, e)
	}
	return out
}

// listID names the list by the site's host.
func (m *maker) listID(c settings.Channel) string {
	switch {
	case c.NoList && c.ListID == "":
		return ""
	case c.ListID == "":
		return "<" + c.Name + "." + m.site.Config.BaseURL.Hostname() + ">"
	}
	phrase, name, named := strings.Cut(c.ListID, "<")
	if !named {
		phrase, name = "", c.ListID
	}
	host, err := address.ASCIIHost(strings.TrimSuffix(name, ">"))
	if err != nil {
		m.fail(c, "write it like legal.www.example.com", "the list_id of channel %s is %q", c.Name, c.ListID)
	}
	return phrase + "<" + host + ">"
}

// token stands for an address where it can be read: with a site key nobody can
// make one for another address.
func (m *maker) token(channel, address string) string {
	mac := hmac.New(sha256.New, m.key)
	fmt.Fprintf(mac, "unsubscribe\n%s\n%s", channel, address)
	return hex.EncodeToString(mac.Sum(nil)[:16])
}
