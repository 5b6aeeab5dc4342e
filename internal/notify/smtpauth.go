package notify

import (
	"errors"
	"slices"

	"github.com/wneessen/go-mail/smtp"
)

// login gives a password over an encrypted line in the best way that the
// server offers.
type login struct {
	user, password, host string
	smtp.Auth            // the way that was chosen
}

// Start chooses and begins.
func (l *login) Start(server *smtp.ServerInfo) (string, []byte, error) {
	for _, way := range []struct {
		name string
		auth func() smtp.Auth
	}{
		{"SCRAM-SHA-256", func() smtp.Auth { return smtp.ScramSHA256Auth(l.user, l.password) }},
		{"SCRAM-SHA-1", func() smtp.Auth { return smtp.ScramSHA1Auth(l.user, l.password) }},
		{"CRAM-MD5", func() smtp.Auth { return smtp.CRAMMD5Auth(l.user, l.password) }},
		{"PLAIN", func() smtp.Auth { return smtp.PlainAuth("", l.user, l.password, l.host, false) }},
		{"LOGIN", func() smtp.Auth { return smtp.LoginAuth(l.user, l.password, l.host, false) }},
	} {
		if slices.Contains(server.Auth, way.name) {
			l.Auth = way.auth()
			return l.Auth.Start(server)
		}
	}
	return "", nil, errors.New("the mail server offers no way to log in that gazette knows")
}
