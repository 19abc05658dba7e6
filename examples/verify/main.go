// Command verify prints what the signatures of one PDF file prove.
package main

import (
	"context"
	"log"
	"os"

	"github.com/motcua/motcua/report"
	"github.com/motcua/motcua/signature"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: verify FILE")
	}
	f, err := os.Open(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		log.Fatal(err)
	}
	doc, err := signature.Open(f, info.Size(), signature.OpenOptions{})
	if err != nil {
		log.Fatal(err)
	}
	result, err := signature.Verify(context.Background(), doc, signature.VerifyOptions{})
	if err != nil {
		log.Fatal(err)
	}
	file := report.File{Name: f.Name(), Result: result}
	if err := report.Text(os.Stdout, file, report.TextOptions{Brief: true}); err != nil {
		log.Fatal(err)
	}
}
