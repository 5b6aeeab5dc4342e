package settings

import (
	"fmt"
	"strconv"
	"strings"

	"gazette/i18n"
	"gazette/internal/source"
)

// Notify says who is told about changes. The channels themselves are made by cmd/gazette of these settings.
type Notify struct {
	Reminders    []Days    `yaml:"reminders" jsonschema:"example=30d" jsonschema_description:"How long before a change people are reminded."`
	MaxAge       Days      `yaml:"max_age" jsonschema:"example=14d" jsonschema_description:"A message later than this is held for a person to decide; 14d when absent."`
	Translations bool      `yaml:"translations" jsonschema_description:"Tell about translations that are added later, too."`
	SiteKeyFile  string    `yaml:"site_key_file" jsonschema_description:"File that holds the site key, by which receipts hash addresses; else the environment variable GAZETTE_SITE_KEY."`
	Channels     []Channel `yaml:"channels" jsonschema_description:"The ways by which people and machines are told."`
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
		return &source.Hinted{Message: fmt.Sprintf("%q is not a length of time", s),
			Hint: "write it in days or weeks, like 30d or 2w"}
	}
	*d = Days(n * factor)
	return nil
}
