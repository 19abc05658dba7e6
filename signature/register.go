package signature

import (
	"context"

	"github.com/motcua/motcua"
)

// Role tells in which quality a certificate signs.
type Role string

// The roles. Nothing in a certificate tells an agency from a person: the role
// comes from a [Register], and is unknown without one.
const (
	RolePerson  Role = "person"  // chữ ký số cá nhân, by a competent person
	RoleAgency  Role = "agency"  // chữ ký số cơ quan, tổ chức, by the key of the seal
	RoleUnknown Role = "unknown" // no register knows the certificate
)

// Registration is what a register holds about a certificate for a period.
//
// Source: Thông tư 41/2017/TT-BTTTT, Điều 6 khoản 4 and Điều 7 khoản 3 demand
// the register; the text that listed its contents (Nghị định 106/2011/NĐ-CP)
// was replaced, so the fields are this package's own.
type Registration struct {
	Role      Role
	Holder    string // name of the person or agency
	Agency    string // name of the agency that the holder signs for
	AgencyID  string // its code, as written
	Title     string // title of office (chức danh); "" for an agency
	Authority string // what the holder may sign, in the register's words
	Manager   string // the unit that manages the certificate
	// InForce is the period, in civil dates of Việt Nam, for which the entry
	// holds; its zero value is without bounds.
	InForce motcua.Interval
}

// Register answers who holds a certificate. Implementations match by SHA-256 of
// the certificate, or by issuer and serial number.
//
// Concurrency: safe for concurrent use.
type Register interface {
	// Registrations returns all entries about the certificate, in any order; none
	// is no error.
	Registrations(ctx context.Context, c *Certificate) ([]Registration, error)
}
