package lunar

import "math"

// solarLongitude returns the apparent longitude of the sun in degrees, [0, 360),
// at a Julian ephemeris date: the earth's heliocentric longitude turned round,
// in the frame of FK5, with nutation and aberration (Meeus, chapters 22, 25, 32).
func solarLongitude(jde float64) float64 {
	tau := (jde - 2451545) / 365250
	l := series(longitude0(), tau) + tau*(series(longitude1(), tau)+
		tau*(series(longitude2(), tau)+tau*(series(longitude3(), tau)+tau*-114)))
	distance := 1.00013989 + 0.01670700*math.Cos(3.0984635+6283.07585*tau) + 0.00013956*math.Cos(3.05525+12566.1517*tau)
	seconds := -0.09033 + nutation(tau*10) - 20.4898/distance
	degrees := math.Mod(l*1e-8*180/math.Pi+180+seconds/3600, 360)
	if degrees < 0 {
		degrees += 360
	}
	return degrees
}

// sunTerm is a term amplitude·cos(phase + rate·τ) of VSOP87 in 1e-8 radians.
type sunTerm struct{ amplitude, phase, rate float64 }

func series(terms []sunTerm, tau float64) float64 {
	sum := 0.0
	for _, t := range terms {
		sum += t.amplitude * math.Cos(t.phase+t.rate*tau)
	}
	return sum
}

// nutation returns the nutation in longitude in seconds of arc, t Julian
// centuries after 2000: the terms of the IAU 1980 theory above 0.002″.
func nutation(t float64) float64 {
	elongation := radians(297.85036 + t*(445267.111480+t*(-0.0019142+t/189474)))
	sun := radians(357.52772 + t*(35999.050340+t*(-0.0001603-t/300000)))
	moon := radians(134.96298 + t*(477198.867398+t*(0.0086972+t/56250)))
	node := radians(93.27191 + t*(483202.017538+t*(-0.0036825+t/327270)))
	omega := radians(125.04452 + t*(-1934.136261+t*(0.0020708+t/450000)))
	sum := 0.0
	for _, n := range nutationTerms() {
		angle := n.elongation*elongation + n.sun*sun + n.moon*moon + n.node*node + n.omega*omega
		sum += (n.amplitude + n.rate*t) * math.Sin(angle)
	}
	return sum * 1e-4
}

// nutationTerm is a term in 1e-4 seconds of arc, its change per century, and
// the multiples of the five arguments.
type nutationTerm struct{ amplitude, rate, elongation, sun, moon, node, omega float64 }

func nutationTerms() []nutationTerm {
	return []nutationTerm{
		{-171996, -174.2, 0, 0, 0, 0, 1}, {-13187, -1.6, -2, 0, 0, 2, 2}, {-2274, -0.2, 0, 0, 0, 2, 2},
		{2062, 0.2, 0, 0, 0, 0, 2}, {1426, -3.4, 0, 1, 0, 0, 0}, {712, 0.1, 0, 0, 1, 0, 0},
		{-517, 1.2, -2, 1, 0, 2, 2}, {-386, -0.4, 0, 0, 0, 2, 1}, {-301, 0, 0, 0, 1, 2, 2},
		{217, -0.5, -2, -1, 0, 2, 2}, {-158, 0, -2, 0, 1, 0, 0}, {129, 0.1, -2, 0, 0, 2, 1},
		{123, 0, 0, 0, -1, 2, 2}, {63, 0, 2, 0, 0, 0, 0}, {63, 0.1, 0, 0, 1, 0, 1},
		{-59, 0, 2, 0, -1, 2, 2}, {-58, 0, 0, 0, -1, 0, 1}, {-51, 0, 0, 0, 1, 2, 1},
		{48, 0, -2, 0, 2, 0, 0}, {46, 0, 0, 0, -2, 2, 1}, {-38, 0, 2, 0, 0, 2, 2},
		{-31, 0, 0, 0, 2, 2, 2}, {29, 0, 0, 0, 2, 0, 0}, {29, 0, -2, 0, 1, 2, 2},
		{26, 0, 0, 0, 0, 2, 0}, {-22, 0, -2, 0, 0, 2, 0}, {21, 0, 0, 0, -1, 2, 1},
	}
}
