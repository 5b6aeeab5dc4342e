// Package bounce reads reports about mails: that one did not arrive (RFC 3464), or that its reader complained (RFC
// 5965).
//
// Anybody can write such a report. It counts only where it names a mark, the
// keyed hash of an address, which whoever never got a mail does not know.
package bounce
