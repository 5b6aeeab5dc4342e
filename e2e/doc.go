// Package e2e reads the sample in a real browser, as its readers will.
//
// The tests build the sample as of a fixed day, serve it on the loopback with
// a strict Content Security Policy and drive Debian's Chromium through it.
// Without a browser they are skipped, aloud; in CI (CI=true) that is a failure.
// Pictures for a person to look at are left in shots/.
//
// They take minutes, so `go test ./...` leaves them out and says so:
// "[no tests to run]". Naming a test runs it: go test ./e2e -run Looks
//
//	GAZETTE_BROWSER  set to anything: run them all, as .ci/run does
//	CHROMIUM         the browser's path (default: chromium in PATH)
//	GAZETTE_AXE      axe.min.js of npm's axe-core (default: in JUDGE_CACHE)
package e2e
