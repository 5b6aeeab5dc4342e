// Package store keeps subscribers, messages and receipts in SQLite or PostgreSQL, and their jobs in the same database.
//
// Rows and jobs share transactions: what is stored has its job, and nothing
// has one that is not stored. Statements are written once, for both databases:
// parameters are ?1, ?2, ...; times are microseconds since 1970 in UTC.
package store
