//go:build linux

package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// postgresBin are where Debian and others put what starts a server.
var postgresBin = []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/bin", "/usr/bin"}

var databases atomic.Int64

// postgres starts a real PostgreSQL in a folder of its own, and returns how to
// reach a fresh database. It runs as somebody who is not root.
func postgres(t testing.TB) (address func() string) {
	t.Helper()
	bin := ""
	for _, place := range postgresBin {
		if found, _ := filepath.Glob(place + "/initdb"); len(found) > 0 {
			bin = filepath.Dir(found[len(found)-1])
			break
		}
	}
	if bin == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("there is no PostgreSQL, which continuous integration has")
		}
		t.Skip("SKIPPED: there is no PostgreSQL (Debian: postgresql)")
	}
	dir, err := os.MkdirTemp("", "gazette-postgres")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	as := &syscall.SysProcAttr{Setpgid: true}
	if os.Getuid() == 0 {
		const nobody = 65534
		if err := os.Chown(dir, nobody, nobody); err != nil {
			t.Fatal(err)
		}
		as.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	run := func(name string, args ...string) *exec.Cmd {
		c := exec.Command(filepath.Join(bin, name), args...)
		c.Dir, c.SysProcAttr = dir, as
		c.Env = append(os.Environ(), "HOME="+dir, "LC_ALL=C.UTF-8")
		return c
	}
	data := filepath.Join(dir, "data")
	if out, err := run("initdb", "-D", data, "-U", "gazette", "-A", "trust", "-E", "UTF8", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
	_ = l.Close()
	server := run("postgres", "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=100", "-c", "shared_buffers=128MB")
	log, err := os.Create(filepath.Join(t.TempDir(), "postgres.log"))
	if err != nil {
		t.Fatal(err)
	}
	server.Stdout, server.Stderr = log, log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Signal(syscall.SIGINT); _ = server.Wait(); _ = log.Close() })
	psql := func(statement string) error {
		out, err := run("psql", "-h", "127.0.0.1", "-p", port, "-U", "gazette", "-d", "postgres", "-c", statement).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		return nil
	}
	wait(t, "PostgreSQL answers", func() bool { return psql("SELECT 1") == nil })
	return func() string {
		name := fmt.Sprintf("trial%d", databases.Add(1))
		if err := psql("CREATE DATABASE " + name); err != nil {
			t.Fatal(err)
		}
		return strings.Join([]string{"postgres://gazette@127.0.0.1:", port, "/", name, "?sslmode=disable"}, "")
	}
}

// moment is a while that passes on its own; nothing depends on how long it is.
func moment(ms int) { <-time.After(time.Duration(ms) * time.Millisecond) }
