// Package database runs statements and jobs in one database, SQLite or PostgreSQL, in transactions that both share.
//
// It knows no table but those of the jobs. Statements are written once, for both databases: parameters are ?1, ?2, ...
package database
