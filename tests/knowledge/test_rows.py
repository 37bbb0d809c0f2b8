"""Rows without their zeros give what the whole matrix gives."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.learning.rows import Dense, Rows

WIDTH = 6
VECTORS = st.lists(st.dictionaries(st.integers(0, WIDTH - 1), st.floats(-2, 2, width=32)), min_size=1, max_size=8)


@settings(deadline=None)
@given(VECTORS)
def test_sparse_and_full_rows_agree(vectors: list[dict[int, float]]) -> None:
    import numpy as np

    full = np.zeros((len(vectors), WIDTH), dtype=np.float32)
    for row, vector in enumerate(vectors):
        for column, value in vector.items():
            full[row, column] = value
    weights = np.arange(2 * WIDTH, dtype=np.float32).reshape(WIDTH, 2)
    dual = np.arange(2 * len(vectors), dtype=np.float32).reshape(len(vectors), 2)
    assert np.allclose(Rows(vectors, WIDTH).times(weights), Dense(full).times(weights), atol=1e-4)
    assert np.allclose(Rows(vectors, WIDTH).back(dual), Dense(full).back(dual), atol=1e-4)
