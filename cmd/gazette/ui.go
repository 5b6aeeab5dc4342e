package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/mattn/go-isatty"
	"github.com/mattn/go-runewidth"

	"gazette/internal/printable"
	"gazette/internal/publish"
	"gazette/internal/rule"
	"gazette/internal/source"
	"gazette/internal/subscriptions/refusal"
)

// ui is the voice of the program. stdout is the product, stderr is talk.
// Messages: the place first, then what, then the way out; no capitalised
// initial, no full stop.
type ui struct {
	stdout, stderr io.Writer // printable
	product, bars  io.Writer // as they are: for formats with an escaping of their own, and for what moves
	out, err       palette
	terminal       bool // stderr is one
	started        bool // a command's own work has begun
	bar            *bar // while long work goes on
}

func newUI(stdout, stderr io.Writer) *ui {
	out, err := paletteFor(stdout), paletteFor(stderr)
	return &ui{stdout: &printable.Writer{To: stdout, Colour: out.on},
		stderr:  &printable.Writer{To: stderr, Colour: err.on},
		product: stdout, bars: stderr,
		out: out, err: err, terminal: isTerminal(stderr)}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// palette colours words for people; see https://no-color.org.
type palette struct{ on bool }

func paletteFor(w io.Writer) palette {
	switch {
	case os.Getenv("NO_COLOR") != "":
		return palette{}
	case os.Getenv("CLICOLOR_FORCE") == "1":
		return palette{true}
	}
	return palette{isTerminal(w) && os.Getenv("TERM") != "dumb"}
}

func (p palette) paint(code, s string) string {
	if !p.on {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p palette) red(s string) string    { return p.paint("1;31", s) }
func (p palette) yellow(s string) string { return p.paint("1;33", s) }
func (p palette) green(s string) string  { return p.paint("1;32", s) }
func (p palette) bold(s string) string   { return p.paint("1", s) }
func (p palette) cyan(s string) string   { return p.paint("36", s) }
func (p palette) dim(s string) string    { return p.paint("2", s) }

// say prints talk.
func (u *ui) say(format string, args ...any) { fmt.Fprintf(u.stderr, format+"\n", args...) }

// report prints an error that stopped a command: problems as a list, anything
// else as one line.
func (u *ui) report(err error) {
	var ps source.Problems
	var one source.Problem
	switch {
	case errors.As(err, &ps):
		printProblems(u.stderr, u.err, ps)
	case errors.As(err, &one):
		printProblems(u.stderr, u.err, source.Problems{one})
	default:
		u.fail(plainly(err), hintFor(err))
	}
}

// plainly words an error of the system for people.
func plainly(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return strings.Replace(err.Error(), pe.Error(), pe.Path+": "+pe.Err.Error(), 1)
	}
	return err.Error()
}

// hintFor knows the way out of errors that come from the machine.
func hintFor(err error) string {
	var h *source.Hinted
	switch {
	case errors.As(err, &h):
		return h.Hint
	case errors.Is(err, refusal.ErrFull):
		return refusal.Hint(err)
	case errors.Is(err, publish.ErrForeign):
		return "choose another folder with --out, or let gazette replace everything in it with --force"
	case errors.Is(err, fs.ErrPermission):
		return "check who may write there"
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full; make room, then run it again"
	case errors.Is(err, syscall.EBUSY), errors.Is(err, syscall.EXDEV):
		return "the folder is a mount point, which cannot be replaced in one step; build into a folder inside " +
			"it with --out"
	}
	return ""
}

func printProblem(w io.Writer, p palette, problem source.Problem) {
	problem.File, problem.Message = printable.Line(problem.File), printable.Line(problem.Message)
	problem.Hint = printable.Line(problem.Hint)
	kind := ""
	switch problem.Severity {
	case rule.Warning:
		kind = p.yellow("warning:") + " "
	case rule.Note:
		kind = p.bold("note:") + " "
	}
	place := ""
	if problem.File != "" {
		place = p.bold(problem.Pos.String()+":") + " "
	}
	message := problem.Message
	if problem.Severity == rule.Error {
		message = p.red(message)
	}
	fmt.Fprintf(w, "%s%s%s %s\n", place, kind, message, p.dim("["+problem.Rule.ID()+"]"))
	if problem.Excerpt != "" {
		printExcerpt(w, p, problem)
	}
	if problem.Hint != "" {
		fmt.Fprintf(w, "  %s %s\n", p.dim("hint:"), problem.Hint)
	}
}

// excerptWidth is how many columns of a long line are shown.
const excerptWidth = 96

// printExcerpt shows the offending line with a caret under the column.
func printExcerpt(w io.Writer, p palette, problem source.Problem) {
	line, col := window([]rune(oneRune(problem.Excerpt)), problem.Col-problem.Before)
	number := fmt.Sprintf("%5d", problem.Line)
	fmt.Fprintf(w, "%s %s\n", p.dim(number+" |"), string(line))
	if col > 0 {
		fmt.Fprintf(w, "%s %s%s\n", p.dim("      |"),
			strings.Repeat(" ", runewidth.StringWidth(string(line[:min(col-1, len(line))]))), p.red("^"))
	}
}

// oneRune keeps the columns of a line: what is not seen becomes one sign.
func oneRune(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case printable.Hidden(r):
			return '\uFFFD'
		}
		return r
	}, s)
}

// window cuts a long line to the part around its column.
func window(line []rune, col int) ([]rune, int) {
	if len(line) <= excerptWidth {
		return line, col
	}
	start := max(0, min(col-excerptWidth/2, len(line)-excerptWidth))
	out := append([]rune(nil), line[start:start+excerptWidth]...)
	if start > 0 {
		out[0] = '…'
	}
	if start+excerptWidth < len(line) {
		out[len(out)-1] = '…'
	}
	return out, max(col-start, 0)
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%s %ss", thousands(n), noun)
}

// thousands writes a number with separators, for people.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
