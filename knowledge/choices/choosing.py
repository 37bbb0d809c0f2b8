"""Which of several options was meant."""

import re
from collections.abc import Sequence

from knowledge.choices.brackets import bracket
from knowledge.choices.clock import by_clock
from knowledge.choices.kin import as_kin
from knowledge.choices.letters import RARE, apart, by_letters, by_rank, plain_numerals, spelt
from knowledge.choices.likening import Likeness, likenesses, same_as
from knowledge.choices.nearness import by_meaning, nearer
from knowledge.choices.placing import at_a_side, placed
from knowledge.choices.reasons import as_reason
from knowledge.choices.wholes import (
    AND,
    ASKS,
    MIND,
    NONE_LABEL,
    OTHER_LABEL,
    Chosen,
    answer,
    by_place_and_words,
    none_of_these,
    of_all,
    of_any,
    of_none,
    without_both,
)
from knowledge.parsed import Parsed

_ASIDE = re.compile(
    r"^(?:我?(?:要|选|选择|就选|点|是|属于|应该是|那就?))+|(?:吧|啊|呀|的|呢|了|这个|那个)+$|[\s，。,.!！]+"
)
_CLAUSES = re.compile(r"[\s，。,.!！;；…~]+|(?<=[?？])|(?=不过|但是)")
_NUMBERED = re.compile(r"^(?:[\d一二三四五六七八九]{1,2}[.、．:：]|[①-⑳]|[A-Za-z][.、．:：])\s*")
_SEVERAL = re.compile(r"多选|几个|多个|几项|多项|几样|哪些|哪几|都有哪|有哪")
_SCORNED = re.compile(r"还(?:用|缺|怕|能|会|少)[^，]{1,6}[吗嘛?？]*$")
_TO_ASK_FOR = re.compile("进度|进展|政策|咨询|查询")
_SOME_OF_EACH = re.compile("(?:这?些?|三个|几个|样样)?都(?:有|沾|算|占)(?:一?点|些|份|关系)?[吧啊的]?")
_DENIES = re.compile("(?:没有?|不是?|冇)([一-鿿]{2,4}?)(?:的|过|啊|了)?")
_A_NO = re.compile("[没无未不失待]|其他")
_CANNOT_SAY = re.compile(r"说不(?:上|清|好|准|出)|不好(?:说|讲)|讲不(?:清|来)")
_UNSURE_LABEL = re.compile("不清楚|不知道|不确定|说不清")
_NOT_THIS = re.compile("(?:不是|不要|不对)(.+)")
_EITHER = re.compile(r"[个\d一二三四五六]还是第?[\d一二三四五六]")
_HEDGED = re.compile(r"应该|好像|大概|也许|可能|不敢|搞不|记不|吃不准|不过|但是|差不多|原来|以前")
_LEAD = re.compile(
    r"^(?:我们?家?|[他她]|孩子|小孩|儿子|女儿|囝|老[大二三])?(?:现在|今年|还|都|就|正|刚|在|去|到|读|念|上)*"
)
_TURNED = re.compile(
    r"过|就是|只是|不|没|冇|以前|原来|后来|现在|应该|好像|可能|大概|或者|有时|又|也|但|要是|如果|打算|想"
)
# 第二种好 · 后面那个细水长流: a place, and why.
_FOR_A_REASON = re.compile(
    r"(?<=[个种项条样号档])(?:最|比较|更|就|要|会|还)?(?:[^和跟与或不别没第、，]{0,2}[好快稳行合划细方省实急难].{0,6}|吧.{0,4})$"
)
_LONGEST = 120
_SHORT = 60


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
    text = plain_numerals(text.strip()[:_LONGEST])
    if not text or not options:
        return None
    options = [_NUMBERED.sub("", option) or option for option in options]
    if text in options:
        return Parsed(list(options).index(text), text)
    several = bool(_SEVERAL.search(question))
    clauses = [clause for clause in _CLAUSES.split(text) if clause] or [text]
    clauses = list(without_both(clauses, options)) if several else clauses
    if _not_so(clauses[0], question, options):
        return None
    if none_of_these(clauses, options):
        return None
    if kin := as_kin(text, options, question):
        return answer((kin.value,), text, False, kin.confirm, kin.why)
    for reading in (
        of_all,
        _by_place,
        by_place_and_words,
        _by_side,
        _in_same_words,
        of_none,
        _by_letters,
        _by_the_clock,
        _in_brackets,
        of_any,
        _by_words,
    ):
        if found := reading(text, clauses, options, several):
            return found
    return None


