"""All of the options, all but one, none of them, any of them: 都有, 除了低保都有, 都不是, 什么时候都行."""

import re
from collections.abc import Sequence

from knowledge.choices.likening import likenesses
from knowledge.choices.placing import placed
from knowledge.parsed import Parsed

Chosen = int | tuple[int, ...]
_ALL = re.compile(
    r"^(?:这?些?|上面|以上|[二两三]者|[二两三四五六](?:个|样|种|项))?(?:全部?|全都|都|统统|通通|样样|每样|每个)(?:都)?(?:有|是|要|选|享受|占|在拿|领|难|困难|缺|愁|需要|可以|行|[养种做])?(?:死|倒|坏|淹|得|过|一点){0,2}[的了啊吧]{0,3}(?:全有|都有)?$"
)
_EXCEPT = re.compile(
    r"^除(?:了|去)?(?P<but>[^，,]{1,30}?)(?:以?外)?[，, ]{0,3}(?:其他的?|别的|剩下的|(?:上面|以上|这些)[^，,]{0,6}?)?"
    r"(?P<within>[前后](?:面|头)?[二两三四五六七八九]个)?"
    r"(?:差不多|基本上?|几乎)?(?:我?都|全部?|全都)(?:有|是|要|选|享受)?.{0,2}$"
)
_NONE_OF_THEM = re.compile(
    r"^(?:以上|上面|这些)?(?:都|全)?(?:不是|没有|不对|不属于|不符合|[不没](?:沾|搭|挨|靠)边?|不算|对不上|没)(?:我的|这些|我要的|里面)?[的啊呀了]?$|^(?:哪|没有?一)[个样项种](?:都|也)?(?:不|没|是|对)|^没(?:有)?(?:一个|一样|一项|合适的)|^一(?:个|样|项)(?:都|也)(?:不|没)"
)
_NOT_THESE = re.compile(r"(?:以上|上面|这些|这几个|那)?(?:都|全)(?:不是|不对)[的啊了]*")
AND = re.compile(r"和|跟|与|还有|以及|、|加上|加|也有")
NONE_LABEL = re.compile(r"^没有(?!技|劳|手|文|上|工)|都不是|都没有|以上都|^无$|^没有$|没有享受")
OTHER_LABEL = re.compile(r"其他|其它|别的")
MIND = re.compile(
    r"不(?:想|愿意?|方便)(?:讲|说|答|填)|随便|都行|都可以|都好|无所谓|^(?:都|也)?不好$|看着办|什么时候都|啥时候都"
)
_MOST_PARTS = 8  # of what was picked; more is a tale, not a choice
_HAPPENED = re.compile("[死倒坏淹]")  # 全部都有死: perhaps some of each
_ANY_LABEL = re.compile(r"都可以|都行|随便|不限|均可")
ASKS = re.compile(r"算不算|行不行|可不可以|能不能|是不是|[?？]$|吗$|怎么(?!做工|干活)|哪个|[到在]哪|多久|几时|什么区别")


def answer(indexes: Sequence[int], words: str, several: bool, confirm: bool = False, why: str = "") -> Parsed[Chosen]:
    """One option, a tuple where several may be chosen, or the first with the others where only one may."""
    if several and len(indexes) > 1:
        return Parsed(tuple(indexes), words, confirm, why)
    if len(indexes) > 1:
        return Parsed(indexes[0], words, True, "说了不止一个", others=tuple(indexes[1:]))
    return Parsed(indexes[0], words, confirm, why)


def without_both(clauses: Sequence[str], options: Sequence[str]) -> Sequence[str]:
    """看病的钱 还有工作 都要: behind a list 都要 means what was listed."""
    kept = [clause for clause in clauses if not _ALL.fullmatch(clause)]
    first = next((at for at, clause in enumerate(clauses) if _ALL.fullmatch(clause)), 0)
    listed = [each for each in likenesses(clauses[:first], options) if each.points] if first else []
    return kept if listed else clauses


def of_all(text: str, clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """都有 · 除了低保都有."""
    real = [i for i, label in enumerate(options) if not NONE_LABEL.search(label) and not OTHER_LABEL.search(label)]
    if several and any(_ALL.fullmatch(clause) for clause in clauses):
        loosely = any(MIND.search(clause) or _HAPPENED.search(clause) for clause in clauses)
        return answer(real, text, several, loosely, "听起来是都算上" if loosely else "")
    found = _EXCEPT.match(text)
    if not found or not several:
        return None
    left_out = set(placed(found["but"], len(options))) or {
        i for i, likeness in enumerate(likenesses([found["but"]], options)) if likeness.points
    }
    among = placed(found["within"], len(options)) if found["within"] else real
    kept = [i for i in real if i not in left_out and i in among]
    return answer(kept, text, several, True, f"除了“{found['but']}”都选") if left_out and kept else None


def by_place_and_words(
    text: str, clauses: Sequence[str], options: Sequence[str], several: bool
) -> Parsed[Chosen] | None:
    """第一个和高龄的那个: some by their place, some in words. To be read back."""
    parts = [part for clause in clauses for part in AND.split(clause) if part] if several else []
    if not 2 <= len(parts) <= _MOST_PARTS:
        return None
    places = [placed(part, len(options)) for part in parts]
    if not any(places) or all(places):
        return None
    chosen: list[int] = []
    for part, place in zip(parts, places, strict=True):
        like = [i for i, each in enumerate(likenesses([part], options)) if each.points]
        chosen += place or (like if len(like) == 1 else [])
    return answer(tuple(dict.fromkeys(chosen)), text, several, True, f"听起来是“{options[chosen[0]]}”")


def of_none(text: str, clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """都不是: the option that says so, or 其他; with more words behind it they may tell which."""
    if not clauses or not _NONE_OF_THEM.search(clauses[0]):
        return None
    for wanted in (NONE_LABEL, OTHER_LABEL):
        for index, label in enumerate(options):
            if wanted.search(label):
                return answer((index,), text, several, len(clauses) > 1 or wanted is OTHER_LABEL)
    return None


def of_any(text: str, _clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """啥时候都行, where 都可以 is an option."""
    if not MIND.search(text) or ASKS.search(text):
        return None
    held = [i for i, label in enumerate(options) if _ANY_LABEL.search(label)]
    return answer(held, text, several, True, f"听起来是“{options[held[0]]}”") if len(held) == 1 else None


def none_of_these(clauses: Sequence[str], options: Sequence[str]) -> bool:
    """都不是，她在连江: and no option for that."""
    left = any(NONE_LABEL.search(option) or OTHER_LABEL.search(option) for option in options)
    said = "，".join(clauses[1:])
    return bool(_NOT_THESE.fullmatch(clauses[0])) and not left and not any(option in said for option in options)
