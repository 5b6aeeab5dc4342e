package gitlog

import (
	"bytes"
	"context"
	"os/exec"
	"slices"
	"strings"
	"time"

	"gazette/internal/source"
)

// elsewhere are the variables with which git's own hooks, or a shell, name another repository than the one that a
// folder stands in, or read paths another way.
var elsewhere = []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS",
	"GIT_ICASE_PATHSPECS"}

// command is git in a folder: in the repository that the folder stands in, whatever the environment says.
func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.quotePath=false"}, args...)...)
	for _, pair := range c.Environ() {
		if name, _, _ := strings.Cut(pair, "="); !slices.Contains(elsewhere, name) {
			c.Env = append(c.Env, pair)
		}
	}
	c.Env = append(c.Env, "LC_ALL=C", "GIT_LITERAL_PATHSPECS=0", "GIT_NO_REPLACE_OBJECTS=1")
	return c
}

// Run runs git in a folder once, and returns what it prints.
func Run(dir string, args ...string) ([]byte, error) {
	return printed(command(context.Background(), dir, args...), args[0])
}

// RunWithin is Run, ended when the context is, with all that git has started. Nothing of it can ask in the terminal:
// where a password is needed that is not kept, git fails and says so.
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
			Hint: "run it in the site's folder to see more; the folder must be in a git repository"}
	}
	return out, nil
}
