package refusal

import (
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// TestOf: each code has its meaning, with what the server said; every other error stays what it is.
func TestOf(t *testing.T) {
	for code, want := range map[string]error{"28P01": ErrLogin, "28000": ErrLogin, "3D000": ErrNoBase, "42501": ErrRights,
		"53100": ErrFull} {
		err := Of(fmt.Errorf("connecting: %w", &pgconn.PgError{Code: code, Message: "said so"}))
		if !errors.Is(err, want) || err.Error() != want.Error()+": said so" || Hint(err) != hints[want] {
			t.Errorf("%s is %v", code, err)
		}
	}
	for _, err := range []error{nil, errors.New("odd"), &pgconn.PgError{Code: "42601"}} {
		if Of(err) != err {
			t.Errorf("%v became %v", err, Of(err))
		}
	}
}
