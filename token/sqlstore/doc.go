// Package sqlstore keeps a register of certificates and devices ([token.Store]) in
// a database: SQLite for one machine, PostgreSQL for many.
//
// Its tables begin with “token_”, so that they can share a database with others.
//
// An erasure overwrites payload and salt in the tables. Copies elsewhere are not
// reached: backups, archived write-ahead logs, and, in PostgreSQL, dead rows until
// the next VACUUM.
package sqlstore
