package lunar

import "math"

// newMoon returns the Julian ephemeris date of the k-th new moon after that of
// 6 January 2000 (Meeus, chapter 49).
func newMoon(k int) float64 {
	n := float64(k)
	t := n / 1236.85
	mean := 2451550.09766 + 29.530588861*n + t*t*(0.00015437+t*(-0.000000150+t*0.00000000073))
	e := 1 - t*(0.002516+t*0.0000074)
	sun := radians(2.5534 + 29.10535670*n + t*t*(-0.0000014-t*0.00000011))
	moon := radians(201.5643 + 385.81693528*n + t*t*(0.0107582+t*(0.00001238-t*0.000000058)))
	node := radians(160.7108 + 390.67050284*n + t*t*(-0.0016118+t*(-0.00000227+t*0.000000011)))
	omega := radians(124.7746 - 1.56375588*n + t*t*(0.0020672+t*0.00000215))

	sum := -17 * math.Sin(omega)
	for _, p := range periodic() {
		term := p.amplitude * math.Sin(p.sun*sun+p.moon*moon+p.node*node)
		switch p.sun {
		case 1, -1:
			term *= e
		case 2, -2:
			term *= e * e
		}
		sum += term
	}
	planets := 0.0
	for i, p := range planetary() {
		angle := p.phase + p.rate*n
		if i == 0 {
			angle -= 0.009173 * t * t
		}
		planets += p.amplitude * math.Sin(radians(angle))
	}
	return mean + sum*1e-5 + planets*1e-6
}

// lunarTerm is a periodic correction in 1e-5 days: the multiples of the sun's
// anomaly, the moon's anomaly and the moon's argument of latitude.
type lunarTerm struct{ amplitude, sun, moon, node float64 }

func periodic() [24]lunarTerm {
	return [...]lunarTerm{
		{-40720, 0, 1, 0}, {17241, 1, 0, 0}, {1608, 0, 2, 0}, {1039, 0, 0, 2},
		{739, -1, 1, 0}, {-514, 1, 1, 0}, {208, 2, 0, 0}, {-111, 0, 1, -2},
		{-57, 0, 1, 2}, {56, 1, 2, 0}, {-42, 0, 3, 0}, {42, 1, 0, 2},
		{38, 1, 0, -2}, {-24, -1, 2, 0}, {-7, 2, 1, 0}, {4, 0, 2, -2},
		{4, 3, 0, 0}, {3, 1, 1, -2}, {3, 0, 2, 2}, {-3, 1, 1, 2},
		{3, -1, 1, 2}, {-2, -1, 1, -2}, {-2, 1, 3, 0}, {2, 0, 4, 0},
	}
}

// planetTerm is a correction in 1e-6 days for the pull of the planets: degrees
// at the epoch and per lunation.
type planetTerm struct{ amplitude, phase, rate float64 }

func planetary() [14]planetTerm {
	return [...]planetTerm{
		{325, 299.77, 0.107408}, {165, 251.88, 0.016321}, {164, 251.83, 26.651886},
		{126, 349.42, 36.412478}, {110, 84.66, 18.206239}, {62, 141.74, 53.303771},
		{60, 207.14, 2.453732}, {56, 154.84, 7.306860}, {47, 34.52, 27.261239},
		{42, 207.19, 0.121824}, {40, 291.34, 1.844379}, {37, 161.72, 24.198154},
		{35, 239.56, 25.513099}, {23, 331.55, 3.592518},
	}
}

func radians(degrees float64) float64 {
	return math.Mod(degrees, 360) * math.Pi / 180
}