def _not_so(first: str, question: str, options: Sequence[str]) -> bool:
    """没有寄养 to 孩子寄养在哪里: what the question takes for granted is not so, and no option says that."""
    found = _DENIES.fullmatch(first)
    told = found is not None and found[1] in question and not re.search("没|不", question)
    return told and not any(map(_A_NO.search, options))


def _by_side(text: str, _clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """后面那个 of more than two: the last; 不是前面那种 of two: the other. To be read back."""
    index = at_a_side(text, len(options))
    if (denied := _NOT_THIS.fullmatch(text)) and len(left := _without(denied[1], options)) == 1:
        index = left[0]
    return None if index is None else Parsed(index, text, True, f"听起来是“{options[index]}”")


def _without(place: str, options: Sequence[str]) -> list[int]:
    """The options left when one or more are told to be wrong by their place; all of them when it names none."""
    return [i for i in range(len(options)) if i not in placed(place, len(options))]


def _by_place(text: str, clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    whole = placed(text, len(options))
    if whole:
        return answer(whole, text, several)
    picks: list[tuple[int, ...]] = []
    for clause in clauses:
        if _EITHER.search(clause) or clause.startswith(("不是", "别", "不要")):
            continue
        if found := placed(clause, len(options)) or placed(_FOR_A_REASON.sub("", clause), len(options)):
            picks.append(found)
    if not picks or re.search("主要|最主要", clauses[-1]):
        return None
    indexes = tuple(dict.fromkeys(i for found in picks for i in found)) if several else picks[-1]
    doubtful = (len(set(picks)) > 1 and not several) or bool(_FOR_A_REASON.search(text))
    return answer(indexes, text, several, doubtful, f"听起来是“{options[indexes[0]]}”" if doubtful else "")


def _by_words(text: str, clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    if _CANNOT_SAY.search(text) and not any(map(_UNSURE_LABEL.search, options)):
        return None
    if _asks(text, options) or MIND.search(text) or (not several and _SOME_OF_EACH.fullmatch(text)):
        return None
    if several:
        clauses = [part for clause in clauses for part in AND.split(clause) if part]
    found = likenesses(clauses, options)
    _only_if_alone(found, options)
    best = max(likeness.points for likeness in found)
    if not best:
        if (cause := as_reason(text, options)) is not None:
            return answer((cause,), text, several, True, f"听起来是“{options[cause]}”")
        left = _left_over(text, found, options) or _by_rare_letters(clauses, found, options, several)
        denied = any(likeness.denied for likeness in found) and not several  # 别打电话 tells which not, not which
        return left or (None if denied else by_meaning(text, options, several))
    enough = 2 if several else best
    meant = [i for i, likeness in enumerate(found) if likeness.points >= enough] or [
        i for i, likeness in enumerate(found) if likeness.points == best
    ]
    rivals = [i for i, likeness in enumerate(found) if 0 < likeness.points < best and i not in meant]
    if len(meant) > 1 and not several:
        rare = apart(text, options)
        meant.sort(key=lambda i: -found[i].letters - RARE * rare[i])
        if len({found[i].letters for i in meant[:2]}) == 1:
            meant = nearer(text, meant, options)
    sure = all(found[i].own_words for i in meant) and not (rivals and not several) and not _HEDGED.search(text)
    sure = sure and not (several and _more_said(clauses, options))
    said = answer(meant, text, several, not sure, "" if sure else f"听起来是“{options[meant[0]]}”")
    if several or not said.confirm:
        return said
    return Parsed(said.value, text, True, said.why, others=(*meant[1:], *rivals))


def _more_said(clauses: Sequence[str], options: Sequence[str]) -> bool:
    """轮椅和尿不湿: a part that speaks for none of the options as far as is known."""
    parts = [bare for clause in clauses if len(bare := _ASIDE.sub("", clause)) > 1]
    return any(not any(each.points or each.denied for each in likenesses([part], options)) for part in parts)


def _asks(text: str, options: Sequence[str]) -> bool:
    """A question back; 批了没有 is none where the options are what one may ask for, nor is 砍竹子的还缺柴吗."""
    return bool(ASKS.search(_SCORNED.sub("", text))) and not any(map(_TO_ASK_FOR.search, options))


def _only_if_alone(found: Sequence[Likeness], options: Sequence[str]) -> None:
    """以上都没有 and 其他亲属 give way to what says more."""
    vague = [bool(NONE_LABEL.search(label) or OTHER_LABEL.search(label)) for label in options]
    said = any(likeness.points and not is_vague for likeness, is_vague in zip(found, vague, strict=True))
    denied = any(likeness.denied and not is_vague for likeness, is_vague in zip(found, vague, strict=True))
    for label, likeness, is_vague in zip(options, found, vague, strict=True):
        gives_way = said or (denied and not NONE_LABEL.search(label))  # 低保停了，现在没有了
        if gives_way and is_vague and not likeness.own_words:
            likeness.points = 0


def _left_over(text: str, found: Sequence[Likeness], options: Sequence[str]) -> Parsed[Chosen] | None:
    """不是第一个 where there are two: the other one, asked back."""
    kept = [i for i, likeness in enumerate(found) if not likeness.denied]
    denied = len(options) - len(kept)
    return Parsed(kept[0], text, True, f"不是别的，是“{options[kept[0]]}”") if denied and len(kept) == 1 else None


def _by_letters(text: str, _clauses: Sequence[str], options: Sequence[str], _several: bool) -> Parsed[Chosen] | None:
    said = _ASIDE.sub("", text)
    if (index := by_rank(said, options)) is not None or (index := by_letters(said, options)) is not None:
        return Parsed(index, text)
    index = spelt(text, options)
    return None if index is None else Parsed(index, text, True, f"听起来是“{options[index]}”")


def _by_the_clock(text: str, _clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    found = by_clock(text, options)
    return answer((found.value,), text, several, True, found.why) if found else None


def _in_brackets(text: str, _clauses: Sequence[str], options: Sequence[str], _several: bool) -> Parsed[Chosen] | None:
    return bracket(text, options)


def _in_same_words(text: str, clauses: Sequence[str], options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """六年级 for 小学, 本人 for 我自己."""
    held = same_as(_ASIDE.sub("", text), options)
    if len(held) == 1:
        return answer(held, text, several)
    return None if several or len(text) > _SHORT or ASKS.search(text) else _told(text, clauses, options)


def _told(text: str, clauses: Sequence[str], options: Sequence[str]) -> Parsed[Chosen] | None:
    """耳朵聋，听不见 · 租的，一个月六百: the same in plain words, and nothing beside it that speaks for another."""
    first = _plainly(clauses[0], options)
    if len(first) != 1 or NONE_LABEL.search(options[first[0]]):
        return None
    rest = [clause for clause in clauses[1:] if _plainly(clause, options) != first]
    rival = any(like.points for i, like in enumerate(likenesses(rest, options)) if i != first[0])
    return None if rival or any(_TURNED.search(clause) for clause in rest) else Parsed(first[0], text)


def _plainly(clause: str, options: Sequence[str]) -> list[int]:
    bare = _ASIDE.sub("", clause)
    return same_as(bare, options) or same_as(_LEAD.sub("", bare), options)


def _by_rare_letters(
    clauses: Sequence[str], found: Sequence[Likeness], options: Sequence[str], several: bool
) -> Parsed[Chosen] | None:
    """米跟油都缺 for 大米 and 食用油: by the characters that tell the options apart. Always read back."""
    told = apart("，".join(clauses), options)
    held = [i for i, points in enumerate(told) if points and not found[i].denied]
    if several and held:
        return answer(held, "，".join(clauses), several, True, f"听起来是“{options[held[0]]}”")
    best = max(told)
    if not best or told.count(best) > 1 or told.index(best) not in held:
        return None
    index = told.index(best)
    return Parsed(
        index, "，".join(clauses), True, f"听起来是“{options[index]}”", others=tuple(i for i in held if i != index)
    )
