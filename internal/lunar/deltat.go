package lunar

// deltaT returns terrestrial minus universal time in seconds: the polynomials of
// Espenak and Meeus (Five Millennium Canon of Solar Eclipses, 2006). They were
// fitted to observations up to 2005; later values are predictions.
func deltaT(jd float64) float64 {
	y := 2000 + (jd-2451544.5)/365.2425
	century := (y - 1820) / 100
	switch {
	case y < 1900:
		return polynomial(y-1860, 7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1/233174.0)
	case y < 1920:
		return polynomial(y-1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197)
	case y < 1941:
		return polynomial(y-1920, 21.20, 0.84493, -0.076100, 0.0020936)
	case y < 1961:
		return polynomial(y-1950, 29.07, 0.407, -1/233.0, 1/2547.0)
	case y < 1986:
		return polynomial(y-1975, 45.45, 1.067, -1/260.0, -1/718.0)
	case y < 2005:
		return polynomial(y-2000, 63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599)
	case y < 2050:
		return polynomial(y-2000, 62.92, 0.32217, 0.005589)
	case y < 2150:
		return -20 + 32*century*century - 0.5628*(2150-y)
	}
	return -20 + 32*century*century
}

func polynomial(t float64, coefficients ...float64) float64 {
	sum := 0.0
	for i := len(coefficients) - 1; i >= 0; i-- {
		sum = sum*t + coefficients[i]
	}
	return sum
}
