package store

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"gazette/internal/subscriptions/database"
	"gazette/internal/subscriptions/subscriber"
)

// Unconfirmed is how long an address is kept that nobody confirms.
const Unconfirmed = 7 * 24 * time.Hour

// Consent is what somebody agreed to: when, where, in which words.
type Consent struct {
	At     time.Time
	Source string // "form", or what an import names
	Page   string // address of the page whose form was sent
	Words  string // what the form says, in Locale
	Locale string
	Topics []string
}

// SignUp is a request that was made and is not confirmed.
type SignUp struct {
	Consent
	Address string
	Changes subscriber.Mark // the subscriber whose address this is to become, or ""
}

// ErrUsed says that a link has done what it was for.
var ErrUsed = errors.New("the link has been used")

// TakeSignUp keeps a request, and the job that answers it. Nothing is looked
// up: it takes as long for an address that is known as for one that is not.
// Requests that come at the same time share a transaction.
func (s *Store) TakeSignUp(ctx context.Context, r SignUp) error { return s.signUps.Write(ctx, r) }

// signUpColumns are the parameters of one request.
const signUpColumns = 7

// take keeps requests and their jobs, all or none.
func (s *Store) take(ctx context.Context, all []SignUp) error {
	args := make([]any, 0, signUpColumns*len(all))
	for _, r := range all {
		args = append(args, r.Address, string(r.Changes), r.Locale, list(r.Topics), r.Page, r.Words, micros(r.At))
	}
	return s.Within(ctx, func(tx database.Tx) error {
		var jobs []river.InsertManyParams
		if err := tx.Each(ctx, func(scan func(...any) error) error {
			var id int64
			err := scan(&id)
			jobs = append(jobs, river.InsertManyParams{Args: ConfirmArgs{id}})
			return err
		}, `INSERT INTO gazette_signups (address, changes, locale, topics, page, words, at) VALUES `+
			database.Places(len(all), signUpColumns)+` RETURNING id`, args...); err != nil {
			return err
		}
		return tx.Enqueue(ctx, jobs)
	})
}

// ErrNoMail says that a sign-up is not to be answered.
var ErrNoMail = errors.New("no mail is to be sent for this sign-up")

// SignUp returns a request by its number, with the token of its confirmation.
// ErrNoMail says that there is none, that its address was written to today, or
// that it complained. Asked again for the same request, it makes another token:
// the mail with the first may have been sent or not.
func (s *Store) SignUp(ctx context.Context, id int64) (r SignUp, token string, err error) {
	err = s.Within(ctx, func(tx database.Tx) error {
		r, err = signUpOf(ctx, tx, `gazette_signups WHERE id = ?1`, id)
		if errors.Is(err, database.ErrNone) {
			return ErrNoMail
		}
		if err != nil {
			return err
		}
		mark := s.Keys.Mark(r.Address)
		if err := s.mayWrite(ctx, tx, mark, id); err != nil {
			return err
		}
		var hash string
		token, hash = subscriber.NewToken()
		_, err = tx.Exec(ctx,
			`INSERT INTO gazette_tokens (hash, address, mark, changes, locale, topics, page, words, at, expires)
			VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)`, hash, r.Address, string(mark), string(r.Changes),
			r.Locale, list(r.Topics), r.Page, r.Words,
			micros(r.At), micros(s.Now().Add(Unconfirmed)))
		return err
	})
	return r, token, err
}

// signUpOf reads a request as it was made, or as its token keeps it.
func signUpOf(ctx context.Context, c database.Conn, from string, key any) (r SignUp, err error) {
	var topics, changes string
	var at int64
	err = c.One(ctx, database.Into(&r.Address, &changes, &r.Locale, &topics, &r.Page, &r.Words, &at),
		`SELECT address, changes, locale, topics, page, words, at FROM `+from, key)
	r.Topics, r.At, r.Source, r.Changes = unlist(topics), instant(at), "form", subscriber.Mark(changes)
	return r, err
}

// mayWrite notes that an address is written to today, by one sign-up alone,
// and never after a complaint.
func (s *Store) mayWrite(ctx context.Context, tx database.Tx, mark subscriber.Mark, signUp int64) error {
	var by int64
	err := tx.One(ctx, database.Into(&by), `INSERT INTO gazette_mailed (mark, day, signup)
		SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM gazette_suppressed WHERE mark = ?1 AND reason = ?4)
		ON CONFLICT (mark, day) DO UPDATE SET signup = gazette_mailed.signup RETURNING signup`,
		string(mark), s.Now().Unix()/86400, signUp, string(Complained))
	if errors.Is(err, database.ErrNone) || err == nil && by != signUp {
		return ErrNoMail
	}
	return err
}

// Answered forgets a request: its mail is sent, or will never be.
func (s *Store) Answered(ctx context.Context, id int64) error {
	_, err := s.Exec(ctx, `DELETE FROM gazette_signups WHERE id = ?1`, id)
	return err
}

// Asked returns the language of whom a token was sent to, without using it.
func (s *Store) Asked(ctx context.Context, token string) (locale string, err error) {
	var used, expires int64
	err = s.One(ctx, database.Into(&locale, &used, &expires),
		`SELECT locale, used, expires FROM gazette_tokens WHERE hash = ?1`, subscriber.HashToken(token))
	switch {
	case errors.Is(err, database.ErrNone):
		return "", subscriber.ErrToken
	case err == nil && used > 0:
		return locale, ErrUsed
	case err == nil && s.Now().After(instant(expires)):
		return locale, subscriber.ErrToken
	}
	return locale, err
}

// Confirm does what a token was sent for: the address is subscribed, or takes
// the place of another. A token confirms once. With it comes the language of
// whom it was sent to, as of Asked, where the token is known.
func (s *Store) Confirm(ctx context.Context, token string) (mark subscriber.Mark, locale string, err error) {
	if locale, err = s.Asked(ctx, token); err != nil {
		return "", locale, err
	}
	err = s.Within(ctx, func(tx database.Tx) error {
		hash, now := subscriber.HashToken(token), micros(s.Now())
		n, err := tx.Exec(ctx, `UPDATE gazette_tokens SET used = ?2 WHERE hash = ?1 AND used = 0`, hash, now)
		if err == nil && n == 0 {
			return ErrUsed
		}
		if err != nil {
			return err
		}
		r, err := signUpOf(ctx, tx, `gazette_tokens WHERE hash = ?1`, hash)
		if err != nil {
			return err
		}
		mark = s.Keys.Mark(r.Address)
		if err := s.subscribe(ctx, tx, r); err != nil {
			return err
		}
		// The address itself is no longer needed here.
		_, err = tx.Exec(ctx, `UPDATE gazette_tokens SET address = '' WHERE hash = ?1`, hash)
		return err
	})
	return mark, locale, err
}

func micros(t time.Time) int64       { return t.UnixMicro() }
func instant(micros int64) time.Time { return time.UnixMicro(micros).UTC() }

// list writes topics as they are stored in one field.
func list(topics []string) string {
	data, _ := json.Marshal(topics) // strings always can be
	return string(data)
}

func unlist(s string) (topics []string) {
	if strings.TrimSpace(s) != "" {
		_ = json.Unmarshal([]byte(s), &topics) // written by list
	}
	return topics
}
