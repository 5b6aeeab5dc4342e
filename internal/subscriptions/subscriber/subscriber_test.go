package subscriber

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)

func keysOf(t *testing.T, secret string) Keys {
	t.Helper()
	k, err := NewKeys(secret)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestAddress(t *testing.T) {
	for typed, want := range map[string]string{
		" Ada@Example.COM ":                      "Ada@example.com",
		"ada+news@example.com":                   "ada+news@example.com",
		"o'neil@example.com":                     "o'neil@example.com",
		"ada@bücher.example":                     "ada@xn--bcher-kva.example",
		"ada@例え.テスト":                             "ada@xn--r8jz45g.xn--zckzah",
		"ada@localhost":                          "ada@localhost",
		"":                                       "",
		"ada":                                    "",
		"ada@":                                   "",
		"@example.com":                           "",
		"ada@example":                            "",
		"ünï@example.com":                        "",
		"a@b@example.com":                        "",
		"ada@exa mple.com":                       "",
		"ada@example.com\r\nBcc: x@example.com":  "",
		"ada@-example.com":                       "",
		strings.Repeat("a", 65) + "@example.com": "",
		"a@" + strings.Repeat("b.", 130) + "com": "",
	} {
		if got, err := Address(typed); got != want || (err == nil) != (want != "") {
			t.Errorf("Address(%q) = %q, %v; want %q", typed, got, err, want)
		}
	}
}

// TestLinks: a link is good for its purpose, its time and its secret alone.
func TestLinks(t *testing.T) {
	k, other := keysOf(t, "0123456789abcdef"), keysOf(t, "0123456789abcdeg")
	m := k.Mark("Ada@example.com")
	if m != k.Mark("ada@EXAMPLE.com") || m == other.Mark("ada@example.com") || len(m) != 32 {
		t.Errorf("the mark is %q", m)
	}
	token := k.Link(Manage, m, noon)
	if got, err := k.Open(Manage, token, noon.Add(29*24*time.Hour)); err != nil || got != m {
		t.Errorf("%q %v", got, err)
	}
	if _, err := k.Open(Unsubscribe, k.Link(Unsubscribe, m, noon), noon.AddDate(20, 0, 0)); err != nil {
		t.Errorf("the link to unsubscribe ended: %v", err)
	}
	for name, open := range map[string]func() (Mark, error){
		"another purpose": func() (Mark, error) { return k.Open(Unsubscribe, token, noon) },
		"another secret":  func() (Mark, error) { return other.Open(Manage, token, noon) },
		"too old":         func() (Mark, error) { return k.Open(Manage, token, noon.Add(32*24*time.Hour)) },
		"cut":             func() (Mark, error) { return k.Open(Manage, token[:len(token)-1], noon) },
		"empty":           func() (Mark, error) { return k.Open(Manage, "", noon) },
	} {
		if m, err := open(); err == nil {
			t.Errorf("%s: opens for %s", name, m)
		}
	}
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	for i := range token { // no other token stands for it
		for _, l := range letters {
			if forged := token[:i] + string(l) + token[i+1:]; forged != token {
				if _, err := k.Open(Manage, forged, noon); err == nil {
					t.Fatalf("%s opens as well as %s", forged, token)
				}
			}
		}
	}
}

func TestReturnPath(t *testing.T) {
	m := keysOf(t, "0123456789abcdef").Mark("ada@example.com")
	path := ReturnPath("legal@example.com", m)
	local, _, _ := strings.Cut(path, "@")
	if got, ok := MarkIn(strings.ToUpper(path)); !ok || got != m || len(local) > 64 {
		t.Errorf("%s: %s %t", path, got, ok)
	}
	for _, a := range []string{"legal@example.com", "legal+b-@example.com", "legal+b-" + string(m), "legal+b-" + string(m[1:]) + "1@example.com"} {
		if _, ok := MarkIn(a); ok {
			t.Errorf("%s has a mark", a)
		}
	}
}

// TestProve: every receipt of trees of every size leads to the root, and no
// changed one does.
func TestProve(t *testing.T) {
	for size := uint64(1); size <= 40; size++ {
		all := make([]Receipt, size)
		tree := NewTree()
		for i := range all {
			all[i] = Receipt{Message: "m", Mark: Mark(fmt.Sprint(i)), Result: Sent, At: noon, Nonce: fmt.Sprint("n", i)}
			if err := tree.Add(all[i]); err != nil {
				t.Fatal(err)
			}
		}
		root, err := tree.Root()
		if err != nil {
			t.Fatal(err)
		}
		for i := range size {
			p, err := Prove(i, size, func(take func(Receipt) error) error {
				for _, r := range all {
					if err := take(r); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if got, err := p.Root(); err != nil || !bytes.Equal(got, root) || p.Receipt != all[i] {
				t.Fatalf("receipt %d of %d does not lead to the root: %v", i, size, err)
			}
			p.Receipt.Result = Refused
			if got, err := p.Root(); err == nil && bytes.Equal(got, root) {
				t.Fatalf("receipt %d of %d may say anything", i, size)
			}
		}
	}
}

// TestListName: a list is named in ASCII, briefly, and no two notices share a name.
func TestListName(t *testing.T) {
	long := strings.Repeat("ü", 100)
	for topic, want := range map[string]string{"all": "all", "group:privacy": "group.privacy", "cookies": "cookies", "über-uns": "xn--ber-uns-m2a", "group:über": "group.xn--ber-goa"} {
		if got := ListName(topic); got != want {
			t.Errorf("%s is called %s, not %s", topic, got, want)
		}
	}
	if got, want := ListID("über-uns", "readers", "www.example.com"), "<xn--ber-uns-m2a.readers.www.example.com>"; got != want {
		t.Errorf("the list is %s, not %s", got, want)
	}
	if a, b := ListName(long), ListName(long+"b"); a == b || len(a) > labelMax || !ascii(a) {
		t.Errorf("long names are called %s and %s", a, b)
	}
}
