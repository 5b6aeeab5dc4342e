package site

import (
	"fmt"
	"strconv"
	"strings"

	"gazette/i18n"
	"gazette/internal/source"
)

// Notify says who is told about changes. The channels themselves are made by
// cmd/gazette of these settings.
type Notify struct {
	Reminders []Days    `yaml:"reminders" jsonschema:"example=30d" jsonschema_description:"How long before a change people are reminded."`
	MaxAge    Days      `yaml:"max_age" jsonschema:"example=14d" jsonschema_description:"A message later than this is held for a person to decide."`
	Channels  []Channel `yaml:"channels" jsonschema_description:"The ways by which people and machines are told."`
}

// Channel is one way of telling.
type Channel struct {
	Name         string      `yaml:"name" jsonschema:"required" jsonschema_description:"Its name in reports and receipts."`
	Type         string      `yaml:"type" jsonschema:"required,enum=webhook,enum=email,enum=command,enum=slack,enum=teams" jsonschema_description:"What kind of channel it is."`
	URL          string      `yaml:"url" jsonschema_description:"Webhooks: the address that is posted to."`
	URLEnv       string      `yaml:"url_env" jsonschema_description:"Webhooks: environment variable that holds the address, where it is a secret itself."`
	SecretEnv    string      `yaml:"secret_env" jsonschema_description:"Webhooks: environment variable that holds the signing secret (whsec_... or whsk_...; several separated by spaces during rotation)."`
	SecretFile   string      `yaml:"secret_file" jsonschema_description:"Webhooks: file that holds the signing secret."`
	AllowPrivate bool        `yaml:"allow_private" jsonschema_description:"Webhooks: allow an address on a private network."`
	SMTP         string      `yaml:"smtp" jsonschema:"example=smtps://user@mail.example.com" jsonschema_description:"E-mail: the server; smtp:// or smtps://, user in the URL."`
	PasswordEnv  string      `yaml:"password_env" jsonschema_description:"E-mail: environment variable that holds the password."`
	PasswordFile string      `yaml:"password_file" jsonschema_description:"E-mail: file that holds the password."`
	From         string      `yaml:"from" jsonschema_description:"E-mail: sender."`
	To           []Recipient `yaml:"to" jsonschema_description:"E-mail: fixed addresses, such as list servers."`
	Unsubscribe  string      `yaml:"unsubscribe" jsonschema_description:"E-mail: address by which a reader leaves the list (RFC 8058); {token} is replaced."`
	ListID       string      `yaml:"list_id" jsonschema_description:"E-mail: List-Id (RFC 2919)."`
	Locale       i18n.Locale `yaml:"locale" jsonschema_description:"Language of chat messages; the default locale when absent."`
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
