package notify

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// token is what nobody may read anywhere.
const token = "XyZ0aB1cD2eF3gH4"

// TestEchoes: whatever a receiver says, and however it spells it, its words
// are not told when they repeat a part of the address.
func TestEchoes(t *testing.T) {
	var say func(w http.ResponseWriter, r *http.Request)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { say(w, r) }))
	defer server.Close()
	body := func(code int, text string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code); fmt.Fprint(w, text) }
	}
	address := server.URL + "/services/T000/" + token + "?key=q7Kp_s9w"
	for name, answer := range map[string]func(http.ResponseWriter, *http.Request){
		"path":          func(w http.ResponseWriter, r *http.Request) { http.Error(w, "Cannot POST "+r.URL.Path, 404) },
		"whole address": func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no such hook: "+r.RequestURI, 500) },
		"query alone":   body(500, "bad key q7Kp_s9w"),
		"step alone":    body(400, "unknown "+token),
		"capitals":      body(400, strings.ToUpper(token)),
		"escaped":       body(502, url.QueryEscape("/"+token)+"%58yZ0aB1cD2eF3gH4"),
		"percent":       body(502, "%58%79%5A0aB1cD2eF3gH4"),
		"JSON":          body(502, `{"path":"\\u0058yZ0aB1cD2eF3gH4"}`),
		"entities":      body(502, "&#88;yZ0aB1cD2eF3gH4"),
		"broken lines":  body(502, "XyZ0aB1c\r\nD2eF3gH4"),
		"cut in two":    body(502, strings.Repeat("x", 295)+" "+token),
		"gone":          body(410, token),
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", r.URL.Path)
			w.WriteHeader(302)
			fmt.Fprint(w, r.URL.Path)
		},
		"reason": func(w http.ResponseWriter, r *http.Request) {
			raw(t, w, "HTTP/1.1 500 "+r.URL.Path+"\r\nContent-Length: 0\r\n\r\n")
		},
		"no HTTP": func(w http.ResponseWriter, r *http.Request) { raw(t, w, r.URL.Path+" is what you asked\r\n\r\n") },
		"header": func(w http.ResponseWriter, r *http.Request) {
			raw(t, w, "HTTP/1.1 500 No\r\n"+token+" x\r\n\r\n")
		},
	} {
		say = answer
		channels := map[string]Channel{"webhook": hook(t, address), "slack": &Chat{URL: address, Client: NewClient(true), Now: time.Now, Format: Slack}, "teams": &Chat{URL: address, Client: NewClient(true), Now: time.Now, Format: Teams}}
		for kind, c := range channels {
			o := c.Deliver(t.Context(), someMessage)
			if o.Err == nil {
				t.Errorf("%s, %s: no error", kind, name)
				continue
			}
			for _, secret := range []string{token, "q7Kp", "T000", token[:6], "D2eF3gH4"} {
				if strings.Contains(strings.ToLower(o.Err.Error()), strings.ToLower(secret)) {
					t.Errorf("%s, %s: %v", kind, name, o.Err)
				}
			}
		}
	}
	say = body(500, "the database\x1b[31m\u202e is\ndown")
	if o := hook(t, address).Deliver(t.Context(), someMessage); o.Err.Error() != `the answer was 500 Internal Server Error ("the database [31m\u202e is down")` {
		t.Errorf("what says nothing of the address is told: %v", o.Err)
	}
}

// raw answers with bytes that no HTTP library would write.
func raw(t *testing.T, w http.ResponseWriter, text string) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, text)
}

// TestMailEchoes: nor does a mail server's answer tell the password, or the
// address by which the reader would be unsubscribed.
func TestMailEchoes(t *testing.T) {
	for name, text := range map[string]string{"password": "no user with secretpassword here", "as PLAIN sends it": base64.StdEncoding.EncodeToString([]byte("\x00legal\x00secretpassword")),
		"as LOGIN sends it": base64.StdEncoding.EncodeToString([]byte("secretpassword")), "unsubscribe": "blocked: https://lists.example.com/u/" + token} {
		s := &mailServer{onRcpt: func(string) error {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: text}
		}}
		e := letterTo(s.serve(t, false, nil))
		e.Unsubscribe = "https://lists.example.com/u/" + token
		e.Server.Password = "secretpassword"
		e.Server.User = ""
		hidden := append(passwordsOf("legal", "secretpassword"), unsubscribing(e.Unsubscribe)...)
		client, err := e.Server.client()
		if err != nil {
			t.Fatal(err)
		}
		msg, err := e.mail(someLetter)
		if err != nil {
			t.Fatal(err)
		}
		o := judgeSMTP(client.DialAndSendWithContext(t.Context(), msg), hidden)
		if o.Passing || strings.Contains(o.Err.Error(), "secretpassword") || strings.Contains(o.Err.Error(), token) || strings.Contains(o.Err.Error(), base64.StdEncoding.EncodeToString([]byte("secretpassword"))) {
			t.Errorf("%s: %+v", name, o)
		}
	}
	s := &mailServer{onRcpt: func(string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	}}
	if o := letterTo(s.serve(t, false, nil)).Deliver(t.Context(), someLetter); !strings.Contains(o.Err.Error(), "no such mailbox") {
		t.Errorf("what tells no secret is told: %v", o.Err)
	}
}

