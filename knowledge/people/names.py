"""Somebody's name, as told: plain, announced, wrapped in a story, spelt out by characters."""

import re
from dataclasses import replace

from knowledge.parsed import Parsed
from knowledge.people.name_asked import pointed_out, whose
from knowledge.people.name_mentions import Mention, begins_with_name, mentions
from knowledge.people.name_parts import in_parts
from knowledge.people.name_shapes import could_be_name, doubt_about, titled
from knowledge.people.spelling import Spelt, spelt
from knowledge.people.surnames import COMPOUND, SINGLE
from knowledge.places.sounds import syllables

__all__ = ["could_be_name", "name"]

_DOTTED = re.compile(r"[一-鿿]{1,8}(?:[·•・][一-鿿]{1,8}){1,3}")
_CALLED = re.compile(r"^(?:.{0,6}?(?:叫做?|名字?是?|是))")
_BLANK = re.compile(r"[\s，。,.!！]+")
_TAIL = re.compile(
    r"(?:啊|呀|呢|哦|吧|嘛|啦|哈|先生|女士|同志|师傅|老师|大哥|大姐|大妈|大爷|大叔|老伯|阿姨|叔叔|本人|谢谢|报的)+$"
)
_PARTED = re.compile(r"([一-鿿]{1,2})\s+([一-鿿]{1,2}|[一-鿿]\s+[一-鿿])")
_CORRECTED = re.compile(
    r"不对|错了|打错|写错|说错|讲错|记错|哦不|噢不|啊不|不不|更正|应该是|才对|重新|改成|改为|换成|(?:不是|不叫)[^，。]{1,5}?(?:是|叫)"
)
_MISWRITTEN = re.compile(
    r"(?:[打写听念叫读认]|(?<!登)记|搞|弄)(?:成|错成)了?[“\"]?([一-鿿]{2,4}?)(?=[”\"]|是|了|$|[，。\s、]|就|的|不|啊)|"
    r"[“\"]?([一-鿿]{2,4})[”\"]?(?:不算|是错|不对|作废)"
)
_BY_CARD = re.compile("(?:身份证上?面?的?(?:名字)?|[大学全本真]名)(?:是|写的?是?|叫)?$")
_DEAD = re.compile("过世|去世|死了|不在了|走了|病故|过身")
_CLAUSE = re.compile(r"[，。,;；\s（(]")
_PEOPLE = re.compile(r"(?<![家民种贵氏宗水同各])[^家民种贵氏宗水同各畲汉，。\s]族|(?:没有?|不带|无)姓|是姓")
_UNSURNAMED = re.compile("[一-鿿]{2,8}")
_ORDINARY = 3
_STUTTER = re.compile(
    f"([{''.join(sorted(SINGLE))}])\\1(?=[一-鿿]{{2}}(?:$|[，。,\\s]))|(?<=[叫是])(?:那个|嗯|呃|啊|哦)+(?=[一-鿿])"
)
# 黄秀 兰: dictation sets the last character apart.
_APART = re.compile(
    f"(?<![一-鿿])([我他她是叫]{{0,2}}[{''.join(sorted(SINGLE))}][一-鿿])[ 　]+"
    r"([一-鿿])(?<![啊呀哦嗯对是的啦吧哈呢男女])(?=$|[，。,\s])"
)
_DIGITS = re.compile(r"[\d０-９][-－\d０-９Xx ]{5,}")  # 陈大海13950011223
_BREAK_BEHIND = re.compile("(?<=不对)(?=[一-鿿]{2})|(?<=错了)(?=[一-鿿]{2})")  # 江明花不对江明华
_MYSELF = re.compile("[填写报登]我(?:自己|本人)|[就是]我(?:自己|本人)|^我(?:自己|本人)")
_HEAD_LABEL = re.compile("户主(?:写的?)?[就也]?是我")
_LONGEST = 200
_SURE_BY = 1.5  # points ahead of the next name


