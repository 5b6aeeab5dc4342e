package proof

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"gazette/internal/leaf"
	"gazette/internal/proof/bundle"
	"gazette/internal/tilelog"
	"gazette/internal/tsa"
)

// logged compares the lines of the change log and of the receipts with their leaves.
func (v *bundled) logged() {
	v.report.Changes = v.linesSealed(bundle.ChangesFile, leaf.Change)
	v.report.Receipts = v.linesSealed(bundle.ReceiptsFile, leaf.Receipt)
}

// changed takes in what a sealed change says of the dates of the bundle's text: it applied until the next one's, or
// until its withdrawal, or never did. Of one that is sealed by its hash alone nothing is known.
func (v *bundled) changed(shown *sealedText, sealed leaf.Leaf) {
	var c changeLine
	line, sum, _ := sealed.Change()
	shown.untold = shown.untold || sum != ""
	switch {
	case json.Unmarshal([]byte(line), &c) != nil || c.Notice != v.bundle.Notice:
	case c.Kind == "cancelled" && c.To == v.bundle.Effective:
		shown.cancelled = true
	default:
		shown.ends = append(shown.ends, c.To)
	}
}

func (v *bundled) linesSealed(name string, write func(string) []byte) (n int) {
	data, err := v.copy.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		v.fail("bundle", name, err.Error())
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSuffix(line, "\n"); line == "" {
			continue
		}
		if n++; v.sealed[string(write(line))].Kind == "" {
			v.fail("bundle", fmt.Sprintf("%s:%d", name, n), "is not sealed")
		}
	}
	return n
}

// opened checks that the receipts are those of the address that the bundle names.
func (v *bundled) opened() {
	data, err := v.copy.ReadFile(bundle.AddressFile)
	if err != nil {
		return
	}
	var o bundle.Opened
	if err := json.Unmarshal(data, &o); err != nil {
		v.fail("bundle", bundle.AddressFile, err.Error())
		return
	}
	key, err := base64.StdEncoding.DecodeString(o.Key)
	if err != nil {
		v.fail("bundle", bundle.AddressFile, err.Error())
		return
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(o.Address))
	want := "hmac-sha256:" + hex.EncodeToString(mac.Sum(nil))
	told, _ := v.copy.ReadFile(bundle.ReceiptsFile)
	for line := range strings.Lines(string(told)) {
		var r struct{ Address string }
		if json.Unmarshal([]byte(line), &r) != nil || r.Address != want {
			v.fail("bundle", bundle.AddressFile, "a receipt is not one of "+o.Address)
			return
		}
	}
}

func (v *bundled) bundleStamps() {
	for _, s := range v.bundle.Timestamps {
		answer, err := v.copy.ReadFile(s.File)
		checkpoint, err2 := v.copy.ReadFile(s.Checkpoint)
		if err = errors.Join(err, err2); err == nil {
			var stamp tsa.Stamp
			var c tilelog.Checkpoint
			stamp, err = tsa.Verify(answer, checkpoint, v.Roots)
			if c, err2 = tilelog.ParseCheckpoint(checkpoint); err == nil && err2 == nil && v.roots[c.Size] == c.Root {
				v.report.Stamps = append(v.report.Stamps, Stamp{c.Size, stamp.Time, stamp.Authority, stamp.Chained})
				continue
			}
			err = errors.Join(err, err2)
		}
		v.fail("time", s.File, fmt.Sprint(err))
	}
}

func (v *bundled) bundleLimits() {
	v.note("white space",
		"line breaks and other white space between words, soft hyphens and characters without a shape: the text "+
			"hash folds them")
	v.note("other files", bundle.ReadmeFile+", redline.html and text.pdf are not sealed; they are there to be read")
	v.note("corrections", "that the text was not corrected later: a bundle holds what was sealed when it was made")
	v.limitsOfTime(&logOf{})
}
