package redline

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"gazette/internal/text"
)

// corpusText returns a rendered notice of the corpus, or a made-up one if that is missing.
func corpusText(b *testing.B, path string) []byte {
	if _, err := os.Stat(corpusDir); err != nil {
		b.Skipf("NOT MEASURED: the corpus is missing: %v", err)
	}
	return renderMarkdown(b, corpusDir+"/mozilla/"+path)
}

// edited returns the body with n words replaced, evenly scattered.
func edited(body []byte, n int) []byte {
	out := bytes.Clone(body)
	for k := range n {
		at := (2*k + 1) * len(out) / (2 * n)
		i := bytes.Index(out[at:], []byte(" the "))
		if i < 0 {
			continue
		}
		out = append(out[:at+i:at+i], append([]byte(fmt.Sprintf(" edit%d ", k)), out[at+i+5:]...)...)
	}
	return out
}

func BenchmarkScattered(b *testing.B) {
	old := corpusText(b, "content/en/firefox-privacy-notice.md")
	new := edited(old, 30)
	r := Compare(old, new)
	b.ReportMetric(float64(len(r.Changes)), "changes")
	b.SetBytes(int64(len(old)))
	b.ReportAllocs()
	for b.Loop() {
		Compare(old, new)
	}
}

func BenchmarkNothingInCommon(b *testing.B) {
	old := corpusText(b, "content/en/firefox-privacy-notice.md")
	old = append(old, corpusText(b, "content/en/pocket-tos.md")...)
	new := corpusText(b, "content/ru/firefox-privacy-notice.md")
	b.ReportAllocs()
	for b.Loop() {
		Compare(old, new)
	}
}

func BenchmarkOtherText(b *testing.B) {
	old := corpusText(b, "content/en/firefox-privacy-notice.md")
	new := corpusText(b, "content/en/pocket-tos.md")
	b.ReportAllocs()
	for b.Loop() {
		Compare(old, new)
	}
}

func BenchmarkRewritten(b *testing.B) {
	old := corpusText(b, "archive/firefox-privacy-notice/2024-05-13/en.md")
	new := corpusText(b, "archive/firefox-privacy-notice/2025-02-25/en.md")
	b.ReportAllocs()
	for b.Loop() {
		Compare(old, new)
	}
}

func BenchmarkSame(b *testing.B) {
	old := corpusText(b, "content/en/firefox-privacy-notice.md")
	b.ReportAllocs()
	for b.Loop() {
		Compare(old, old)
	}
}

// BenchmarkOneParagraph compares two long texts that have no blocks to go by.
func BenchmarkOneParagraph(b *testing.B) {
	words := func(n, step int) []byte {
		var t bytes.Buffer
		t.WriteString("<pre>")
		for i := range n {
			fmt.Fprintf(&t, "w%d ", i*step%997)
		}
		t.WriteString("</pre>")
		return t.Bytes()
	}
	old, new := words(16000, 7), words(16000, 11)
	b.ReportAllocs()
	for b.Loop() {
		Compare(old, new)
	}
}

// BenchmarkRepeated compares many clauses that all read the same.
func BenchmarkRepeated(b *testing.B) {
	old := bytes.Repeat([]byte("<p>a b</p>"), 9000)
	new := bytes.Repeat([]byte("<p>b a</p><p>a b</p>"), 4500)
	b.ReportAllocs()
	for b.Loop() {
		Compare(old, new)
	}
}

func BenchmarkHash(b *testing.B) {
	body := corpusText(b, "content/en/firefox-privacy-notice.md")
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		text.Hash(body)
	}
}
