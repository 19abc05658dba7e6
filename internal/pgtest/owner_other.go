//go:build !unix

package pgtest

import "os/exec"

type owner struct{}

func findOwner() (owner, error) { return owner{}, errMissing }

func (owner) own(string) error { return nil }

func (owner) command(name string, args ...string) *exec.Cmd { return exec.Command(name, args...) }
