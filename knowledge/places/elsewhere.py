"""Places that are not in the county: named as a home, not as where somebody works or lies in hospital."""

import re
from collections.abc import Iterable, Sequence

from knowledge.places.gazetteer import segments

_NOT_HOME_AFTER = re.compile(
    r".{0,4}(?:打工|务工|上班|做工|干活|工作|看病|住院|医院|读书|上学|念书|大学|中学|学校|工地|工厂|厂|开店|"
    r"[东南西北中]?路)"
)
_NOT_HOME_BEFORE = re.compile(r"(?:(?<!搬)去|去了|跑到|嫁到|送到|转到|打工在|不是|不在|[往朝向靠]|靠近|挨着)$")
_ANY = re.compile(r"([一-鿿]{2,4}?(?:省|市|县|镇|乡|街道|州))(?![一-鿿]{0,6}(?:打工|上班|医院|大学))")
_NOT_A_NAME = re.compile(
    r"^(?:城|集|市|乡|老|家|下|本|外|全|我们?|哪个?|什么|这个?|那个?|别的)+(?:省|市|县|镇|乡|街道)$|"
    r".*(?:不[住在是归属]|[那这哪]个|的|[没有几两三四]个?(?:镇|乡|街道))"
)
_SHORTEST = 2
_WENT = re.compile("[回到来在]")  # 厦门回新店
# A town's name right behind one of these is another town (厦门翔安新店镇).
_FAR = re.compile(
    r"(?:厦门|泉州|莆田|漳州|龙岩|三明|南平|宁德|平潭|江西|浙江|广东|安徽|湖南|湖北|四川|贵州|云南|河南|江苏|"
    r"山东|上海|北京|深圳)[一-鿿]{0,4}$"
)


class Outside:
    """Finds mentions of places elsewhere. ``known`` are neighbours by name, ``own`` the county's own names."""

    def __init__(self, known: Sequence[str], own: Iterable[str]) -> None:
        self._own = frozenset(own)
        names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        self._known = re.compile(names or "(?!)")
        # 台江 for 台江区, where nothing else can be meant.
        bare = "|".join(name[:-1] for name in known if name[-1] in "区县市" and len(name) > _SHORTEST)
        self._leads = re.compile(rf"(?:{names or '(?!)'})(?:[那这][边里])?的?$")
        self._bare = re.compile(rf"(?:^|[住在是到去来嫁搬转]|户口|老家|福州)({bare or '(?!)'})(?!路|区|县|市|医院)")

    def words(self, text: str) -> str | None:
        """The first place elsewhere that ``text`` gives as a home."""
        for found in self._known.finditer(text):
            before, after = text[: found.start()], text[found.end() : found.end() + 12]
            if not _NOT_HOME_AFTER.match(after) and not _NOT_HOME_BEFORE.search(before):
                return found[0]
        for found in self._bare.finditer(text):
            if not _NOT_HOME_AFTER.match(text, found.end()) and not _NOT_HOME_BEFORE.search(text[: found.start(1)]):
                return found[1]
        for part in segments(text)[:6]:
            if (named := _ANY.match(part)) and len(part) <= 10 and self._foreign(named[1]):
                return named[1]
        return None

    def before(self, clause: str, starts: Sequence[int]) -> str:
        """The place elsewhere that stands right before one of the names starting at ``starts``; "" for none."""
        for at in starts:
            ahead = clause[max(0, at - 8) : at]
            found = self._leads.search(ahead) or _FAR.search(ahead)
            if found and not _WENT.search(found[0]):
                return found[0]
        return ""

    def _foreign(self, name: str) -> bool:
        own = any(mine in name or name in mine for mine in self._own)
        return not own and not _NOT_A_NAME.match(name)
