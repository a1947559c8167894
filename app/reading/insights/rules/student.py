"""Student's t distribution, and the interval of a difference of means after Welch.

The tail is the regularized incomplete beta function, by its continued fraction (Abramowitz and
Stegun 26.5.8 and 26.7.1, evaluated after Lentz); the quantile is found by halving.
"""

from math import exp, lgamma, log, sqrt
from typing import NamedTuple

from app.reading.insights.rules.samples import Sample

CONFIDENCE = 0.95
TINY, CLOSE, MOST_TERMS, HALVINGS = 1e-300, 1e-15, 10_000, 200


class Interval(NamedTuple):
    low: float
    high: float


def welch(one: Sample, other: Sample) -> Interval:
    """Give the 95 % interval of `one.mean - other.mean`; each sample has two values or more.

    The degrees of freedom are Welch's and Satterthwaite's (Welch 1947), not rounded.
    """
    difference = one.mean - other.mean
    first, second = one.variance / one.n, other.variance / other.n
    error = first + second
    if error == 0:
        return Interval(difference, difference)
    # As shares: squares of small variances would vanish.
    freedom = 1 / ((first / error) ** 2 / (one.n - 1) + (second / error) ** 2 / (other.n - 1))
    reach = quantile((1 + CONFIDENCE) / 2, freedom) * sqrt(error)
    return Interval(difference - reach, difference + reach)


def quantile(probability: float, freedom: float) -> float:
    """Find t with P(T <= t) = probability, which is above one half."""
    tails = 2 * (1 - probability)
    low, high = 0.0, 1.0
    while both_tails(high, freedom) > tails:
        low, high = high, high * 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        if both_tails(middle, freedom) > tails:
            low = middle
        else:
            high = middle
    return high


def both_tails(t: float, freedom: float) -> float:
    """Give P(|T| > t)."""
    return _beta(freedom / 2, 0.5, freedom / (freedom + t * t))


def _beta(a: float, b: float, x: float) -> float:
    """Give I_x(a, b), from whichever side its fraction converges faster."""
    if x >= 1:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    value = c = 1.0
    d = 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            value *= d * c
        if abs(d * c - 1) < CLOSE:
            break
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
