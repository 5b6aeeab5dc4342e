package evidence

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"gazette/internal/settings"
	"gazette/internal/tilelog"
)

// witness asks the witnesses that have not signed the checkpoint yet (C2SP tlog-witness, add-checkpoint). Their
// signatures go into the checkpoint, one by one.
func (s Sealer) witness(ctx context.Context, l *Log) (c tilelog.Checkpoint, late []error) {
	c = l.Checkpoint
	for i, w := range s.Settings.Witnesses {
		if SignedBy(c, s.Keys.Witnesses[i]) {
			continue
		}
		lines, err := s.cosign(ctx, w, s.Keys.Witnesses[i], l)
		if err == nil {
			var raw []byte
			if raw, err = withSignature(c, lines, s.Keys.Witnesses[i]); err == nil {
				c, err = s.replace(c, raw)
			}
		}
		if err != nil {
			late = append(late, fmt.Errorf("no signature of the witness %s: %w", w.URL, err))
		}
	}
	return c, late
}

// conflict is the answer of a witness that knows the log at another size.
type conflict struct{ size int64 }

func (c conflict) Error() string { return fmt.Sprintf("it knows the log with %d leaves", c.size) }

// cosign asks a witness. It says what size it knows when it is asked from none; then it is asked from there.
func (s Sealer) cosign(ctx context.Context, w settings.Witness, key note.Verifier, l *Log) (string, error) {
	lines, err := s.addCheckpoint(ctx, w, l, 0)
	var known conflict
	if errors.As(err, &known) && known.size > 0 {
		if known.size > l.Size {
			return "", fmt.Errorf("%w, and this one has %d: it was cut short, or another log has its name", known,
				l.Size)
		}
		lines, err = s.addCheckpoint(ctx, w, l, known.size)
	}
	return lines, err
}

// addCheckpoint is one request: the size that the witness knows, a proof that the log began so, and the checkpoint.
func (s Sealer) addCheckpoint(ctx context.Context, w settings.Witness, l *Log, old int64) (string, error) {
	proof, err := l.Tree.Consistency(l.Size, old)
	if err != nil {
		return "", err
	}
	var body strings.Builder
	fmt.Fprintf(&body, "old %d\n", old)
	for _, h := range proof {
		fmt.Fprintln(&body, base64.StdEncoding.EncodeToString(h[:]))
	}
	fmt.Fprintf(&body, "\n%s", l.Raw)
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(w.URL, "/")+"/add-checkpoint",
		strings.NewReader(body.String()))
	if err != nil {
		return "", err
	}
	resp, err := s.Client.Do(r)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	switch {
	case err != nil:
		return "", err
	case resp.StatusCode == http.StatusConflict:
		size, err := strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64)
		if err != nil {
			return "", errors.New("it answers 409 without a size")
		}
		return "", conflict{size}
	case resp.StatusCode != http.StatusOK:
		return "", fmt.Errorf("it answers %s", resp.Status)
	}
	return string(data), nil
}

// withSignature is a checkpoint with the lines that a witness answered, if its key made one of them. Others are left
// out: nobody here could judge them.
func withSignature(c tilelog.Checkpoint, lines string, key note.Verifier) ([]byte, error) {
	for line := range strings.Lines(lines) {
		raw := append(bytes.Clone(c.Raw), line...)
		n, err := note.Open(append([]byte(c.Body()+"\n"), line...), note.VerifierList(key))
		if err == nil && len(n.Sigs) == 1 {
			return raw, nil
		}
	}
	return nil, errors.New("its answer holds no signature of its key")
}
