"""Rows of numbers as learning multiplies them; where nearly all are zeros, without these.

Needs numpy, which the extra ``semantic`` brings.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Matrix = Any  # a numpy array


class Rows:
    """A matrix of as many rows as there are ``vectors`` (column -> value), and ``width`` columns."""

    def __init__(self, vectors: Sequence[Mapping[int, float]], width: int) -> None:
        import numpy as np

        self._shape = len(vectors), width
        sizes = [len(vector) for vector in vectors]
        self._columns = np.array([column for vector in vectors for column in vector], dtype=np.int64)
        self._rows = np.repeat(np.arange(len(vectors)), sizes)
        self._values = np.array([value for vector in vectors for value in vector.values()], dtype=np.float32)
        self._by_column = np.argsort(self._columns, kind="stable")

    def times(self, weights: Matrix) -> Matrix:
        """The matrix times ``weights`` (a row a column)."""
        return _summed(weights[self._columns] * self._values[:, None], self._rows, self._shape[0])

    def back(self, dual: Matrix) -> Matrix:
        """The matrix turned round times ``dual`` (a row a row)."""
        order = self._by_column
        parts = dual[self._rows[order]] * self._values[order, None]
        return _summed(parts, self._columns[order], self._shape[1])


class Dense:
    """The same of a matrix that is full."""

    def __init__(self, rows: Matrix) -> None:
        self._matrix = rows

    def times(self, weights: Matrix) -> Matrix:
        """The matrix times ``weights``."""
        return self._matrix @ weights

    def back(self, dual: Matrix) -> Matrix:
        """The matrix turned round times ``dual``."""
        return self._matrix.T @ dual


def _summed(parts: Matrix, places: Matrix, count: int) -> Matrix:
    """The sum of the parts of each place, in the order of the places."""
    import numpy as np

    sums = np.zeros((count, parts.shape[1]), dtype=np.float32)
    if len(places):
        starts = np.flatnonzero(np.r_[True, places[1:] != places[:-1]])
        sums[places[starts]] = np.add.reduceat(parts, starts, axis=0)
    return sums
