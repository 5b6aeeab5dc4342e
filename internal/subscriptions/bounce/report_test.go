package bounce

import (
	"strings"
	"testing"

	"gazette/internal/subscriptions/subscriber"
)

const mark = "udtlqhkonqshcemsj65vgyrvevo6ypkf"

func report(to, kind, fields string) string {
	return "From: mx@example.net\r\nTo: " + to + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=" + kind + "; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/plain\r\n\r\nHello.\r\n--b\r\n" + fields + "\r\n--b--\r\n"
}

const failed = "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@example.com\r\nAction: failed\r\nStatus: "

func TestRead(t *testing.T) {
	ours := "<legal+b-" + mark + "@example.com>"
	complaint := "Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x\r\nVersion: 1\r\nOriginal-Mail-From: " + ours + "\r\n"
	for name, c := range map[string]struct {
		mail, envelope string
		kind           Kind
		err            error
	}{
		"no mailbox":            {report(ours, "delivery-status", failed+"5.1.1 (unknown)\r\n"), "", Hard, nil},
		"full":                  {report(ours, "delivery-status", failed+"4.2.2\r\n"), "", Soft, nil},
		"refused":               {report(ours, "delivery-status", failed+"5.7.1\r\n"), "", Soft, nil},
		"delayed":               {report(ours, "delivery-status", strings.Replace(failed, "failed", "delayed", 1)+"4.0.0\r\n"), "", Nothing, nil},
		"only the envelope":     {report("legal@example.com", "delivery-status", failed+"5.1.1\r\n"), "legal+b-" + mark + "@example.com", Hard, nil},
		"forged":                {report("legal@example.com", "delivery-status", failed+"5.1.1\r\n"), "", Hard, ErrNoMark},
		"a complaint":           {report("abuse@example.com", "feedback-report", complaint), "", Complaint, nil},
		"not that kind":         {report(ours, "feedback-report", failed+"5.1.1\r\n"), "", Nothing, nil},
		"an answer of a person": {"To: " + ours + "\r\nSubject: away\r\n\r\nI am away.\r\n", "", "", ErrNoReport},
		"nothing":               {"", "", "", ErrNoReport},
		"not a mail":            {"\x00\xff", "", "", ErrNoReport},
	} {
		r, err := Read(strings.NewReader(c.mail), c.envelope)
		if r.Kind != c.kind || err != c.err || err == nil && r.Mark != subscriber.Mark(mark) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(report("<legal+b-"+mark+"@example.com>", "delivery-status", failed+"5.1.1\r\n"), "")
	f.Add("Content-Type: multipart/report; boundary=\r\n\r\n----\r\n", "x@y")
	f.Fuzz(func(t *testing.T, mail, envelope string) {
		r, err := Read(strings.NewReader(mail), envelope)
		if err == nil && r.Mark == "" {
			t.Errorf("a report about nobody: %+v", r)
		}
	})
}
