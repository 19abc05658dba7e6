// Package dossier models the dossiers of one-stop services: their codes, the
// acts that may be done on them, by whom and until when.
//
// [ParseCode] reads a dossier code as systems write it, [NewCode] makes one as
// the texts ask, [AuditCodes] judges a register of codes, and a [Numberer]
// gives codes out; package dossier/sqlstore is one on SQLite and PostgreSQL.
//
// The texts are Nghị định 61/2018/NĐ-CP (from 2018-06-21 until before
// 2025-07-01) with Thông tư 01/2018/TT-VPCP, Nghị định 118/2025/NĐ-CP (since
// 2025-07-01) and Nghị định 45/2020/NĐ-CP. A dossier's code follows the text of
// the day of receipt, every act that of its own day; what a dossier was
// promised stands.
//
// The package has no clock, network or database: every moment is passed in.
package dossier
