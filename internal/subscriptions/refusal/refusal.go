package refusal

import (
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	lite3 "modernc.org/sqlite/lib"
)

// What only the administrator of a database can change. What it said is in the error that wraps one of these.
var (
	ErrLogin  = errors.New("the database refuses the user")
	ErrNoBase = errors.New("the server has no such database")
	ErrRights = errors.New("the user may not do this in the database")
	ErrFull   = errors.New("the disk of the database is full")
)

// refusals are PostgreSQL's codes (SQLSTATE) that mean them, by how they begin.
var refusals = map[string]error{"28": ErrLogin, "3D000": ErrNoBase, "42501": ErrRights, "53100": ErrFull}

// Of returns an error that wraps what a database's error means, where that is known, else the error itself.
func Of(err error) error {
	var file *sqlite.Error
	if errors.As(err, &file) && file.Code()&0xff == lite3.SQLITE_FULL {
		return fmt.Errorf("%w: %s", ErrFull, file)
	}
	var said *pgconn.PgError
	if !errors.As(err, &said) {
		return err
	}
	for code, means := range refusals {
		if strings.HasPrefix(said.Code, code) {
			return fmt.Errorf("%w: %s", means, said.Message)
		}
	}
	return err
}

// Unreached words why no connection came about. An answer that refuses is one.
func Unreached(err error) error {
	if why := Of(err); why != err {
		return why
	}
	return fmt.Errorf("the database does not answer: %w", err)
}

// hints are the ways out.
var hints = map[error]string{
	ErrLogin: "check the user and the password in its address; " +
		"a special character is written as a percent sign and two digits, @ as %40",
	ErrNoBase: "make it once, with createdb, or correct the name at the end of its address",
	ErrRights: "make the user the owner of the database: ALTER DATABASE name OWNER TO user",
	ErrFull:   "make room on its disk, and run it again; what was taken before is kept",
}

// Hint is the way out of what Of told apart, or "".
func Hint(err error) string {
	for means, hint := range hints {
		if errors.Is(err, means) {
			return hint
		}
	}
	return ""
}
