"""The cause among the nine of Annex 1, by its printed name."""

from knowledge.parsed import Parsed
from knowledge.risks.printed import CAUSES
from knowledge.risks.ranking import rank, told


def cause(text: str) -> Parsed[str] | None:
    """The likeliest cause, always to be confirmed; ``others`` are the next two. None when the text tells none."""
    ranked = rank(text)
    if not told(ranked):
        return None
    first, *next_ones = (CAUSES[guess.code] for guess in ranked[:3])
    words = "、".join(ranked[0].words)
    why = f"听到“{words}”，听起来是这个原因" if words else "听起来是这个原因"
    return Parsed(first, words or text, True, why, others=tuple(next_ones))
