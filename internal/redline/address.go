package redline

import "strings"

// addressStart returns where in s the first web or e-mail address begins, or -1.
func addressStart(s string) int {
	if strings.IndexByte(s, '@') < 0 && !strings.Contains(s, "://") && !strings.Contains(s, "www.") {
		return -1
	}
	for i := 0; i < len(s); i++ {
		if (i == 0 || !addressByte(s[i-1])) && address(s[i:]) > 0 {
			return i
		}
	}
	return -1
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
