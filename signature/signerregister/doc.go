// Package signerregister reads registers of signers from files: who holds which
// certificate, in which quality, for which agency and for how long.
//
// Thông tư 41/2017/TT-BTTTT, Điều 6 khoản 4 and Điều 7 khoản 3 demand such a
// register beside the software that signs and checks; the text that listed its
// contents was replaced, so the columns are this package's own. A file is CSV or
// JSON:
//
//	register, refused, err := signerregister.ReadFile("nguoi-ky.csv")
//	if err != nil { … }                     // nothing of the file can be used
//	for _, r := range refused { … r.Line, r.Text() }
//
// Columns, by their Vietnamese or English name, in any order. Case, marks and
// punctuation in a name do not matter. A column of another name makes the file
// unusable, so that no misspelt one is overlooked; STT and Ghi chú are passed
// over.
//
//	SHA-256                  certificateSHA256  digest of the certificate, hexadecimal
//	Tổ chức cấp              issuer             RFC 4514, as in CN=…,O=…,C=VN
//	Số sê-ri                 serial             hexadecimal
//	Vai trò                  role               cá nhân, cơ quan; person, agency
//	Họ tên                   holder             name of the person or agency
//	Cơ quan                  agency             agency that the holder signs for
//	Mã định danh             agencyID           its code
//	Chức danh                title              title of office
//	Thẩm quyền ký            authority          what the holder may sign
//	Đơn vị quản lý           manager            unit that manages the certificate
//	Từ ngày                  from               first day, dd/mm/yyyy or yyyy-mm-dd
//	Đến ngày                 lastDay            last day, included; empty: no end
//
// A certificate is named by its digest, or else by issuer and serial. An entry
// with a digest is found by that alone.
//
// A JSON file is {"schema": "motcua/register;version=1", "entries": [{…}]} with
// the English names as members, all of them strings.
package signerregister
