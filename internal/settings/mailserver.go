package settings

import (
	"net/url"

	"go.yaml.in/yaml/v4"

	"gazette/internal/source"
)

// judgeServer finds a mail server's address that none can be reached at, or that holds a password. It points at the
// beginning of the keys around, so that no report repeats the password.
func judgeServer(d *source.Decoder, n *yaml.Node, address string) {
	const example = "write it like smtps://user@mail.example.com"
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" && u.Path != "/" {
		d.Fail(n, example, "`smtp` is not the address of a mail server")
		return
	}
	if _, secret := u.User.Password(); secret {
		d.Fail(n, example+" and name the password's place with `password_env` or `password_file`",
			"the address of the mail server holds a password")
	}
}
