package main

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/motcua/motcua"
	"github.com/motcua/motcua/signature"
	"github.com/motcua/motcua/signature/signaturetest"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cosign": main})
}

func TestScripts(t *testing.T) {
	files := map[string][]byte{"person.pdf": signedByPerson(t), "seal.png": picture(t, 400, 400, color.NRGBA{R: 200, A: 255})}
	for _, name := range []string{"unsigned", "content-replaced"} {
		sample, ok := signaturetest.Lookup(name)
		if !ok {
			t.Fatalf("no sample %s", name)
		}
		files[name+".pdf"] = sample.Data()
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			for name, data := range files {
				if err := os.WriteFile(filepath.Join(env.WorkDir, name), data, 0o666); err != nil {
					return err
				}
			}
			return nil
		},
	})
}

// signedByPerson is a document with a visible signature of a competent person.
func signedByPerson(t *testing.T) []byte {
	t.Helper()
	at := time.Date(2025, time.March, 10, 2, 30, 0, 0, time.UTC)
	sample, ok := signaturetest.Lookup("unsigned")
	if !ok {
		t.Fatal("no sample")
	}
	data := sample.Data()
	doc, err := signature.Open(bytes.NewReader(data), int64(len(data)), signature.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	profile, err := signature.ChooseAppearance(motcua.National, motcua.DateAt(at), signature.RolePerson, signature.UseDocument)
	if err != nil {
		t.Fatal(err)
	}
	look := signature.Look{Image: picture(t, 400, 160, color.NRGBA{B: 180, A: 255}), Time: at}
	dressed, err := doc.Dress(profile, look, signature.Where{At: &signature.Place{Page: 1, X: 100, Y: 150, Width: 40, Height: 16}})
	if err != nil {
		t.Fatal(err)
	}
	id := signaturetest.Person()
	var out bytes.Buffer
	_, err = signature.Sign(context.Background(), bytes.NewReader(data), int64(len(data)), &out, id.Key, [][]byte{id.Cert.Raw},
		signature.SignOptions{At: at, Appearance: dressed.Appearance})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// picture is a frame of one colour on a transparent ground.
func picture(t *testing.T, w, h int, c color.NRGBA) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			if min(x, y, w-1-x, h-1-y) < 12 {
				m.SetNRGBA(x, y, c)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
