package main

import (
	"encoding/base64"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"

	"gazette/internal/evidence"
	"gazette/internal/history"
	"gazette/internal/leaf"
	"gazette/internal/notice"
	"gazette/internal/notify/ledger"
	"gazette/internal/proof/bundle"
	"gazette/internal/source"
)

// changes are the lines of the change log about the edition, with that of the text that took its place, and the ids of
// their changes.
func (t *proving) changes() (lines, ids []string) {
	data, _ := fs.ReadFile(t.sources.Layers.Site, history.LogFile)
	all := strings.Split(string(data), "\n")
	dates := []notice.Date{t.edition.Effective}
	if next := t.notice.After(t.edition); next != nil {
		dates = append(dates, next.Effective)
	}
	for i := range t.notice.Changes {
		c := &t.notice.Changes[i]
		_, ours := c.Locales[t.edition.Locale]
		if !slices.Contains(dates, c.To) && c.From != t.edition.Effective || !ours && !c.Textless() {
			continue
		}
		line := strings.TrimSpace(all[t.sources.Log.Line(c.ID).Line-1])
		if _, sealed := t.log.Index(leaf.Change(line)); !sealed {
			continue // recorded since the last seal
		}
		lines = append(lines, line)
		if c.To == t.edition.Effective {
			ids = append(ids, c.ID)
		}
	}
	return lines, ids
}

// receipts are the lines of the receipts about these changes: all, or those of one address with the key that opens
// them.
func (t *proving) receipts(ids []string) (lines []string, opened []byte, err error) {
	all, err := evidence.Receipts(t.sources.Layers.Site)
	if err != nil {
		return nil, nil, err
	}
	only := ""
	if t.flags.address != "" {
		m := maker{app: t.app, site: t.sources.Site}
		key := m.siteKey()
		if len(key) == 0 {
			return nil, nil, &source.Hinted{Message: "--address needs the site key, by which receipts hash addresses",
				Hint: "put it where gazette notify finds it: GAZETTE_SITE_KEY, or notify.site_key_file"}
		}
		only = key.Hash(t.flags.address)
		if opened, err = json.Marshal(bundle.Opened{Address: t.flags.address,
			Key: base64.StdEncoding.EncodeToString(key.Open(t.flags.address))}); err != nil {
			return nil, nil, err
		}
	}
	for _, line := range all {
		var r ledger.Receipt
		if json.Unmarshal([]byte(line), &r) != nil ||
			!slices.ContainsFunc(ids, func(id string) bool { return strings.HasPrefix(r.Message, id+"-") }) {
			continue
		}
		if _, sealed := t.log.Index(leaf.Receipt(line)); sealed && (only == "" || r.Address == only) {
			lines = append(lines, line)
		}
	}
	if only != "" && len(lines) == 0 {
		return nil, nil, &source.Hinted{Message: "no sealed receipt about this text is one of " + t.flags.address,
			Hint: "gazette notify --report shows who was told; without --address all receipts go in"}
	}
	return lines, opened, nil
}
