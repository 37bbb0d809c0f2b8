"""Which of several options was meant."""

import re
from collections.abc import Sequence

from knowledge.choices.brackets import bracket
from knowledge.choices.likening import Likeness, likenesses, same_as, within
from knowledge.choices.nearness import nearness
from knowledge.choices.placing import placed
from knowledge.parsed import Parsed

Chosen = int | tuple[int, ...]
_ASIDE = re.compile(
    r"^(?:我?(?:要|选|选择|就选|点|是|属于|应该是|那就?))+|(?:吧|啊|呀|的|呢|了|这个|那个)+$|[\s，。,.!！]+"
)
_CLAUSES = re.compile(r"[\s，。,.!！;；…~]+|(?<=[?？])|(?=不过|但是)")
_AND = re.compile(r"和|跟|与|还有|以及|、|加上|加|也有")
_SEVERAL = re.compile(r"多选|几个|多个|几项|多项|几样|哪些|哪几|都有哪|有哪")
_ALL = re.compile(
    r"^(?:这?些?|上面|以上)?(?:全部?|全都|都|统统|样样|每样|每个)(?:都)?(?:有|是|要|选|享受|占|在拿|领|难|困难|缺|愁|需要)?[的了啊吧]*(?:全有|都有)?$"
)
_EXCEPT = re.compile(
    r"^除(?:了|去)?(.+?)(?:以?外)?[，, ]*(?:其他的?|别的|剩下的)?(?:我?都|全部?|全都)(?:有|是|要|选|享受)?.{0,2}$"
)
_NONE_OF_THEM = re.compile(
    r"^(?:以上|上面|这些)?(?:都|全)?(?:不是|没有|不对|不属于|不符合|[不没](?:沾|搭|挨|靠)边?|不算|对不上|没)(?:我的|这些|我要的|里面)?[的啊呀了]?$|^(?:哪|没有?一)[个样项种](?:都|也)?(?:不|没|是|对)|^没(?:有)?(?:一个|一样|一项|合适的)|^一(?:个|样|项)(?:都|也)(?:不|没)"
)
_NONE_LABEL = re.compile(r"都不是|都没有|以上都|^无$|^没有$|没有享受")
_OTHER_LABEL = re.compile(r"其他|其它|别的")
_NOT_HERE = re.compile(r"没(?:读|念|上)过|不识|都不|不在|没有(?:我|一)|不是(?:这|里)|^除")
_ASKS = re.compile(
    r"算不算|行不行|可不可以|能不能|是不是|[?？]$|吗$|怎么(?!做工|干活)|哪个|[到在]哪|多久|几时|什么区别"
)
_MIND = re.compile(
    r"不(?:想|愿意?|方便)(?:讲|说|答|填)|随便|都行|都可以|都好|无所谓|^(?:都|也)?不好$|看着办|什么时候都|啥时候都"
)
_ANY_LABEL = re.compile(r"都可以|都行|随便|不限|均可")
_HEDGED = re.compile(r"应该|好像|大概|也许|可能|不敢|搞不|记不|吃不准|不过|但是|差不多|原来|以前")
_EVASIVE = re.compile(r"[你您问哪怎算哎都]|不[懂清知晓想]|记不|随便|什么|区别|反正|第|级")
_SPELT = re.compile(r"([一-鿿]{1,4})的(?:那个)?([一-鿿])(?=[\s，。,啊呀]|$)")
_LEAD = re.compile(
    r"^(?:我们?家?|[他她]|孩子|小孩|儿子|女儿|囝|老[大二三])?(?:现在|今年|还|都|就|正|刚|在|去|到|读|念|上)*"
)
_TURNED = re.compile(
    r"过|就是|只是|不|没|冇|以前|原来|后来|现在|应该|好像|可能|大概|或者|有时|又|也|但|要是|如果|打算|想"
)
_TOO_COMMON = frozenset("钱人家有无没的费好大小一不")
# 第二种好 · 后面那个细水长流: a place, and why.
_FOR_A_REASON = re.compile(
    r"(?<=[个种项条样号档])(?:最|比较|更|就|要|会|还)?(?:[^和跟与或不别没第、，]{0,2}[好快稳行合划细方省实急难].{0,6}|吧.{0,4})$"
)
_NEAR_ENOUGH, _EVASIVE_NEAR_ENOUGH = 0.25, 0.3
_FARTHER = 0.05  # the second nearest is to be that much farther, or nothing is told apart
_LONGEST = 120
_SHORT = 60
_A_WORD = 4


def choose(text: str, labels: Sequence[str]) -> int | None:
    """The index of the label meant: by place (第二个, 2, ②, B, 最后一个), in full, or in part; None when unclear."""
    said = _ASIDE.sub("", text.strip()[:_SHORT]) or text.strip()
    if text.strip() in labels:
        return list(labels).index(text.strip())
    by_place = placed(said, len(labels))
    if len(by_place) == 1:
        return by_place[0]
    return None if by_place else _by_label(said, labels)


