package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"gazette/internal/history/planning"
	"gazette/internal/load"
)

// agreed shows a plan and asks whether to carry it out, where a person can
// answer. Nobody is asked who said --yes, nor a program.
func (a *app) agreed(s *load.Sources, w writing, steps []planning.Step) (bool, error) {
	if w.yes || !isTerminal(os.Stdin) {
		return true, nil
	}
	view, err := a.viewOf(s, steps, "")
	if err != nil {
		return false, err
	}
	writePlan(a.ui.stderr, a.ui.err, view)
	return a.ask("record this permanently?", "nothing was recorded")
}

// ask asks a question that only a clear yes answers.
func (a *app) ask(question, otherwise string) (bool, error) {
	fmt.Fprintf(a.ui.stderr, "%s [y/N] ", question)
	answer, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true, nil
	}
	a.ui.say("%s %s", a.ui.err.red("gazette:"), otherwise)
	return false, errProblems
}
