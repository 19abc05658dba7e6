package signature_test

import (
	"crypto"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
)

// seeded is a document whose empty field has these seed values.
func seeded(t *testing.T, values string) []byte {
	t.Helper()
	d := signaturetest.NewDoc(signaturetest.DocOptions{})
	field := d.Add("<< /FT /Sig /T (Ky) /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /F 132 /SV << /Type /SV " + values + " >> >>")
	d.Edit(d.Catalog(), "AcroForm", "<< /Fields ["+d.Ref(field)+"] >>")
	d.Edit(d.Page(0), "Annots", "["+d.Ref(field)+"]")
	d.Commit()
	return mustBytes(d)
}

// TestSeedValues: a condition that is not met refuses and names itself, a wish
// that is not met is reported, and what can be honoured is.
func TestSeedValues(t *testing.T) {
	own := fmt.Sprintf("<%x>", signaturetest.Person().Cert.Raw)
	other := fmt.Sprintf("<%x>", signaturetest.Agency().Cert.Raw)
	issuer := fmt.Sprintf("<%x>", signaturetest.SubCA().Cert.Raw)
	none := func(*signature.SignOptions) {}
	reason := func(r string) func(*signature.SignOptions) {
		return func(o *signature.SignOptions) { o.Reason = r }
	}
	level := func(b signature.Baseline) func(*signature.SignOptions) {
		return func(o *signature.SignOptions) { o.Level = b }
	}
	certify := func(p int) func(*signature.SignOptions) {
		return func(o *signature.SignOptions) { o.Certify = p }
	}
	tests := []struct {
		name, values string
		set          func(*signature.SignOptions)
		refused      string // the entry
		warned       string
	}{
		{"nothing", "", none, "", ""},
		{"filter", "/Filter /Adobe.PPKLite /Ff 1", none, "", ""},
		{"other filter", "/Filter /Entrust.PPKEF /Ff 1", none, "Filter", ""},
		{"other filter wished", "/Filter /Entrust.PPKEF", none, "", "Filter"},
		{"sub-filter honoured", "/SubFilter [/adbe.pkcs7.detached] /Ff 2", none, "", ""},
		{"sub-filter chosen otherwise", "/SubFilter [/adbe.pkcs7.detached] /Ff 2",
			func(o *signature.SignOptions) { o.SubFilter = signature.SubFilterCAdES }, "SubFilter", ""},
		{"sub-filter not made", "/SubFilter [/adbe.pkcs7.sha1] /Ff 2", none, "SubFilter", ""},
		{"digest honoured", "/DigestMethod [(SHA512)] /Ff 64", none, "", ""},
		{"digest not made", "/DigestMethod [(RIPEMD160)] /Ff 64", none, "DigestMethod", ""},
		{"digest wished, not made", "/DigestMethod [(SHA1)]", none, "", "DigestMethod"},
		{"version", "/V 3 /Ff 4", none, "", ""},
		{"version of the future", "/V 4.0 /Ff 4", none, "V", ""},
		{"reason", "/Reasons [(Duyet) (Sao y)] /Ff 8", reason("Sao y"), "", ""},
		{"other reason", "/Reasons [(Duyet)] /Ff 8", reason("Sao y"), "Reasons", ""},
		{"no reason", "/Reasons [(Duyet)] /Ff 8", none, "Reasons", ""},
		{"reason wished", "/Reasons [(Duyet)]", none, "", "Reasons"},
		{"reason forbidden", "/Reasons [(.)] /Ff 8", reason("Duyet"), "Reasons", ""},
		{"no reason wanted", "/Reasons [(.)] /Ff 8", none, "", ""},
		{"approval", "/MDP << /P 0 >>", none, "", ""},
		{"approval, certified", "/MDP << /P 0 >>", certify(2), "MDP", ""},
		{"certification", "/MDP << /P 2 >>", certify(2), "", ""},
		{"certification missing", "/MDP << /P 2 >>", none, "MDP", ""},
		{"timestamp", "/TimeStamp << /URL (https://tsa.example) /Ff 1 >>", level(signature.BaselineT), "", ""},
		{"timestamp missing", "/TimeStamp << /URL (https://tsa.example) /Ff 1 >>", none, "TimeStamp", ""},
		{"timestamp wished", "/TimeStamp << /URL (https://tsa.example) >>", none, "", "TimeStamp"},
		{"revocation data", "/AddRevInfo true /Ff 32", level(signature.BaselineLT), "", ""},
		{"revocation data missing", "/AddRevInfo true /Ff 32", level(signature.BaselineT), "AddRevInfo", ""},
		{"locked document", "/LockDocument /true /Ff 128", none, "LockDocument", ""},
		{"document not locked", "/LockDocument /false /Ff 128", none, "", ""},
		{"appearance", "/AppearanceFilter (Dau) /Ff 256", none, "AppearanceFilter", ""},
		{"attestation of a certification", "/LegalAttestation [(x)] /Ff 16", certify(2), "LegalAttestation", ""},
		{"attestation of an approval", "/LegalAttestation [(x)] /Ff 16", none, "", ""},
		{"subject", "/Cert << /Subject [" + other + " " + own + "] /Ff 1 >>", none, "", ""},
		{"other subject", "/Cert << /Subject [" + other + "] /Ff 1 >>", none, "Cert/Subject", ""},
		{"issuer", "/Cert << /Issuer [" + issuer + "] /Ff 2 >>", none, "", ""},
		{"other issuer", "/Cert << /Issuer [" + other + "] /Ff 2 >>", none, "Cert/Issuer", ""},
		{"key usage, which is not evaluated", "/Cert << /KeyUsage [(1)] /Ff 32 >>", none, "Cert/KeyUsage", ""},
		{"policy wished, which is not evaluated", "/Cert << /OID [(1.2)] >>", none, "", "Cert/OID"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			key := &countingKey{Signer: signaturetest.Person().Key}
			id := &signaturetest.Identity{Cert: signaturetest.Person().Cert, Key: key, Chain: signaturetest.Person().Chain}
			out, done, err := sign(t, seeded(t, tt.values), id, options(tt.set, func(o *signature.SignOptions) {
				o.Field, o.Check = "Ky", checker{trust: signature.Trust{Status: signature.Trusted}}
			}))
			var refused *signature.RefusedError
			if tt.refused != "" {
				if !errors.As(err, &refused) || refused.Why != signature.RefusedSeedValue || refused.Field != tt.refused || key.uses != 0 {
					t.Errorf("got %v (%+v), want %s refused; the key was used %d times", err, refused, tt.refused, key.uses)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var want []signature.SignWarning
			if tt.warned != "" {
				want = []signature.SignWarning{{Code: signature.WarnSeedValue, Entry: tt.warned}}
			}
			if diff := cmp.Diff(want, done.Warnings); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
			r, err := judge(out)
			if err != nil || !accepted(r) {
				t.Error(summary(r, err))
			}
		})
	}
}

// TestSeedsHonoured: what the field wishes for is what is made.
func TestSeedsHonoured(t *testing.T) {
	data := seeded(t, "/SubFilter [/adbe.x509.rsa_sha1 /adbe.pkcs7.detached /ETSI.CAdES.detached] /DigestMethod [(MD5) (SHA-384)]")
	out := mustSign(t, data, signaturetest.Person(), options(func(o *signature.SignOptions) { o.Field = "Ky" }))
	s := allGood(t, out, 1).Signatures[0]
	if s.SubFilter != signature.SubFilterPKCS7 || s.DigestAlgorithm != crypto.SHA384.String() {
		t.Errorf("%s, %s", s.SubFilter, s.DigestAlgorithm)
	}
}
