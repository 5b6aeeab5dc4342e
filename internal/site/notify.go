package site

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"gazette/i18n"
	"gazette/internal/source"
)

// Notify says who is told about changes. The channels themselves are made by
// cmd/gazette of these settings.
type Notify struct {
	Reminders    []Days    `yaml:"reminders" jsonschema:"example=30d" jsonschema_description:"How long before a change people are reminded."`
	MaxAge       Days      `yaml:"max_age" jsonschema:"example=14d" jsonschema_description:"A message later than this is held for a person to decide; 14d when absent."`
	Translations bool      `yaml:"translations" jsonschema_description:"Tell about translations that are added later, too."`
	SiteKeyFile  string    `yaml:"site_key_file" jsonschema_description:"File that holds the site key, by which receipts hash addresses; else the environment variable GAZETTE_SITE_KEY."`
	Channels     []Channel `yaml:"channels" jsonschema_description:"The ways by which people and machines are told."`
}

// Channel is one way of telling.
type Channel struct {
	Name         string      `yaml:"name" jsonschema:"required,pattern=^[a-z0-9]+(-[a-z0-9]+)*$" jsonschema_description:"Its name in reports and receipts."`
	Type         string      `yaml:"type" jsonschema:"required,enum=webhook,enum=email,enum=command,enum=slack,enum=teams" jsonschema_description:"What kind of channel it is."`
	URL          string      `yaml:"url" jsonschema_description:"Webhooks and chats: the address that is posted to."`
	URLEnv       string      `yaml:"url_env" jsonschema_description:"Webhooks and chats: environment variable that holds the address, where it is a secret itself."`
	URLFile      string      `yaml:"url_file" jsonschema_description:"Webhooks and chats: file that holds the address."`
	SecretEnv    string      `yaml:"secret_env" jsonschema_description:"Webhooks: environment variable that holds the signing secret (whsec_... or whsk_...; several separated by spaces during rotation)."`
	SecretFile   string      `yaml:"secret_file" jsonschema_description:"Webhooks: file that holds the signing secret."`
	AllowPrivate bool        `yaml:"allow_private" jsonschema_description:"Webhooks and chats: allow an address on a private network."`
	SMTP         string      `yaml:"smtp" jsonschema:"example=smtps://user@mail.example.com" jsonschema_description:"E-mail: the server; smtp:// or smtps://, user in the URL."`
	PasswordEnv  string      `yaml:"password_env" jsonschema_description:"E-mail: environment variable that holds the password."`
	PasswordFile string      `yaml:"password_file" jsonschema_description:"E-mail: file that holds the password."`
	From         string      `yaml:"from" jsonschema_description:"E-mail: sender."`
	To           []Recipient `yaml:"to" jsonschema_description:"E-mail: fixed addresses, such as list servers."`
	NoList       bool        `yaml:"no_list" jsonschema_description:"E-mail: the addresses are single mailboxes that nobody unsubscribes from, such as a press desk."`
	Unsubscribe  string      `yaml:"unsubscribe" jsonschema_description:"E-mail: https address by which a reader leaves the list (RFC 8058); {token} is replaced."`
	ListID       string      `yaml:"list_id" jsonschema_description:"E-mail: List-Id (RFC 2919); made of the channel's name and the site's host when absent."`
	Locale       i18n.Locale `yaml:"locale" jsonschema_description:"Language of chat messages; the default locale when absent."`
	Pos          source.Pos  `yaml:"-" json:"-"`
}

// channelName is what may stand in an id and in the name of a program.
var channelName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// channelNeeds are the keys that a type of channel cannot do without: one of
// each group.
var channelNeeds = map[string][][]string{
	"webhook": {{"url", "url_env", "url_file"}, {"secret_env", "secret_file"}},
	"email":   {{"smtp"}, {"from"}, {"to"}, {"unsubscribe", "no_list"}},
	"command": {},
	"slack":   {{"url", "url_env", "url_file"}},
	"teams":   {{"url", "url_env", "url_file"}},
}

// channelHints say why a key is needed where that is not plain.
var channelHints = map[string]string{
	"secret_env":  "write `secret_env: NAME`; the environment variable holds the secret by which receivers know who is speaking",
	"unsubscribe": "write `unsubscribe: https://lists.example.com/u/{token}`, or `no_list: true` where the addresses are single mailboxes",
}

// DecodeNode reads a channel and judges it as far as it can be judged without
// the secrets.
func (c *Channel) DecodeNode(d *source.Decoder, n *yaml.Node) {
	type plain Channel
	d.Decode(n, (*plain)(c))
	c.Pos = d.Pos(n)
	if n.Kind != yaml.MappingNode {
		return
	}
	switch needs, known := channelNeeds[c.Type]; {
	case !channelName.MatchString(c.Name):
		d.Fail(n, "write it in small letters, digits and hyphens, like `name: customers`", "the channel's name is %q", c.Name)
	case !known:
		d.Fail(n, "the types are webhook, email, command, slack and teams", "the type of channel %s is %q", c.Name, c.Type)
	default:
		c.judge(d, n, needs)
	}
}

func (c *Channel) judge(d *source.Decoder, n *yaml.Node, needs [][]string) {
	given := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		given[n.Content[i].Value] = n.Content[i+1]
	}
	for _, group := range needs {
		if !slices.ContainsFunc(group, func(key string) bool { return given[key] != nil }) {
			hint := channelHints[group[0]]
			if hint == "" {
				hint = "write `" + strings.Join(group, "` or `") + "`"
			}
			d.Fail(n, hint, "channel %s has no `%s`", c.Name, group[0])
		}
	}
	if v := given["unsubscribe"]; v != nil && !strings.HasPrefix(c.Unsubscribe, "https://") {
		d.Fail(v, "RFC 8058 wants an address that begins with https://", "%q is not an address to unsubscribe at", c.Unsubscribe)
	}
}

// Recipient is an address and the language it is written to in.
type Recipient struct {
	Address string      `yaml:"address" jsonschema:"required" jsonschema_description:"E-mail address."`
	Locale  i18n.Locale `yaml:"locale" jsonschema_description:"Its language; the default locale when absent."`
}

// Days is a length of time in days, written 30d.
type Days int

// UnmarshalText reads 30d or 2w.
func (d *Days) UnmarshalText(b []byte) error {
	s := string(b)
	factor := 1
	if strings.HasSuffix(s, "w") {
		factor = 7
	}
	n, err := strconv.Atoi(strings.TrimRight(s, "dw"))
	if err != nil || n < 0 || len(s) < 2 || !strings.ContainsAny(s[len(s)-1:], "dw") {
		return &source.Hinted{Message: fmt.Sprintf("%q is not a length of time", s), Hint: "write it in days or weeks, like 30d or 2w"}
	}
	*d = Days(n * factor)
	return nil
}
