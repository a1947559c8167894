"""Means and spreads that can be put together and taken apart without the single values."""

from collections.abc import Iterable
from functools import reduce
from math import sqrt
from typing import NamedTuple


class Sample(NamedTuple):
    """`variance` is that of a sample (n - 1); 0 where there are fewer than two values."""

    n: int
    mean: float
    variance: float

    @property
    def squares(self) -> float:
        """Give the sum of squared distances from the mean."""
        return self.variance * max(self.n - 1, 0)

    @property
    def spread(self) -> float | None:
        """Give the standard deviation; of fewer than two values there is none."""
        return sqrt(self.variance) if self.n > 1 else None


EMPTY = Sample(0, 0.0, 0.0)


def together(samples: Iterable[Sample]) -> Sample:
    """Put samples together (Chan, Golub and LeVeque 1983, pairwise)."""
    return reduce(_joined, samples, EMPTY)


def apart(whole: Sample, part: Sample) -> Sample:
    """Take a part of a sample out of it: what is left, to the precision of doubles."""
    n = whole.n - part.n
    if n <= 0:
        return EMPTY
    mean = (whole.n * whole.mean - part.n * part.mean) / n
    between = (part.mean - mean) ** 2 * part.n * n / whole.n
    return _sample(n, mean, whole.squares - part.squares - between)


def _joined(one: Sample, other: Sample) -> Sample:
    n = one.n + other.n
    if n == 0:
        return EMPTY
    distance = other.mean - one.mean
    mean = one.mean + distance * other.n / n
    return _sample(n, mean, one.squares + other.squares + distance**2 * one.n * other.n / n)


def _sample(n: int, mean: float, squares: float) -> Sample:
    return Sample(n, mean, max(squares, 0.0) / (n - 1) if n > 1 else 0.0)
