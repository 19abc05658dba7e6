package lunar

import (
	"math"
	"testing"
)

// TestSolarLongitude: apparent longitudes by ERFA 2.0 (epv00, ecm06, nut06a and
// aberration by the velocity of the earth).
func TestSolarLongitude(t *testing.T) {
	const second = 1.0 / 3600 // of arc
	tests := []struct{ jde, want float64 }{
		{2415020.50, 280.15338}, {2427000.50, 206.38866}, {2439126.00, 279.61106}, {2448908.50, 199.90600},
		{2451545.00, 280.36817}, {2461041.25, 280.31306}, {2470000.50, 110.83769}, {2488069.50, 280.60333},
	}
	for _, tt := range tests {
		if got := solarLongitude(tt.jde); math.Abs(got-tt.want) > second {
			t.Errorf("at %.2f the sun is at %.5f°, want %.5f°", tt.jde, got, tt.want)
		}
	}
}

// TestNewMoon: terrestrial times by PyEphem 4.1.
func TestNewMoon(t *testing.T) {
	const tolerance = 18.0 / 86400
	tests := []struct {
		k    int
		want float64
	}{
		{-1237, 2415021.07773}, {-700, 2430878.44005}, {-185, 2446086.60359}, {88, 2454149.17736},
		{323, 2461089.00160}, {372, 2462535.17270}, {1238, 2488108.70702}, {2462, 2524254.21196},
	}
	for _, tt := range tests {
		if got := newMoon(tt.k); math.Abs(got-tt.want) > tolerance {
			t.Errorf("new moon %d is at %.5f, want %.5f", tt.k, got, tt.want)
		}
	}
}
