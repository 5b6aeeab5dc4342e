package repository

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gazette/internal/desk/wording"
)

// TestGitEnds: git that does not end within the desk's patience is stopped, and that is said in the reader's language.
func TestGitEnds(t *testing.T) {
	_, err := Repository{Folder: t.TempDir(), Hooks: time.Nanosecond}.State()
	var own *wording.Error
	if !errors.As(err, &own) || own.Key != "git-hangs" || !strings.Contains(err.Error(), "git status") {
		t.Errorf("%v", err)
	}
}
