package bundle

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"gazette/internal/tilelog"
)

// names are those that the files of a bundle have, beside the time stamps. Anything else could be taken for one of them
// by whoever unpacks it, and would not have been checked.
var names = []string{ReadmeFile, TextFile, "text.pdf", "redline.html", ChangesFile, ReceiptsFile, AddressFile,
	ProofFile, ScriptFile, RootsFile, tilelog.CheckpointFile}

var stampNames = regexp.MustCompile(`^timestamps/(\d+/([\w.-]+)?)?$`)

// MaxFiles is how many files a bundle may have.
const MaxFiles = 1000

// ErrZip is wrapped where a file is not a zip file.
var ErrZip = errors.New("neither a folder nor a bundle")

// Unzip opens a zip file: a bundle, or the copy of a site. It says which.
func Unzip(data []byte) (files fs.FS, bundle bool, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, false, fmt.Errorf("is %w: %w", ErrZip, err)
	}
	for _, f := range z.File {
		bundle = bundle || f.Name == ProofFile
		if f.Flags&1 != 0 {
			return nil, bundle, errors.New("is encrypted: decrypt it first")
		}
	}
	if bundle {
		err = ofBundle(z.File)
	}
	return z, bundle, err
}

// ofBundle judges the names in a bundle: each is one of a bundle's, and there once.
func ofBundle(files []*zip.File) error {
	if len(files) > MaxFiles {
		return fmt.Errorf("holds %d files, and a bundle has at most %d", len(files), MaxFiles)
	}
	seen := map[string]bool{}
	for _, f := range files {
		switch {
		case fs.ValidPath(f.Name) && strings.HasPrefix(f.Name, "__MACOSX/") || f.Name == ".DS_Store":
		case !fs.ValidPath(strings.TrimSuffix(f.Name, "/")) ||
			!slices.Contains(names, f.Name) && !stampNames.MatchString(f.Name):
			return fmt.Errorf("holds %.80q, which no bundle does", f.Name)
		case seen[f.Name]:
			return fmt.Errorf("holds %s twice", f.Name)
		}
		seen[f.Name] = true
	}
	return nil
}
