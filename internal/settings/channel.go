package settings

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"gazette/i18n"
	"gazette/internal/source"
)

// Channel is one way in which people, or programs, are told about changes.
type Channel struct {
	Name         string      `yaml:"name" jsonschema:"required,pattern=^[a-z0-9]+(-[a-z0-9]+)*$" jsonschema_description:"Its name in reports and receipts."`
	Type         string      `yaml:"type" jsonschema:"required,enum=webhook,enum=email,enum=command,enum=slack,enum=teams,enum=subscribers" jsonschema_description:"What kind of channel it is."`
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

// ChannelType is a kind of channel that a site may have.
type ChannelType struct {
	Name  string
	Needs [][]string        // keys that it cannot do without: one of each group
	Hints map[string]string // why a key is needed, where that is not plain; by the first of its group
	Data  bool              // it is told in JSON, as programs are; the others in words
}

// urlKeys are the keys that say where a channel of the web posts to.
var urlKeys = []string{"url", "url_env", "url_file"}

// ChannelTypes are all kinds of channels, in the order in which they are named. Which function makes a channel of
// each kind is said by channelMakers in cmd/gazette.
var ChannelTypes = []ChannelType{
	{Name: "webhook", Needs: [][]string{urlKeys, {"secret_env", "secret_file"}}, Data: true, Hints: map[string]string{
		"secret_env": "write `secret_env: NAME`; the environment variable holds the secret that tells receivers " +
			"who is speaking"}},
	{Name: "email", Needs: [][]string{{"smtp"}, {"from"}, {"to"}, {"unsubscribe", "no_list"}}, Hints: map[string]string{
		"unsubscribe": "write `unsubscribe: https://lists.example.com/u/{token}`, or `no_list: true` where the " +
			"addresses are single mailboxes"}},
	{Name: "command", Data: true},
	{Name: "slack", Needs: [][]string{urlKeys}},
	{Name: "teams", Needs: [][]string{urlKeys}},
	{Name: "subscribers"},
}

// Kind returns the row of the channel's type; the zero ChannelType where there is none.
func (c Channel) Kind() ChannelType {
	for _, t := range ChannelTypes {
		if t.Name == c.Type {
			return t
		}
	}
	return ChannelType{}
}

// channelNames returns the names of all types, as a sentence names them.
func channelNames() string {
	names := make([]string, len(ChannelTypes))
	for i, t := range ChannelTypes {
		names[i] = t.Name
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// DecodeNode reads a channel and judges it as far as it can be judged without the secrets.
func (c *Channel) DecodeNode(d *source.Decoder, n *yaml.Node) {
	type plain Channel
	d.Decode(n, (*plain)(c))
	c.Pos = d.Pos(n)
	if n.Kind != yaml.MappingNode {
		return
	}
	switch kind := c.Kind(); {
	case !channelName.MatchString(c.Name):
		d.Fail(n, "write it in small letters, digits and hyphens, like `name: customers`", "the channel's name is %q",
			c.Name)
	case kind.Name == "":
		d.Fail(n, "the types are "+channelNames(), "the type of channel %s is %q", c.Name, c.Type)
	default:
		c.judge(d, n, kind)
	}
}

// judge reports the keys that a channel of its kind cannot do without and does not have, and an address to
// unsubscribe at that mail programs would not use.
func (c *Channel) judge(d *source.Decoder, n *yaml.Node, kind ChannelType) {
	given := written(n)
	for _, group := range kind.Needs {
		if !slices.ContainsFunc(group, func(key string) bool { return given[key] != nil }) {
			hint := kind.Hints[group[0]]
			if hint == "" {
				hint = "write `" + strings.Join(group, "` or `") + "`"
			}
			d.Fail(n, hint, "channel %s has no `%s`", c.Name, group[0])
		}
	}
	if given["smtp"] != nil {
		judgeServer(d, n, c.SMTP)
	}
	if v := given["unsubscribe"]; v != nil && !strings.HasPrefix(c.Unsubscribe, "https://") {
		d.Fail(v, "RFC 8058 wants an address that begins with https://", "%q is not an address to unsubscribe at",
			c.Unsubscribe)
	}
}
