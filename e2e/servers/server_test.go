package servers

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// server is a kind of web server: its program, and how it is set up to serve
// the site that lies in a folder and is written for an address on the loopback.
type server struct {
	name    string
	program string
	setUp   func(t *testing.T, s served) (args []string)
}

// served is a site to be served.
type served struct {
	dir    string // for what the server needs
	site   string // the site's own folder; its output is in public/
	base   string // path of the base address
	listen string // host and port
}

func (s served) output() string { return filepath.Join(s.site, "public") }

var servers = []server{
	{"nginx", "nginx", func(t *testing.T, s served) []string {
		config := printed(t, s, "nginx")
		config = strings.Replace(config, "listen "+s.port()+";", "listen "+s.listen+";", 1)
		s.write(t, "site.conf", config)
		main := "daemon off;\npid nginx.pid;\nerror_log error.log;\nevents {}\nhttp {\naccess_log off;\n"
		if os.Getuid() == 0 {
			main = "user root;\n" + main
		}
		for _, temp := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
			main += temp + "_temp_path " + temp + ";\n"
		}
		return []string{"-p", s.dir, "-c", s.write(t, "nginx.conf", main+"include site.conf;\n}\n"), "-e", "error.log"}
	}},
	{"caddy", "caddy", func(t *testing.T, s served) []string {
		options := "{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}\n"
		return []string{"run", "--adapter", "caddyfile", "--config", s.write(t, "Caddyfile", options+printed(t, s, "caddy"))}
	}},
	{"apache, .htaccess", "apache2", func(t *testing.T, s served) []string {
		return apache(t, s, "AllowOverride FileInfo Indexes Options\n")
	}},
	{"apache, printed", "apache2", func(t *testing.T, s served) []string {
		if err := os.Remove(filepath.Join(s.output(), ".htaccess")); err != nil {
			t.Fatal(err)
		}
		return apache(t, s, printed(t, s, "apache"))
	}},
}

// apache is a configuration with nothing of Debian's in it but the modules.
func apache(t *testing.T, s served, directives string) []string {
	const modules = "/usr/lib/apache2/modules/"
	config := "ServerName localhost\nServerRoot " + s.dir + "\nPidFile apache.pid\nErrorLog error.log\nListen " + s.listen + "\nTypesConfig /etc/mime.types\n"
	if os.Getuid() == 0 {
		config += "User www-data\nGroup www-data\n"
	}
	for _, m := range []string{"mpm_event", "authz_core", "alias", "dir", "headers", "mime", "rewrite", "setenvif", "filter", "deflate"} {
		config += "LoadModule " + m + "_module " + modules + "mod_" + m + ".so\n"
	}
	if s.base == "/" {
		config += "DocumentRoot " + s.output() + "\n"
	} else {
		config += fmt.Sprintf("Alias %q %q\n", s.base, s.output()+"/")
	}
	config += "<Directory " + s.output() + ">\nRequire all granted\n" + directives + "</Directory>\n"
	return []string{"-d", s.dir, "-f", s.write(t, "apache.conf", config), "-DFOREGROUND"}
}

func (s served) port() string { return s.listen[strings.LastIndex(s.listen, ":")+1:] }

func (s served) write(t *testing.T, name, text string) (path string) {
	path = filepath.Join(s.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// printed is what `gazette hosting` prints for a server.
func printed(t *testing.T, s served, server string) string {
	var out, talk bytes.Buffer
	c := exec.Command(program, "-C", s.site, "hosting", server, "--date", day, "--root", s.output())
	c.Stdout, c.Stderr = &out, &talk
	if err := c.Run(); err != nil {
		t.Fatalf("%v: %v\n%s", c.Args, err, talk.String())
	}
	return out.String()
}

// require finds a server's program, skips the test aloud without it, and
// fails it in CI.
func require(t *testing.T, name string) string {
	for _, dir := range []string{"", "/usr/sbin/", "/usr/local/sbin/"} {
		if path, err := exec.LookPath(dir + name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not installed, and CI must not skip it", name)
	}
	fmt.Fprintf(os.Stderr, "SKIPPED: %s: %s is not installed\n", t.Name(), name)
	t.Skip("SKIPPED: " + name + " is not installed")
	return ""
}

// start runs a server until the test ends.
func (v server) start(t *testing.T, path string, s served) {
	var talk bytes.Buffer
	c := exec.Command(path, v.setUp(t, s)...)
	c.Dir, c.Stdout, c.Stderr = s.dir, &talk, &talk
	c.Env = append(os.Environ(), "HOME="+s.dir, "XDG_DATA_HOME="+s.dir, "XDG_CONFIG_HOME="+s.dir)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		<-ended
	})
	retry := time.NewTicker(10 * time.Millisecond)
	defer retry.Stop()
	for deadline := time.After(2 * time.Minute); ; {
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("%s ended: %v\n%s%s", v.name, err, talk.String(), s.log())
		case <-deadline:
			t.Fatalf("%s does not listen\n%s", v.name, s.log())
		case <-retry.C:
			if conn, err := net.Dial("tcp", s.listen); err == nil {
				_ = conn.Close()
				return
			}
		}
	}
}

// log is what a server wrote about its errors.
func (s served) log() string {
	data, _ := os.ReadFile(filepath.Join(s.dir, "error.log"))
	return string(data)
}

// freePort is a port of the loopback that nobody listens on.
func freePort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}
