// Package batch writes what several goroutines bring in one go: while one write is under way, what comes gathers for
// the next. It is the group commit of databases, one level up, where a write is a transaction with its round trips.
package batch
