// Package project says where Gazette is published.
//
// This is the one place for it, beside the module line of go.mod: whoever
// publishes Gazette sets both with
//
//	go run .ci/rename/main.go github.com/example/gazette https://github.com/example/gazette
//
// Packages, recipes for CI and manifests of package managers take it from
// here: docs/publishing.md.
package project

// Repository is the address of the repository, without a slash at its end.
// It is empty while Gazette is published nowhere.
const Repository = ""
