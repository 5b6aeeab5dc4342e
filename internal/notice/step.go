package notice

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// stepMax is how long, in bytes, a step of a path may be on most file systems.
const stepMax = 255

// PathMax is how long, in bytes, an address may be: with what stands before and behind it, a file's path has room for
// 4,096 bytes on Linux (PATH_MAX), and a request for 2,048 with the careful proxies.
const PathMax = 1024

// devices are the names that Windows keeps for devices, whatever their ending (Microsoft, "Naming Files, Paths, and
// Namespaces").
var devices = func() map[string]bool {
	names := map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "conin$": true, "conout$": true}
	for _, digit := range strings.Split("0123456789¹²³", "") {
		names["com"+digit], names["lpt"+digit] = true, true
	}
	return names
}()

// Unfit says why a step of a path cannot be the name of a file or a folder on every system; it is "" where it can. A
// site is written, copied and unpacked on any of them.
func Unfit(step string) string {
	base, _, _ := strings.Cut(step, ".")
	bad := strings.IndexFunc(step, func(r rune) bool {
		return unicode.IsControl(r) || strings.ContainsRune(`<>:"|?*\`, r)
	})
	switch {
	case step == "" || step == "." || step == "..":
		return "is no name"
	case bad >= 0:
		return fmt.Sprintf("holds %q, which no file on Windows may have in its name", []rune(step[bad:])[0])
	case devices[strings.ToLower(strings.TrimRight(base, " "))]:
		return "is the name of a device on Windows"
	case strings.HasSuffix(step, ".") || strings.HasSuffix(step, " "):
		return "ends with a full stop or a space, which Windows drops"
	case len(step) > stepMax:
		return fmt.Sprintf("is longer than %d bytes", stepMax)
	}
	return ""
}

// Fold returns the form under which two paths would be one file on some machine: without case, and in Unicode normal
// form C.
func Fold(path string) string { return norm.NFC.String(strings.Map(foldRune, path)) }

// foldRune is one of the letters that differ from another in case alone.
func foldRune(r rune) rune {
	if r < unicode.MaxASCII {
		return unicode.ToLower(r)
	}
	least := r
	for o := unicode.SimpleFold(r); o != r; o = unicode.SimpleFold(o) {
		least = min(least, o)
	}
	return unicode.ToLower(least)
}
