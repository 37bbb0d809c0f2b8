"""Names that sound like what was typed or heard: 海由村 for 亥由村, 古山 for 鼓山."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from knowledge.places.gazetteer import segments
from knowledge.places.sounds import folded, syllables

_NEAR = 78.0


class SoundIndex:
    """Short names by how they sound. ``suffixes`` are the words that may follow them (村, 社区 …)."""

    def __init__(self, named: Iterable[tuple[str, str]], suffixes: str) -> None:
        """``named`` holds (code, short name)."""
        self._names = [(code, name, syllables(name), folded(name)) for code, name in named]
        self._suffix = re.compile(suffixes)

    def like(self, text: str) -> dict[str, tuple[float, str]]:
        """Code -> (likeness 0..0.9, the words) for names that sound like a part of ``text``."""
        best: dict[str, tuple[float, str]] = {}
        for span, firm in self._spans(text):
            for code, likeness in self._alike(span, near=firm):
                if likeness > best.get(code, (0.0, ""))[0]:
                    best[code] = (likeness, span)
        return best

    def _spans(self, text: str) -> list[tuple[str, bool]]:
        """Stretches that may be a name, and whether a near sound is enough for them."""
        spans: list[tuple[str, bool]] = []
        parts = segments(text)[:8]
        for part in parts:
            found = list(self._suffix.finditer(part))
            for suffix in found:
                left = part[: suffix.start()]
                spans += [(left[-size:], True) for size in (4, 3, 2) if len(left) >= size]
            if not found and 2 <= len(part) <= 4:
                spans.append((part, len(parts) == 1))
        return spans

    def _alike(self, span: str, near: bool) -> list[tuple[str, float]]:
        sound, soft = syllables(span), folded(span)
        if len(sound) != len(span):
            return []
        found = []
        for code, name, name_sound, name_soft in self._names:
            if len(name) != len(sound):
                continue
            likeness = _likeness(span, name, (sound, soft), (name_sound, name_soft), near)
            if likeness:
                found.append((code, likeness))
        return found


_Sounds = tuple[tuple[str, ...], tuple[str, ...]]


def _likeness(span: str, name: str, said: _Sounds, known: _Sounds, near: bool) -> float:
    if said[0] == known[0]:
        return 0.9
    if said[1] == known[1]:
        return 0.85
    shared = any(a == b for a, b in zip(said[1], known[1], strict=True))
    if not near or not shared:
        return 0.0
    ratio = fuzz.ratio(" ".join(said[1]), " ".join(known[1]))
    same_character = any(a == b for a, b in zip(span, name, strict=True))
    return ratio / 100 * (0.75 if same_character else 0.7) if ratio >= _NEAR else 0.0
