"""Writes pyephem.tsv: the lunar years 1899-2200 at UTC+7 by PyEphem (libastro).

An independent program for the tests of this package; it shares neither series
nor delta-T with it. Each line: year, first day, leap month, month lengths.
Run: python3 pyephem.py > pyephem.tsv (PyEphem 4.1)
"""
import datetime
import math

import ephem

OFFSET = 7 / 24
EPOCH = datetime.date(1899, 12, 31).toordinal()  # ephem counts from noon of this day


def civil(date):
    """The civil day of a moment, as an ordinal."""
    return EPOCH + math.floor(float(date) + 0.5 + OFFSET)


def sign(day):
    """The sign of the sun when a civil day begins."""
    moment = ephem.Date(day - EPOCH - 0.5 - OFFSET)
    sun = ephem.Sun(moment)
    seen = ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=moment)
    return int(math.degrees(ephem.Ecliptic(seen, epoch=moment).lon) // 30)


def starts():
    moment, days = ephem.Date("1897/12/1"), []
    while moment < ephem.Date("2202/3/1"):
        moment = ephem.next_new_moon(moment)
        days.append(civil(moment))
        moment = ephem.Date(moment + 1)
    return days


def numbered(days):
    """Yields (year, month, leap, first day, length) from solstice to solstice."""
    signs = [sign(day) for day in days]
    solstices = [i for i in range(len(days) - 1) if 3 <= signs[i] < 9 and not 3 <= signs[i + 1] < 9]
    for this, following in zip(solstices, solstices[1:]):
        year = datetime.date.fromordinal(days[following]).year - 1
        month, waiting = 11, following - this == 13
        for i in range(this, following):
            leap = waiting and i > this and signs[i] == signs[i + 1]
            if leap:
                waiting = False
            elif i > this:
                month += 1
            y, m = year + (month > 12), (month - 1) % 12 + 1
            yield y, m, leap, days[i], days[i + 1] - days[i]


years = {}
for y, m, leap, first, length in numbered(starts()):
    years.setdefault(y, []).append((m, leap, first, length))
for y in range(1899, 2201):
    months = years[y]
    leap = next((m for m, is_leap, _, _ in months if is_leap), 0)
    print(y, datetime.date.fromordinal(months[0][2]), leap, " ".join(str(n) for *_, n in months), sep="\t")
