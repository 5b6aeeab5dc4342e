//go:build !unix

package tilelog

import (
	"context"
	"errors"

	"golang.org/x/mod/sumdb/note"
)

// Append needs locks and links that tessera has on POSIX systems alone.
func Append(context.Context, string, Checkpoint, []note.Signer, [][]byte) ([]byte, error) {
	return nil, errors.New("the log can only be written on Linux, macOS and the like")
}
