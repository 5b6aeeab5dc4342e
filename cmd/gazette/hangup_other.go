//go:build !unix

package main

import "os"

// hangup is what no service is told here.
var hangup = os.Kill
