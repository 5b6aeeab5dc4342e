package assemble

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"gazette/i18n"
	"gazette/internal/fixture"
	"gazette/internal/load"
	"gazette/internal/notice"
	"gazette/internal/rule"
	"gazette/internal/settings"
)

// trap is a tree in which reading one file panics, once it is set: any fault
// in the work on a text.
type trap struct {
	fs.FS
	file string
	set  bool
}

func (f *trap) ReadFile(name string) ([]byte, error) {
	if f.set && name == f.file {
		panic("a trap")
	}
	return fs.ReadFile(f.FS, name)
}

// TestFault: a fault in the work on one notice is a finding that names it, and
// all other notices are worked on.
func TestFault(t *testing.T) {
	const file = "content/en/cookies.md"
	tree := &trap{FS: os.DirFS("../.."), file: file}
	theme := fixture.Theme(t)
	s := load.Load(load.Layers{Site: tree, Theme: theme, Wording: i18n.Builtin()}, func(*settings.Config) notice.Date { return pinned })
	if s.Problems.Errors() {
		t.Fatal(s.Problems)
	}
	tree.set = true
	var out Memory
	report, err := Run(s, &out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for what, ps := range map[string]string{"build": report.Problems.Error(), "check": Judge(s, false).Error()} {
		if !strings.Contains(ps, file+": cannot be worked on, by a fault of gazette (") || !strings.Contains(ps, "a trap") {
			t.Errorf("%s: %s", what, ps)
		}
	}
	if report.Problems.Count(rule.Error) == 0 || out.Files["legal/cookies/index.html"] != nil || out.Files["legal/imprint/index.html"] == nil {
		t.Error("the other notices were not made, or the faulty one was")
	}
}
