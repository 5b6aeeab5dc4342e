package source

import (
	"fmt"
	"runtime"
	"strings"

	"gazette/internal/rule"
)

// Guard does a piece of work that begins with a file. A panic in it becomes
// fault, which names the file; the program goes on with the next piece. It
// stands where pieces of work begin, and nowhere within one.
func Guard(file string, work func()) (fault Problems) {
	defer func() {
		if cause := recover(); cause != nil {
			fault = Problems{faultOf(file, cause)}
		}
	}()
	work()
	return nil
}

// faultOf is the problem of a panic in the work on a file. It must be made where
// the panic is recovered from, to say where in the program that was.
func faultOf(file string, cause any) Problem {
	return Pos{File: file}.Problem(rule.Fault,
		fmt.Sprintf("cannot be worked on, by a fault of gazette%s: %v", faulty(), cause),
		"this is not your mistake: please report it with the file, and until it is fixed, write it another way")
}

// faulty is the line of this program that panicked, in brackets.
func faulty() string {
	var stack [64]uintptr
	frames := runtime.CallersFrames(stack[:runtime.Callers(1, stack[:])])
	for panicked, more := false, true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		panicked = panicked || f.Function == "runtime.gopanic"
		if _, function, ours := strings.Cut(f.Function, "gazette/"); panicked && ours {
			return fmt.Sprintf(" (%s, line %d)", function, f.Line)
		}
	}
	return ""
}
