// Package tokentest is the conformance suite for implementations of
// token.Device. A test of the implementation calls [Run] with a function that
// opens a device of its own for each part:
//
//	func TestDevice(t *testing.T) {
//		tokentest.Run(t, func(t *testing.T) tokentest.Fixture { … })
//	}
//
// What a device can do is read off its interfaces, and the fixture must give
// what their tests need: an ability that cannot be tested is a failure, not a
// skip. Signatures are verified with Go's crypto packages.
package tokentest
