package conflict

import (
	"testing"

	"gazette/internal/source"
)

func TestIn(t *testing.T) {
	for data, want := range map[string]string{
		"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n": "x.md:2:1: a merge left two versions here, or a mark of it",
		"a\n>>>>>>> other\n": "x.md:2:1: a merge left two versions here, or a mark of it",
		"<<<<<<< HEAD\n":     "x.md:1:1: a merge left two versions here, or a mark of it",
		"<<<<<<< a\n>>>>>>> b\n<<<<<<< a\n>>>>>>> b\n": "x.md:1:1: a merge left two versions here, or a mark of it\n" +
			"x.md:3:1: a merge left two versions here, or a mark of it",
		"A heading\n=======\n\n> > > > > > > deep\n>>>>>>>>> deeper\n  <<<<<<< HEAD\n": "",
	} {
		file, ps := source.Text("x.md", []byte(data))
		if ps != nil {
			t.Fatal(ps)
		}
		if got := In(file).Error(); got != want {
			t.Errorf("%q: %q, want %q", data, got, want)
		}
	}
}
