// Package servers puts the sample behind real web servers and asks them for it.
//
// Each server runs in the foreground on the loopback, with what `gazette
// hosting` prints or `gazette build` writes for it, and must give the answers
// of one table. A server that is not installed is skipped, aloud; in CI
// (CI=true) that is a failure. Debian has them: nginx-light, caddy, apache2-bin.
package servers
