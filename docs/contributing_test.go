package docs_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestContributing: what CONTRIBUTING.md names in the repository exists, its
// switch for golden files reaches every package that has some, and the names
// of tests and steps in its commands are real.
func TestContributing(t *testing.T) {
	data, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, m := range regexp.MustCompile("`((?:internal|render|docs|i18n|templates|cmd)/[^`<*]*)`").FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(filepath.Join("..", m[1])); err != nil {
			t.Errorf("CONTRIBUTING.md names %s, which is not there", m[1])
		}
	}
	for name, in := range map[string]string{"shapes": "internal/site/parse.go", "siteKinds": "render/kinds.go", "noticeKinds": "render/kinds.go",
		"ChannelTypes": "internal/settings/channel.go", "channelMakers": "cmd/gazette/notifyrecipients.go", "Front": "internal/notice/front.go", "Config": "internal/settings/config.go"} {
		src, err := os.ReadFile(filepath.Join("..", in))
		if err != nil || !regexp.MustCompile(`(?m)^(var|type) `+name+` `).Match(src) {
			t.Errorf("%s has no %s, as CONTRIBUTING.md says (%v)", in, name, err)
		}
	}
	var command string
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "$ go test") && strings.HasSuffix(line, "-update") {
			command = line
		}
	}
	all := ""
	err = fs.WalkDir(os.DirFS(".."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, "_test.go") {
			return err
		}
		src, err := os.ReadFile(filepath.Join("..", p))
		all += string(src)
		if strings.Contains(string(src), `flag.Bool("update"`) && p != "docs/contributing_test.go" && !strings.Contains(command, "./"+path.Dir(p)+" ") {
			t.Errorf("%s has golden files, and CONTRIBUTING.md's command does not write them: %q", path.Dir(p), command)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\$ go test .*?-(?:run|fuzz) ((?:Test|Fuzz)\w+)`).FindAllStringSubmatch(text, -1) {
		if !strings.Contains(all, "func "+m[1]) {
			t.Errorf("CONTRIBUTING.md runs %s, which is not there", m[1])
		}
	}
	steps, err := os.ReadFile("../.ci/run")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\$ bash \.ci/run '?([^'\n]+)'?$`).FindAllStringSubmatch(text, -1) {
		if !regexp.MustCompile(`(?m)step ['"][^'"]*` + regexp.QuoteMeta(m[1])).Match(steps) {
			t.Errorf("CONTRIBUTING.md runs the step %q, which is not there", m[1])
		}
	}
}