def name(text: str, question: str = "") -> Parsed[str] | None:
    """The name asked for in ``text``; None for a sentence, a complaint, a title or a single surname.

    The question tells whose name is meant (您叫什么, 他叫什么, 户主是谁). Asked back: rare surnames, everyday words,
    names put together from spelt characters, and one of several names where it is not said whose.
    """
    text = _STUTTER.sub(lambda found: found[1] or "", text.strip()[:_LONGEST])
    text = _BREAK_BEHIND.sub("，", _DIGITS.sub("，", text))
    text = _APART.sub(lambda part: part[0] if part[1][-1] == part[2] else part[1] + part[2], text)
    if dotted := _DOTTED.search(text):
        return Parsed(_CALLED.sub("", re.sub("[•・]", "·", dotted[0])) or dotted[0], dotted[0])
    if plain := _plain(text):
        return plain
    said = spelt(text)
    found = [m for m in mentions(said.rest) if m.name not in _refused(text, said)]
    found = [m for m in found if not any(o.name != m.name and o.name.startswith(m.name) for o in found)]
    parts = in_parts(said.rest, said.chars)
    found = [m for m in found if not parts.given or m.name != parts.given]  # 姓檀，叫成金
    if parts.sure and not any(m.name.startswith(parts.surname) or len(m.name) > len(parts.whole) for m in found):
        return _built(parts.whole, text, parts.sure)
    if not found:
        told = _unsurnamed(text) or _pieced(text, said, parts.whole, parts.surname)
        return told or (_in_front(said) if question else None)
    target = "me" if _MYSELF.search(text) and not _HEAD_LABEL.search(text) else whose(question)
    if target in ("head", "other"):
        picked, words = pointed_out(said.rest, {mention.name: mention.start for mention in found}, target)
        if picked and len({mention.name for mention in found}) > 1:
            return Parsed(picked, text, True, f"按“{words}”记下的")
        if words and not picked:
            return replace(_chosen(found, text, target, said), confirm=True, why=f"您说“{words}”，是这个名字吗")
    return _checked(_chosen(found, text, target, said), said)


def _in_front(said: Spelt) -> Parsed[str] | None:
    """林巧云呀你没听清楚吗; and 许愿的许，许多多, which is an everyday word but for the surname spelt."""
    shown = begins_with_name(said.rest, said.chars)
    return Parsed(shown, said.rest, True, "这是名字吗") if shown else None


def _unsurnamed(text: str) -> Parsed[str] | None:
    """扎西次仁，藏族，没有姓的."""
    first = _CALLED.sub("", _CLAUSE.split(text)[0])
    if not (_PEOPLE.search(text) and _UNSURNAMED.fullmatch(first) and could_be_name(first)):
        return None
    return (
        None
        if doubt_about(first, announced=True, alone=True) is None and len(first) <= _ORDINARY
        else Parsed(first, text)
    )


def _plain(text: str) -> Parsed[str] | None:
    """陈大明, 陈 大明, 陈大明女士 and nothing else."""
    bare = _TAIL.sub("", _BLANK.sub("", text)) if len(text) <= 12 else ""
    if not 2 <= len(bare) <= 4 or titled(bare):
        return None
    if _BLANK.search(text.strip("，。,.!！ ")) and not _parted(text):
        return None
    doubt = doubt_about(bare, alone=True)
    return None if doubt is None else Parsed(bare, text, bool(doubt), doubt)


def _parted(text: str) -> bool:
    """陈 大明: a blank behind the surname."""
    parts = _PARTED.fullmatch(text)
    return bool(parts) and (parts[1] in SINGLE or parts[1] in COMPOUND) if parts else False


def _refused(text: str, said: Spelt) -> set[str]:
    """Names that were said to be wrong."""
    return {*said.denied, *(a or b for a, b in _MISWRITTEN.findall(text))}


