package build

import (
	"regexp"
	"strings"

	"gazette/i18n"
	"gazette/internal/notice"
	"gazette/internal/source"
)

var (
	statedField = regexp.MustCompile(`(?m)^\s*["']?(?:effective(?:[_ -]date)?|date|last[_ -]updated|updated)["']?\s*[:=]\s*["']?(\d{4}-\d{2}-\d{2})`)
	statedMark  = regexp.MustCompile(`datetime="(\d{4}-\d{2}-\d{2})"`)
	firstTitle  = regexp.MustCompile(`(?m)^(?:#\s+(.+?)\s*#*|title\s*[:=]\s*["']?(.+?)["']?)\s*$`)
)

// Stated returns the date that a text states about itself, in its front
// matter or in its first lines, and its title. A text need not have been
// written for Gazette.
func Stated(data []byte, l i18n.Locale) (d notice.Date, title string, ok bool) {
	file, ps := source.Text("", data)
	if ps.Errors() {
		return d, "", false
	}
	text := string(file.Data)
	if m := firstTitle.FindStringSubmatch(text); m != nil {
		title = strings.TrimSpace(m[1] + m[2])
	}
	head := text[:min(len(text), 4000)]
	for _, pattern := range []*regexp.Regexp{statedField, statedMark} {
		if m := pattern.FindStringSubmatch(head); m != nil {
			if d, err := notice.ParseDate(m[1]); err == nil {
				return d, title, title != ""
			}
		}
	}
	return d, title, false
}
