"""Villages by the names that lists write: 亥由, 亥由村委会, 宦溪镇亥由村, 福建省…亥由村3组. What is not known is not
guessed."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from intake_api.roster.cells import Unusable
from knowledge.places.atlas import Places
from knowledge.places.divisions import Division
from knowledge.text import clean

_SPACE = re.compile(r"[\s\-—_/,，、·>]+")
_OFFICE = re.compile("(村民委员会|村委会|居民委员会|居委会|行政村|大队)$")
_URBAN = re.compile("居|社区")
_HAMLET = re.compile(r"(?:第?[\d一二三四五六七八九十]{1,3}(?:村民)?小?组|[一-鿿]{1,8}?(?:自然村|村民小组|小组|组|厝))")


@dataclass(frozen=True, slots=True)
class Found:
    """Where somebody lives: codes, and the 自然村 or 组 if the text told it."""

    town: str = ""
    village: str = ""
    hamlet: str = ""


class VillageNames:
    """The villages of a county by their names; the answers are kept, for a list says the same ones again and again."""

    def __init__(self, places: Places) -> None:
        self._places = places
        villages = [each for each in places.all() if each.level == "village"]
        self._by_name = _by(villages, lambda each: each.name)
        self._by_short = _by(villages, lambda each: each.short)
        above = [each for each in places.all() if each.level not in ("town", "village")]
        self._above = tuple(name for each in above for name in (each.name, each.short))
        self.find = lru_cache(maxsize=8192)(self._find)
        self.town = lru_cache(maxsize=512)(self._town)

    def _town(self, text: str) -> str:
        """The code of a town, from the cell of a 乡镇. Raises ``Unusable``."""
        town, _ = self._parted(_bare(text))
        if not town:
            raise Unusable(
                f"“{text}”不是本区的乡镇。请写 {'、'.join(each.name for each in self._places.towns[:6])} 这样的全名"
            )
        return town

    def _find(self, text: str, town: str = "") -> Found:
        """The village that the cell of a village, or an address, names; ``town`` is the code of a town told beside it,
        or empty. Raises ``Unusable``."""
        written = _bare(text)
        said, rest = self._parted(written)
        if said and town and said != town and not self._named(written):
            told, beside = self._places.full_name(said), self._places.full_name(town)
            raise Unusable(f"“{text}”写的是{told}，旁边写的是{beside}。请看一下哪个对")
        found, hamlet = self._named(written) or self._named(rest), ""
        if not found:
            found, rest = self._beginning(rest)
            below = _HAMLET.match(rest)
            hamlet = below[0] if below else ""
        if not found:
            raise Unusable(self._unknown(text, said or town, rest))
        return self._settled(found, town or ("" if self._named(written) else said), text, hamlet)

    def _parted(self, text: str) -> tuple[str, str]:
        """The code of the town that ``text`` begins with, and what follows it."""
        for name in self._above:
            text = text.removeprefix(name)
        for whole in (True, False):
            for town in self._places.towns:
                name = town.name if whole else town.short
                if text.startswith(name):
                    return town.code, text[len(name) :]
        return "", text

    def _named(self, text: str) -> list[Division]:
        """Those of exactly this name; short of that of two the 村, for a list of the countryside means it."""
        base = _OFFICE.sub("", text)
        if found := self._by_name.get(text) or self._by_name.get(base):
            return found
        short = self._by_short.get(base, [])
        meant = "社区" if _URBAN.search(text[len(base) :]) else "村"
        return [each for each in short if each.kind == meant] or short

    def _beginning(self, text: str) -> tuple[list[Division], str]:
        """Those whose full name the text begins with, the longest, and what follows it."""
        for end in range(min(len(text), 12), 1, -1):
            if found := self._by_name.get(text[:end]):
                return found, text[end:]
        return [], text

    def _settled(self, found: list[Division], town: str, text: str, hamlet: str = "") -> Found:
        there = [each for each in found if not town or each.parent == town]
        names = "、".join(self._places.full_name(each.code) for each in found)
        if not there:
            wanted = self._places.full_name(town)
            raise Unusable(f"“{text}”是{names}，不在{wanted}。请看一下是镇写错了还是村写错了")
        if len(there) > 1:
            raise Unusable(f"“{text}”不止一个：{names}。请把镇和村写全")
        return Found(there[0].parent, there[0].code, hamlet)

    def _unknown(self, text: str, town: str, rest: str) -> str:
        villages = self._places.villages(town) or self._places.villages(self._places.towns[-1].code)
        like = villages[0].name if villages else ""
        if town and not rest:
            return f"“{text}”只写到乡镇。请写到村，如{like}"
        return f"“{text}”不是本区的村。请写村的全名，如{like}；不是本区的人，不用交上来"


@lru_cache(maxsize=8)
def village_names(places: Places) -> VillageNames:
    """Those of a county, made once."""
    return VillageNames(places)


def _by(divisions: Iterable[Division], name: Callable[[Division], str]) -> dict[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for each in divisions:
        found.setdefault(name(each), []).append(each)
    return found


def _bare(text: str) -> str:
    return _SPACE.sub("", clean(text))
