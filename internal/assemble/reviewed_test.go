package assemble

import (
	"testing"
	"testing/fstest"

	"gazette/internal/approval"
	"gazette/internal/notice"
)

// TestAddControl says what no review may hold, and reads back what is written of it.
func TestAddControl(t *testing.T) {
	var day notice.Date
	if err := day.UnmarshalText([]byte("2027-01-01")); err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"e\x1b[31mvil", "a\n::error::b", "a\r\x00b", "a\u2028b\u0085c", "a\xffb", "\x1b", "\x7f\u009b"} {
		var r Reviewed
		if _, err := r.Add(Saying{By: "Ada" + said, On: day, Comment: "so " + said, Approve: true}); err != nil {
			t.Fatalf("%q: %v", said, err)
		}
		back, ps := approval.Read(fstest.MapFS{"r.yaml": {Data: r.Review.Encode()}}, "r.yaml")
		if len(ps) > 0 || len(back.Comments) != 1 || back.Comments[0] != r.Review.Comments[0] {
			t.Errorf("%q: wrote %q, read %+v: %v", said, r.Review.Encode(), back, ps)
		}
	}
	for _, nobody := range []string{"", " ", "\x1b\x00", "\u0085"} { // an approval of nobody is none
		var r Reviewed
		if changed, err := r.Add(Saying{By: nobody, On: day, Approve: true}); err == nil || changed || len(r.Review.Approved) > 0 {
			t.Errorf("%q approves: %+v, %v", nobody, r.Review, err)
		}
	}
}