def _chosen(found: list[Mention], text: str, target: str, said: Spelt) -> Parsed[str]:
    """The mention that fits the question best; a close second makes it doubtful."""
    corrected = max((m.start() for m in _CORRECTED.finditer(text)), default=-1)
    if not any(mention.start > corrected for mention in found):
        corrected = -1
    scored: dict[str, float] = {}
    first: dict[str, Mention] = {}
    for mention in found:
        points = _points(mention, target) - 3 * mention.old - 4 * (mention.start < corrected)
        points += 2 * (mention.name[0] in said.chars) + 2 * bool(_BY_CARD.search(text[: mention.start]))
        scored[mention.name] = max(scored.get(mention.name, -9), points)
        first.setdefault(mention.name, mention)
    order = sorted(scored, key=lambda each: -scored[each])
    best, rivals = order[0], [other for other in order[1:] if scored[order[0]] - scored[other] < _SURE_BY]
    doubt = first[best].doubt
    if rivals:
        doubt = "说了不止一个名字"
    elif target == "head" and not doubt and len(order) == 1 and _DEAD.search(text) and "现在是" not in text:
        doubt = "户主是不是不在了，户口本改了没有"
    elif scored[best] < 1 and not doubt:
        doubt = "这是您问的那个人的名字吗" if target != "me" else "这是您自己的名字吗"
    return Parsed(best, text, bool(doubt), doubt, others=tuple(rivals))


_FITS = {
    "me": {"me": 4.0, "": 2.0, "head": 0.0, "need": 0.0, "kin": 0.0},
    "head": {"head": 4.0, "kin": 2.0, "": 2.0, "need": 1.0, "me": 0.0},
    "other": {"need": 5.5, "kin": 4.0, "": 2.0, "head": 1.0, "me": 0.0},
    "": {"me": 2.0, "head": 2.0, "need": 2.0, "kin": 2.0, "": 2.0},
}


def _points(mention: Mention, target: str) -> float:
    fits = _FITS[target]
    owners = mention.owners or {""}
    if target == "me" and "me" in owners and len(owners) > 1:
        return 2.0  # 我老公陈大明, 我替他报
    best = max(fits[owner] for owner in owners)
    if target == "other" and "head" in owners:
        best = min(best, 2.0)
    if target != "me" and owners == {"me"}:
        best = fits["me"]
    return best + (0.5 if mention.announced else 0)


def _checked(chosen: Parsed[str], said: Spelt) -> Parsed[str]:
    """陈建果 when it was 国家的国: what was spelt counts more than what was heard."""
    whole = chosen.value
    if chosen.why == "这是名字吗" and whole[0] in said.chars:  # 揭秀芳，揭开的揭
        chosen = replace(chosen, confirm=False, why="")
    for char in "".join(said.chars):
        if char in whole:
            continue
        alike = [
            at for at, other in enumerate(whole) if syllables(other) == syllables(char) and other not in said.chars
        ]
        if len(alike) == 1:
            whole = whole[: alike[0]] + char + whole[alike[0] + 1 :]
    if whole == chosen.value:
        return _longer_by(said, chosen)
    return replace(chosen, value=whole, confirm=True, why="按您说的字改过的", others=(chosen.value,))


def _longer_by(said: Spelt, chosen: Parsed[str]) -> Parsed[str]:
    """王建 国家的国: one more character is told by spelling alone."""
    more = [char for char in said.chars if len(char) == 1 and char not in chosen.value]
    if len(more) != 1 or len(chosen.value) != _SHORT or said.hints or chosen.confirm:
        return chosen
    return replace(chosen, value=chosen.value + more[0], confirm=True, why="按您说的字拼起来的", others=(chosen.value,))


_SHORT = 2  # characters: surname and one


def _pieced(text: str, said: Spelt, told: str, surname: str) -> Parsed[str] | None:
    """双木林，大小的大，明天的明; and 不是陈大名，是明天的明."""
    chars = "".join(said.chars)
    for wrong in said.denied:
        if doubt_about(wrong) == "" and chars and ("姓" not in text or wrong.startswith(surname)):
            return _checked(Parsed(wrong, text, True, "这个名字您说不对"), said)
    if told and len(told) > len(surname):
        return _built(told, text)
    rest = "".join(dict.fromkeys(char for char in chars if char not in surname)) if surname else chars
    return _built(surname + rest, text) if chars else None


def _built(whole: str, text: str, sure: bool = False) -> Parsed[str] | None:
    doubt = doubt_about(whole, announced=True)
    if doubt is None:
        return None
    return Parsed(whole, text, bool(doubt) or not sure, doubt or ("" if sure else "按您说的字拼起来的"))
