package i18n

import (
	"errors"
	"fmt"

	"gazette/internal/source"
)

// UnmarshalText reads a locale as ParseLocale does, so that front matter and
// configuration refuse what is not one; the error carries a hint.
func (l *Locale) UnmarshalText(b []byte) error {
	parsed, err := ParseLocale(string(b))
	var le *LocaleError
	if errors.As(err, &le) {
		h := &source.Hinted{Message: fmt.Sprintf("%q %s", le.Tag, le.Reason),
			Hint: "use a BCP 47 tag such as en, pt-BR or zh-Hans"}
		if le.Canonical != "" {
			h.Hint = fmt.Sprintf("did you mean %q?", le.Canonical)
		} else if named, ok := Named(le.Tag); ok {
			h.Hint = fmt.Sprintf("did you mean %q?", named)
		}
		return h
	}
	*l = parsed
	return err
}
