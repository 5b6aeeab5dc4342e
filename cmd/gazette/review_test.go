package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestReviewTogether: what colleagues say at the same time is all kept, at the desk and by the command.
func TestReviewTogether(t *testing.T) {
	d := openDesk(t)
	var all sync.WaitGroup
	const each = 4
	for i := range each {
		all.Go(func() {
			said := url.Values{"notice": {"cookies"}, "locale": {"en"}, "by": {"Ada"}, "comment": {fmt.Sprintf("at the desk, %d", i)}}
			if status, body := d.ask("POST", "/_gazette/review/", "application/x-www-form-urlencoded", said.Encode(), nil); status != http.StatusSeeOther {
				t.Errorf("status %d: %s", status, body)
			}
		})
		all.Go(func() {
			var out, talk bytes.Buffer
			if code := run([]string{"-C", d.dir, "review", "cookies", "--by", "Grace", "--comment", fmt.Sprintf("by the command, %d", i)}, &out, &talk); code != 0 {
				t.Errorf("exit %d: %s", code, talk.String())
			}
		})
	}
	all.Wait()
	data, err := os.ReadFile(filepath.Join(d.dir, "content/.review/en/cookies.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range each {
		for _, where := range []string{"at the desk", "by the command"} {
			if !strings.Contains(string(data), fmt.Sprintf("%s, %d", where, i)) {
				t.Errorf("what was said %s, %d, is lost: %s", where, i, data)
			}
		}
	}
}
