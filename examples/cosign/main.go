// Command cosign has an agency sign what a competent person has signed (Nghị định
// 30/2020/NĐ-CP, Điều 5 khoản 1): it refuses a file whose signatures are not intact
// or that was changed since. The key is a PKCS #12 file, its password in the
// environment variable PASSWORD; the seal is a PNG of SEAL_MM millimetres.
package main

import (
	"bytes"
	"context"
	"log"
	"os"
	"strconv"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/token"
)

func main() {
	if len(os.Args) != 5 {
		log.Fatal("usage: PASSWORD=… SEAL_MM=36 cosign KEY.p12 SEAL.png IN.pdf OUT.pdf")
	}
	ctx, now := context.Background(), time.Now()
	in, err := os.ReadFile(os.Args[3])
	check(err)
	doc, err := signature.Open(bytes.NewReader(in), int64(len(in)), signature.OpenOptions{})
	check(err)
	clerk(ctx, doc)

	profile, err := signature.ChooseAppearance(motcua.National, motcua.DateAt(now), signature.RoleAgency, signature.UseDocument)
	check(err)
	seal, err := os.ReadFile(os.Args[2])
	check(err)
	width, err := strconv.ParseFloat(os.Getenv("SEAL_MM"), 64)
	check(err)
	dressed, err := doc.Dress(profile, signature.Look{Image: seal, Width: width, Time: now}, signature.Where{})
	check(err)

	device, err := token.OpenPKCS12(ctx, os.Args[1], func(context.Context) ([]byte, error) {
		return []byte(os.Getenv("PASSWORD")), nil
	})
	check(err)
	certificates, err := device.Certificates(ctx)
	check(err)
	chosen, err := token.Pick(certificates, now, nil, token.PickOptions{AnyIssuerUnsafe: true})
	check(err)
	key, err := device.Signer(ctx, chosen)
	check(err)
	var out bytes.Buffer
	_, err = signature.Sign(ctx, bytes.NewReader(in), int64(len(in)), &out, key, [][]byte{chosen.Raw},
		signature.SignOptions{At: now, Appearance: dressed.Appearance})
	check(err)
	check(os.WriteFile(os.Args[4], out.Bytes(), 0o666))
	log.Printf("%s signed for the agency by %s", os.Args[4], chosen.CommonName)
}

// clerk checks every earlier signature, as whoever keeps the seal must. A real
// office also gives VerifyOptions a PKI, and demands trust.
func clerk(ctx context.Context, doc *signature.Document) {
	result, err := signature.Verify(ctx, doc, signature.VerifyOptions{})
	check(err)
	if len(result.Signatures) == 0 {
		log.Fatal("nobody has signed yet")
	}
	for _, s := range result.Signatures {
		if s.Integrity.Status != signature.Intact || s.Changes.Permitted != signature.Yes {
			log.Fatalf("field %s: the signature is not intact, or the file was changed since", s.Field)
		}
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
