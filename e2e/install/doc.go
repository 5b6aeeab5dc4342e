// Package install installs Gazette as strangers do: from an archive, from the
// packages of Linux systems, from the image, and with `go install` of the
// module under another path. Each way ends in a site that is built.
//
// The tests compile the program several times, so `go test ./...` leaves them
// out, and says so. .ci/run makes a release and runs them.
//
//	GAZETTE_RELEASE  the folder that .ci/release wrote; without it all tests are skipped
package install
