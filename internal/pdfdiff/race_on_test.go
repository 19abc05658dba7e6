//go:build race

package pdfdiff

// raceEnabled says that the race detector slows everything down.
const raceEnabled = true
