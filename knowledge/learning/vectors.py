"""TF-IDF: a bag of terms as a vector of length 1."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

_SEEN_TWICE = 2  # a piece that stands in one sentence only teaches nothing


def vector(bag: Counter[str], rarity: Mapping[str, tuple[float, int]]) -> dict[str, float]:
    """Term -> its share, for the terms that are known."""
    raw = {term: rarity[term][0] for term in bag if term in rarity}
    for term, count in bag.items():
        if count > 1 and term in raw:
            raw[term] *= 1 + math.log(count)
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {term: value / length for term, value in raw.items()}


def rarity_of(bags: Sequence[Counter[str]]) -> dict[str, tuple[float, int]]:
    """Term -> (inverse document frequency, row), over the sentences it is learned from."""
    seen = Counter(term for bag in bags for term in bag)
    kept = sorted(term for term, count in seen.items() if count >= _SEEN_TWICE)
    return {term: (1 + math.log((1 + len(bags)) / (1 + seen[term])), row) for row, term in enumerate(kept)}
