// Package work runs the jobs of subscriptions: mails to subscribers, mails to confirm, and housekeeping.
//
// A delivery sends, then writes its receipt, then ends its job. Killed between,
// it is sent again under the same Message-ID; there is one receipt in any case.
package work
