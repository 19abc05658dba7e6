//go:build !race

package pdf

// raceEnabled says that the race detector slows everything down.
const raceEnabled = false
