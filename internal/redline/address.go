package redline

import (
	"slices"
	"strings"

	"gazette/internal/words"
)

// findAddress returns where in s the first web or e-mail address stands; from and to are len(s) if there is none.
func findAddress(s string) (from, to int) {
	if strings.IndexByte(s, '@') < 0 && !strings.Contains(s, "://") && !strings.Contains(s, "www.") {
		return len(s), len(s)
	}
	for i := 0; i < len(s); i++ {
		if i > 0 && addressByte(s[i-1]) {
			continue
		}
		n := address(s[i:])
		if n == 0 {
			continue
		}
		// A letter's combining mark is not ASCII, and so no part of the address.
		ends := []int{i, i + n}
		if i == 0 {
			ends = ends[1:]
		}
		if len(words.KeepClusters(s, slices.Clone(ends))) == len(ends) {
			return i, i + n
		}
	}
	return len(s), len(s)
}

// address returns the length of the web or e-mail address that s begins with: a stretch of ASCII address characters
// that has "://", begins with "www." or has "@" inside, without the punctuation of the sentence around it.
func address(s string) int {
	n, open := 0, 0
	for n < len(s) && addressByte(s[n]) {
		if s[n] == '(' {
			open++
		}
		if s[n] == ')' {
			if open--; open < 0 {
				break
			}
		}
		n++
	}
	for n > 0 && strings.IndexByte(".,;:!?'(", s[n-1]) >= 0 {
		n--
	}
	for n > 0 && s[0] == '(' {
		return 0
	}
	a := s[:n]
	at := strings.IndexByte(a, '@')
	if strings.Contains(a, "://") || strings.HasPrefix(a, "www.") || at > 0 && at < len(a)-1 {
		return n
	}
	return 0
}

// addressByte reports whether c may stand in an address (RFC 3986, without brackets).
func addressByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("-._~:/?#@!$&'()*+,;=%", c) >= 0
}
