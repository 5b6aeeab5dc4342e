// Package office runs LibreOffice, which turns a docx with tracked changes into an odt with them: pandoc writes none.
//
// It is a program that may be installed or not, and knows no notices.
package office

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"gazette/internal/durable"
)

// patience is how long a conversion may take; a first start takes some seconds.
const patience = 2 * time.Minute

// Missing says that LibreOffice is not installed; Way is the way out.
type Missing struct{ What, Way string }

func (m *Missing) Error() string { return m.What }

// Convert turns a document of one format into another. LibreOffice works in a folder of its own, which goes with it.
func Convert(ctx context.Context, data []byte, from, to string) ([]byte, error) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		return nil, &Missing{"an odt with tracked changes needs LibreOffice, which is not installed",
			"install it (on Debian and Ubuntu: apt install libreoffice-writer-nogui), or write a docx, which " +
				"LibreOffice opens"}
	}
	dir, err := durable.Aside()
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "text."+from), data, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir,
		"profile")), "--headless", "--norestore", "--convert-to", to, "--outdir", dir, filepath.Join(dir, "text."+from))
	inGroup(cmd)
	cmd.WaitDelay = time.Second
	cmd.Env = append(os.Environ(), "HOME="+dir)
	said, err := cmd.CombinedOutput()
	if err != nil {
		return nil, errors.New("LibreOffice: " + strings.TrimSpace(string(said)+" "+err.Error()))
	}
	out, err := os.ReadFile(filepath.Join(dir, "text."+to))
	if err != nil {
		return nil, errors.New("LibreOffice wrote nothing: " + strings.TrimSpace(string(said)))
	}
	return out, nil
}