def _by_label(said: str, labels: Sequence[str]) -> int | None:
    """The one label that equals, holds or is held by what was said; the longest when they hold one another."""
    plain = [_ASIDE.sub("", label) for label in labels]
    same = [i for i, label in enumerate(plain) if label == said]
    if not same and len(said) >= 2:
        held = [i for i, label in enumerate(plain) if label and label in said and not _denied(label, said)]
        same = [i for i in held if not any(plain[i] != plain[j] and plain[i] in plain[j] for j in held)]
    if not same and len(said) >= 2:
        same = [i for i, label in enumerate(plain) if said in label]
    return same[0] if len(same) == 1 else None


def _denied(label: str, said: str) -> bool:
    return bool(re.search(rf"(?:不|不是|没|没有|别){re.escape(label)}", said))


def choice(text: str, options: Sequence[str], question: str = "") -> Parsed[Chosen] | None:
    """The option meant, by its index; several when the question allows several. What was said in other words than the
    option's own is to be read back.

    >>> choice("倒数第二个", ["重病", "上学", "失业", "其他"]).value, choice("尿毒症", ["重病", "上学"]).confirm
    (2, True)
    """
    text = text.strip()[:_LONGEST]
    if not text or not options:
        return None
    if text in options:
        return Parsed(list(options).index(text), text)
    several = bool(_SEVERAL.search(question))
    clauses = [clause for clause in _CLAUSES.split(text) if clause] or [text]
    for reading in (
        _of_all,
        _by_place,
        _in_same_words,
        _of_none,
        _spelt,
        _in_letters,
        _in_brackets,
        _of_any,
        _by_words,
    ):
        if found := reading(text, clauses, options, several):
            return found
    return None


def _answer(indexes: Sequence[int], words: str, several: bool, confirm: bool = False, why: str = "") -> Parsed[Chosen]:
    """One option, a tuple where several may be chosen, or the first with the others where only one may."""
    if several and len(indexes) > 1:
        return Parsed(tuple(indexes), words, confirm, why)
    if len(indexes) > 1:
        return Parsed(indexes[0], words, True, "说了不止一个", others=tuple(indexes[1:]))
    return Parsed(indexes[0], words, confirm, why)


