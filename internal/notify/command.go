package notify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// CommandPrefix is what the names of plugins begin with.
const CommandPrefix = "gazette-notify-"

// tempFail is the exit code by which a plugin says "another time"
// (EX_TEMPFAIL of sysexits.h).
const tempFail = 75

// Command runs a program that gets one message on its standard input.
type Command struct {
	Path    string
	Timeout time.Duration // a minute when 0
}

// Deliver runs the program once: exit 0 means told, 75 another time, anything
// else not at all.
func (c *Command) Deliver(ctx context.Context, m Message) Outcome {
	timeout := c.Timeout
	if timeout == 0 {
		timeout = time.Minute
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	stderr := &head{max: stderrMax}
	cmd := exec.CommandContext(ctx, c.Path)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(m.Payload), stderr
	inGroup(cmd)
	cmd.WaitDelay = time.Second // a grandchild that keeps the pipe open
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return Outcome{}
	case ctx.Err() != nil:
		return passing(fmt.Errorf("it did not end within %s", timeout))
	case errors.As(err, &exit) && exit.ExitCode() == tempFail:
		return passing(fmt.Errorf("another time: %s", reason(stderr.String(), err)))
	}
	return failed(fmt.Errorf("%s", reason(stderr.String(), err)))
}

// stderrMax is how much of what a program says is kept.
const stderrMax = 64 << 10

// head keeps the beginning of what is written to it, and takes the rest.
type head struct {
	kept []byte
	max  int
}

// Write takes all bytes.
func (h *head) Write(p []byte) (int, error) {
	h.kept = append(h.kept, p[:min(len(p), h.max-len(h.kept))]...)
	return len(p), nil
}

// String is what was kept.
func (h *head) String() string { return string(h.kept) }

// reason is the first line that a program said, else how it ended.
func reason(stderr string, err error) string {
	for line := range strings.Lines(stderr) {
		if line = secrets(nil).quoted(line); line != "" {
			return fmt.Sprintf("%s (%s)", line, err)
		}
	}
	return err.Error()
}
