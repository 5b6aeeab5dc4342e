package gitlog

import (
	"bytes"
	"context"
	"os/exec"
	"strings"
	"time"

	"gazette/internal/source"
)

func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.quotePath=false"}, args...)...)
	c.Env = append(c.Environ(), "LC_ALL=C", "GIT_LITERAL_PATHSPECS=0", "GIT_NO_REPLACE_OBJECTS=1")
	return c
}

// Run runs git in a folder once, and returns what it prints.
func Run(dir string, args ...string) ([]byte, error) {
	return printed(command(context.Background(), dir, args...), args[0])
}

// RunWithin is Run, ended when the context is, with all that git has started. Git asks nobody for a password: where one
// is needed that is not kept, it fails and says so.
func RunWithin(ctx context.Context, dir string, args ...string) ([]byte, error) {
	c := command(ctx, dir, args...)
	c.Env = append(c.Env, "GIT_TERMINAL_PROMPT=0")
	c.WaitDelay = 2 * time.Second
	inGroup(c)
	return printed(c, args[0])
}

func printed(c *exec.Cmd, verb string) ([]byte, error) {
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		return nil, &source.Hinted{Message: "git " + verb + ": " + strings.TrimSpace(stderr.String()+" "+err.Error()),
			Hint: "run that in the site's folder to see more; it has to be a folder of a git work tree"}
	}
	return out, nil
}