def _of_all(text: str, clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """都有 · 除了低保都有."""
    real = [i for i, label in enumerate(options) if not _NONE_LABEL.search(label) and not _OTHER_LABEL.search(label)]
    if several and any(_ALL.fullmatch(clause) for clause in clauses):
        return _answer(real, text, several)
    found = _EXCEPT.match(text)
    if not found or not several:
        return None
    left_out = set(placed(found[1], len(options))) or {
        i for i, likeness in enumerate(likenesses([found[1]], options)) if likeness.points
    }
    kept = [i for i in real if i not in left_out]
    return _answer(kept, text, several, True, f"除了“{found[1]}”都选") if left_out and kept else None


def _by_place(text: str, clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    whole = placed(text, len(options))
    if whole:
        return _answer(whole, text, several)
    picks: list[tuple[int, ...]] = []
    for clause in clauses:
        if "还是" in clause or clause.startswith(("不是", "别", "不要")):
            continue
        if found := placed(clause, len(options)) or placed(_FOR_A_REASON.sub("", clause), len(options)):
            picks.append(found)
    if not picks or re.search("主要|最主要", clauses[-1]):
        return None
    indexes = tuple(dict.fromkeys(i for found in picks for i in found)) if several else picks[-1]
    doubtful = (len(set(picks)) > 1 and not several) or bool(_FOR_A_REASON.search(text))
    return _answer(indexes, text, several, doubtful, f"听起来是“{options[indexes[0]]}”" if doubtful else "")


def _of_none(text: str, clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """都不是: the option that says so, or 其他; with more words behind it they may tell which."""
    if not clauses or not _NONE_OF_THEM.search(clauses[0]):
        return None
    for wanted in (_NONE_LABEL, _OTHER_LABEL):
        for index, label in enumerate(options):
            if wanted.search(label):
                return _answer((index,), text, several, len(clauses) > 1 or wanted is _OTHER_LABEL)
    return None


def _by_words(text: str, clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    if _ASKS.search(text) or _MIND.search(text):
        return None
    if several:
        clauses = [part for clause in clauses for part in _AND.split(clause) if part]
    found = likenesses(clauses, options)
    _only_if_alone(found, options)
    best = max(likeness.points for likeness in found)
    if not best:
        return _left_over(text, found, options) or _by_meaning(text, options, several)
    enough = 2 if several else best
    meant = [i for i, likeness in enumerate(found) if likeness.points >= enough] or [
        i for i, likeness in enumerate(found) if likeness.points == best
    ]
    rivals = [i for i, likeness in enumerate(found) if 0 < likeness.points < best and i not in meant]
    if len(meant) > 1 and not several:
        near = nearness(text, options) or [0.0] * len(options)
        meant.sort(key=lambda i: (-found[i].letters, -near[i]))
    sure = all(found[i].own_words for i in meant) and not (rivals and not several) and not _HEDGED.search(text)
    answer = _answer(meant, text, several, not sure, "" if sure else f"听起来是“{options[meant[0]]}”")
    if several or not answer.confirm:
        return answer
    return Parsed(answer.value, text, True, answer.why, others=(*meant[1:], *rivals))


def _only_if_alone(found: Sequence[Likeness], options: Sequence[str]) -> None:
    """以上都没有 and 其他亲属 give way to what says more."""
    vague = [bool(_NONE_LABEL.search(label) or _OTHER_LABEL.search(label)) for label in options]
    said = any(likeness.points and not is_vague for likeness, is_vague in zip(found, vague, strict=True))
    denied = any(likeness.denied and not is_vague for likeness, is_vague in zip(found, vague, strict=True))
    for label, likeness, is_vague in zip(options, found, vague, strict=True):
        gives_way = said or (denied and not _NONE_LABEL.search(label))  # 低保停了，现在没有了
        if gives_way and is_vague and not likeness.own_words:
            likeness.points = 0


def _left_over(text: str, found: Sequence[Likeness], options: Sequence[str]) -> Parsed[Chosen] | None:
    """不是第一个 where there are two: the other one, asked back."""
    kept = [i for i, likeness in enumerate(found) if not likeness.denied]
    denied = len(options) - len(kept)
    return Parsed(kept[0], text, True, f"不是别的，是“{options[kept[0]]}”") if denied and len(kept) == 1 else None


def _in_letters(text: str, _clauses: Sequence[str], options: Sequence[str], _several: bool) -> Parsed[Chosen] | None:
    """租 for 租房, 自家 for 给自己家报."""
    said = _ASIDE.sub("", text)
    if said in _TOO_COMMON:
        return None
    held = [i for i, label in enumerate(options) if 0 < len(said) <= _A_WORD and within(said, label)]
    return Parsed(held[0], text) if len(held) == 1 else None


def _in_brackets(text: str, _clauses: Sequence[str], options: Sequence[str], _several: bool) -> Parsed[Chosen] | None:
    return bracket(text, options)


def _in_same_words(text: str, clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """六年级 for 小学, 本人 for 我自己."""
    held = same_as(_ASIDE.sub("", text), options)
    if len(held) == 1:
        return _answer(held, text, several)
    return None if several or len(text) > _SHORT or _ASKS.search(text) else _told(text, clauses, options)


def _told(text: str, clauses: Sequence[str], options: Sequence[str]) -> Parsed[Chosen] | None:
    """耳朵聋，听不见 · 租的，一个月六百: the same in plain words, and nothing beside it that speaks for another."""
    first = _plainly(clauses[0], options)
    if len(first) != 1 or _NONE_LABEL.search(options[first[0]]):
        return None
    rest = [clause for clause in clauses[1:] if _plainly(clause, options) != first]
    rival = any(like.points for i, like in enumerate(likenesses(rest, options)) if i != first[0])
    return None if rival or any(_TURNED.search(clause) for clause in rest) else Parsed(first[0], text)


def _plainly(clause: str, options: Sequence[str]) -> list[int]:
    bare = _ASIDE.sub("", clause)
    return same_as(bare, options) or same_as(_LEAD.sub("", bare), options)


def _of_any(text: str, _clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """啥时候都行, where 都可以 is an option."""
    if not _MIND.search(text) or _ASKS.search(text):
        return None
    held = [i for i, label in enumerate(options) if _ANY_LABEL.search(label)]
    return _answer(held, text, several, True, f"听起来是“{options[held[0]]}”") if len(held) == 1 else None


def _spelt(text: str, _clauses: Sequence[str], options: Sequence[str], _several: bool) -> Parsed[Chosen] | None:
    """种菜的菜 山岭的岭 for 菜岭村."""
    letters = [found[2] for found in _SPELT.finditer(text) if found[2] in found[1]]
    held = [i for i, label in enumerate(options) if letters and all(letter in label for letter in letters)]
    return Parsed(held[0], text, True, f"听起来是“{options[held[0]]}”") if len(held) == 1 else None


def _by_meaning(text: str, options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """The option nearest in meaning, where the sentence model is installed; always read back."""
    near = [] if _NOT_HERE.search(text) else nearness(text, options)
    if not near:
        return None
    order = sorted(range(len(options)), key=lambda i: -near[i])
    if len(order) > 1 and near[order[0]] - near[order[1]] < _FARTHER:
        return None
    evasive = len(text) < _A_WORD or _EVASIVE.search(text)
    if near[order[0]] < (_EVASIVE_NEAR_ENOUGH if evasive else _NEAR_ENOUGH):
        return None
    why = f"听起来是“{options[order[0]]}”"
    if several:
        return _answer(order[:1], text, several, True, why)
    return Parsed(order[0], text, True, why, others=tuple(order[1:3]))
