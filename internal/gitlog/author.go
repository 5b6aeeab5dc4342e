package gitlog

import (
	"os/exec"
	"os/user"
	"strings"
)

// Author names whoever works in a folder, as git or the system knows them.
func Author(dir string) string {
	if out, err := exec.Command("git", "-C", dir, "config", "user.name").Output(); err == nil &&
		strings.TrimSpace(string(out)) != "" {
		return strings.TrimSpace(string(out))
	}
	switch u, err := user.Current(); {
	case err == nil && u.Name != "":
		return u.Name
	case err == nil:
		return u.Username
	}
	return "somebody"
}
