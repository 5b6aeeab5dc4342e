// Package store keeps subscribers, messages and receipts in one database, and their jobs with them.
//
// Rows and jobs share transactions: what is stored has its job, and nothing
// has one that is not stored. Times are microseconds since 1970 in UTC.
package store
