package approval

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gazette/internal/notice"
)

// TestEncode: what is written is what is read.
func TestEncode(t *testing.T) {
	day, _ := notice.ParseDate("2026-11-27")
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Za-z0-9:#"'é日{}-]([ -~é日]{0,20}[A-Za-z0-9:#"'é日{}-])?`)
		var r Review
		for range rapid.IntRange(0, 3).Draw(t, "approvals") {
			r.Approved = append(r.Approved, Approval{word.Draw(t, "by"), day, word.Draw(t, "hash")})
		}
		for range rapid.IntRange(0, 3).Draw(t, "comments") {
			r.Comments = append(r.Comments, Comment{word.Draw(t, "by"), day, word.Draw(t, "clause"), word.Draw(t, "text"), rapid.Bool().Draw(t, "done")})
		}
		const path = "content/.review/en/a.yaml"
		got, ps := Read(fstest.MapFS{path: {Data: r.Encode()}}, path)
		if len(ps) > 0 || !cmp.Equal(got, r) {
			t.Fatalf("%v\n%s", ps, cmp.Diff(r, got))
		}
	})
}

// TestHashOf: an approval is of the words and of what is recorded with them, not of whether the text is a draft.
func TestHashOf(t *testing.T) {
	day, _ := notice.ParseDate("2026-11-27")
	e := func(change func(*notice.Edition)) *notice.Edition {
		out := &notice.Edition{Front: notice.Front{Effective: day, Summary: "One.", Changes: []string{"two"}}}
		change(out)
		return out
	}
	is := HashOf(e(func(*notice.Edition) {}), "words")
	for name, other := range map[string]string{"words": HashOf(e(func(*notice.Edition) {}), "other"), "date": HashOf(e(func(e *notice.Edition) { e.Effective = day.AddDays(1) }), "words"),
		"summary": HashOf(e(func(e *notice.Edition) { e.Summary = "Two." }), "words"), "changes": HashOf(e(func(e *notice.Edition) { e.Changes = nil }), "words"),
		"withdrawn": HashOf(e(func(e *notice.Edition) { e.Withdrawn = day }), "words")} {
		if other == is {
			t.Errorf("another %s does not void an approval", name)
		}
	}
	if HashOf(e(func(e *notice.Edition) { e.Draft = true }), "words") != is {
		t.Error("a draft that is made ready is no other text")
	}
	r := Review{Approved: []Approval{{"Ada", day, is}}}
	r.Approve(Approval{"Ada", day, is})
	if len(r.Approved) != 1 || len(r.For(is)) != 1 || len(r.For("other")) != 0 {
		t.Errorf("%+v", r)
	}
}
