// Command sign signs one PDF file with a PKCS #12 key file, invisibly, at level
// B-B. The password comes from the environment variable PASSWORD.
package main

import (
	"bytes"
	"context"
	"log"
	"os"
	"time"

	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/token"
)

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: PASSWORD=… sign KEY.p12 IN.pdf OUT.pdf")
	}
	ctx, now := context.Background(), time.Now()
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

	in, err := os.ReadFile(os.Args[2])
	check(err)
	var out bytes.Buffer
	signed, err := signature.Sign(ctx, bytes.NewReader(in), int64(len(in)), &out, key, [][]byte{chosen.Raw}, signature.SignOptions{At: now})
	check(err)
	check(os.WriteFile(os.Args[3], out.Bytes(), 0o666))
	log.Printf("%s signed by %s in field %s", os.Args[3], chosen.CommonName, signed.Field)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