// endless is a receiver that never comes to an end; it counts what it could say.
func endless(t *testing.T, first, more string) (address string, said *atomic.Int64) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	said = &atomic.Int64{}
	more = strings.Repeat(more, 1+(64<<10)/len(more))
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if strings.HasPrefix(first, "HTTP") {
					_, _ = http.ReadRequest(bufio.NewReader(conn))
				}
				_, err := io.WriteString(conn, first)
				for err == nil {
					var n int
					n, err = io.WriteString(conn, more)
					said.Add(int64(n))
				}
			}()
		}
	}()
	return l.Addr().String(), said
}

// TestEndlessAnswers: no receiver makes a run read, or keep, more than a bounded part.
func TestEndlessAnswers(t *testing.T) {
	const most = 32 << 20 // what the system's own buffers take, several times over
	for name, answer := range map[string][2]string{
		"body":        {"HTTP/1.1 500 No\r\n\r\n", "x"},
		"good body":   {"HTTP/1.1 200 OK\r\n\r\n", "x"},
		"chunked":     {"HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n", "4\r\nabcd\r\n"},
		"headers":     {"HTTP/1.1 500 No\r\n", "X-More: x\r\n"},
		"one header":  {"HTTP/1.1 500 No\r\nX: ", "x"},
		"first line":  {"HTTP/1.1 500 ", "x"},
		"early hints": {"HTTP/1.1 103 Early Hints\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"},
	} {
		address, said := endless(t, answer[0], answer[1])
		o := hook(t, "http://"+address+"/").Deliver(t.Context(), someMessage)
		if (o.Err == nil) != (name == "good body") || said.Load() > most || o.Err != nil && len(o.Err.Error()) > 1000 {
			t.Errorf("%s: %d bytes, %.300v", name, said.Load(), o.Err)
		}
	}
	for name, answer := range map[string][2]string{"banner": {"220-", "hello\r\n220-"}, "one line": {"220 ", "x"}, "nothing known": {"", "\x00"}} {
		address, said := endless(t, answer[0], answer[1])
		host, port, _ := net.SplitHostPort(address)
		e := letterTo(Server{Host: host})
		_, _ = fmt.Sscan(port, &e.Server.Port)
		if o := e.Deliver(t.Context(), someLetter); o.Err == nil || said.Load() > most || len(o.Err.Error()) > 1000 {
			t.Errorf("%s: %d bytes, %.300v", name, said.Load(), o.Err)
		}
	}
}

// TestTalkativeCommand: what a program says is read to its end, and its
// beginning is kept.
func TestTalkativeCommand(t *testing.T) {
	h := &head{max: 10}
	for range 1000 {
		if n, err := h.Write([]byte("seven..")); n != 7 || err != nil {
			t.Fatal(n, err)
		}
	}
	if h.String() != "seven..sev" {
		t.Errorf("%q", h.String())
	}
	if _, takes := any(h).(io.ReaderFrom); takes {
		t.Error("what takes whole streams is not bounded")
	}
	path := filepath.Join(t.TempDir(), "gazette-notify-talk")
	if err := os.WriteFile(path, []byte("#!/bin/sh\nhead -c 20000000 /dev/zero | tr '\\0' x >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	o := (&Command{Path: path}).Deliver(t.Context(), someMessage)
	if o.Err == nil || o.Passing || len(o.Err.Error()) > 1000 || !strings.HasSuffix(o.Err.Error(), "(exit status 1)") {
		t.Errorf("%.1000v", o.Err)
	}
}

// TestSlackVerbatim: Slack reads nothing into a text.
func TestSlackVerbatim(t *testing.T) {
	m := Message{Subject: "<!channel> *Terms*", Post: Post{Title: "*Terms* :smile:", Lines: []string{"_a_ ~b~ `c` <https://evil.example|here> @all #general"}, Items: []string{"A & B <C>"}, Links: []Link{{"Read *it*", "https://www.example.com/"}}}}
	body := Slack(m)
	if body["text"] != "&lt;!channel&gt; *Terms*" || body["mrkdwn"] != false || body["link_names"] != false {
		t.Errorf("%v", body)
	}
	want := []string{"*Terms* :smile:", "_a_ ~b~ `c` <https://evil.example|here> @all #general\n• A & B <C>"}
	for i, b := range body["blocks"].([]object)[:2] {
		if text := b["text"].(object); text["type"] != "plain_text" || text["emoji"] != false || text["text"] != want[i] {
			t.Errorf("%v", text)
		}
	}
}
