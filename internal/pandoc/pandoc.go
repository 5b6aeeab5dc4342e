// Package pandoc runs pandoc, which reads and writes the files of word processors.
//
// It is a program that may be installed or not. It gets one document on its standard input and gives one on its
// standard output; while it reads what others have sent it may open no other file and no connection (--sandbox), and
// its memory, its time and the length of its answer are bounded. It knows no notices.
package pandoc

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The bounds of one run.
const (
	patience  = 60 * time.Second
	memory    = "-M1500m" // of its heap; a notice of 500 pages needs a tenth
	maxAnswer = 256 << 20 // bytes
	maxTalk   = 1 << 16   // bytes of what it says of an error
	oldest    = "2.17"    // the oldest that is known to work
)

// Missing says that pandoc is not installed, or is too old; Way is the way out.
type Missing struct{ What, Way string }

func (m *Missing) Error() string { return m.What }

const way = "install it (https://pandoc.org/installing.html; on Debian and Ubuntu: apt install pandoc), or name the " +
	"program in GAZETTE_PANDOC"

// Pandoc is an installed pandoc.
type Pandoc struct {
	program string
	Model   []int // the version of its document model
}

// Find looks for pandoc: the program that is named, else the one on the path.
func Find(ctx context.Context, named string) (*Pandoc, error) {
	program, err := exec.LookPath(cmp.Or(named, "pandoc"))
	if err != nil {
		return nil, &Missing{"this needs pandoc, which is not installed", way}
	}
	p := &Pandoc{program: program}
	said, err := p.run(ctx, nil, "--version")
	if err != nil {
		return nil, &Missing{program + " is not pandoc: " + err.Error(), way}
	}
	m := regexp.MustCompile(`^pandoc(?:\.exe)? (\d+)\.(\d+)([.\d]*)`).FindSubmatch(said)
	if m == nil {
		return nil, &Missing{program + " does not say which version of pandoc it is", way}
	}
	version := string(m[1]) + "." + string(m[2]) + string(m[3])
	if major, minor := number(m[1]), number(m[2]); major < 2 || major == 2 && minor < 17 {
		return nil, &Missing{"this needs pandoc " + oldest + " or later; " + program + " is " + version, way}
	}
	return p, p.model(ctx)
}

func number(digits []byte) int {
	n, _ := strconv.Atoi(string(digits))
	return n
}

// model asks for the version of the document model: pandoc reads its own alone.
func (p *Pandoc) model(ctx context.Context) error {
	out, err := p.run(ctx, nil, "-f", "markdown", "-t", "json")
	if err != nil {
		return err
	}
	var doc struct {
		Version []int `json:"pandoc-api-version"`
	}
	if err := json.Unmarshal(out, &doc); err != nil || len(doc.Version) == 0 {
		return errors.New("pandoc does not say which document model it has")
	}
	p.Model = doc.Version
	return nil
}

// Read turns a document that somebody has sent into pandoc's JSON. format is docx or odt. Tracked changes and comments
// stay in it.
func (p *Pandoc) Read(ctx context.Context, format string, document []byte) ([]byte, error) {
	args := []string{"--sandbox", "-f", format, "-t", "json"}
	if format == "docx" {
		args = append(args, "--track-changes=all")
	}
	return p.run(ctx, document, args...)
}

// Write turns JSON of our own making into a document. reference is the path of a document whose styles it gets, or "".
// There is no sandbox: Debian's pandoc keeps its templates in files, which it may then not read. The JSON names no
// file.
func (p *Pandoc) Write(ctx context.Context, format string, document []byte, reference string) ([]byte, error) {
	args := []string{"-f", "json", "-t", format, "--standalone", "-o", "-"}
	if reference != "" {
		args = append(args, "--reference-doc="+reference)
	}
	return p.run(ctx, document, args...)
}

// run runs pandoc once, within the bounds.
func (p *Pandoc) run(ctx context.Context, input []byte, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, p.program, append([]string{"+RTS", memory, "-RTS"}, args...)...)
	inGroup(cmd)
	cmd.WaitDelay = time.Second
	cmd.Env = []string{"LANG=C.UTF-8", "HOME=/nonexistent", "XDG_DATA_HOME=/nonexistent"} // no templates of the user's
	cmd.Stdin = bytes.NewReader(input)
	out, talk := &limited{left: maxAnswer, stop: cancel}, &limited{left: maxTalk, stop: func() {}}
	cmd.Stdout, cmd.Stderr = out, talk
	err := cmd.Run()
	switch {
	case out.over:
		return nil, fmt.Errorf("pandoc's answer is longer than %d MB", maxAnswer>>20)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("pandoc did not end within %s", patience)
	case bytes.Contains(talk.Bytes(), []byte("eap exhausted")):
		return nil, errors.New("pandoc needs more than 1.5 GB of memory for it")
	case err != nil:
		return nil, errors.New("pandoc: " + cmp.Or(said(talk.Bytes()), err.Error()))
	}
	return out.Bytes(), nil
}

// said is the first line of what pandoc says of an error.
func said(talk []byte) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(talk)), "\n")
	return strings.TrimPrefix(line, "pandoc: ")
}

// limited keeps what is written to it, up to a limit; then it calls stop.
type limited struct {
	bytes.Buffer
	left int
	over bool
	stop func()
}

func (l *limited) Write(b []byte) (int, error) {
	if len(b) > l.left {
		l.over = true
		l.stop()
		return len(b), nil
	}
	l.left -= len(b)
	return l.Buffer.Write(b)
}
