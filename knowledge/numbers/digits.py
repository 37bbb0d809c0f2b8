"""Digit strings in a text, typed or spoken (幺三八 …), whole or in groups: what ID and phone numbers are made of."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from knowledge.wordlists import wordlist

# 洞, 幺, 拐 and 勾 are how soldiers and operators say 0, 1, 7 and 9; 腰 and 妖 how a dictation hears 幺.
_SAID = ("零〇○洞", "一幺腰妖吆壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾")
_SPOKEN = "".join(_SAID)
_TO_DIGIT = str.maketrans(
    {word: str(digit) for digit, words in enumerate(_SAID) for word in words} | {"O": "0", "o": "0", "I": "1", "l": "1"}
)
_NARROW = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
DIGIT = f"0-9{_SPOKEN}"  # what a pattern puts in brackets for one digit
_DIGITS = frozenset("0123456789０１２３４５６７８９" + _SPOKEN)
_CROSS = "(?:[xX×]|叉+|[艾挨爱埃]克斯)"
# 三个二, 双零, 四连六; 后四个6789 are the last four instead.
_MANY = "[两俩仨二三四五六七八九2-9][个连]"
_TIMES = (
    rf"(?:(?:(?<![后前面末尾]){_MANY}|{_MANY}(?=[{DIGIT}][ ，,]*+(?![{DIGIT}]))|双)[{DIGIT}](?![个十百千万年月岁口人]))"
)
_REPEAT = re.compile(rf"(双|[两俩仨二三四五六七八九2-9](?=[个连]))[个连]?([{DIGIT}])")
# Digits in a row (三个二 is 222; O and l stand for 0 and 1), with the X of an ID number; or that X alone.
_GROUP = re.compile(
    rf"(?<![A-Za-z{DIGIT}])(?:(?:{_TIMES}|[{DIGIT}OoIl](?![个连][{DIGIT}]))++{_CROSS}?|{_CROSS})(?![AC-Zac-z])"
)
_COUNT = _TO_DIGIT | {ord("俩"): "2", ord("双"): "2", ord("仨"): "3"}
# What a dictation writes for a spoken digit: 要 and 么 (幺) also at the edge of a group, the others within one only.
_HEARD = {"要么药夭耀": "1", "灵令另铃林": "0", "而儿耳": "2", "山散": "3", "死思司": "4", "无吴午舞": "5", "溜刘": "6"}
_HEARD |= {"起期妻": "7", "巴爸吧": "8", "就酒久": "9"}
_TO_HEARD = {ord(word): digit for words, digit in _HEARD.items() for word in words}
_HOMOPHONE = re.compile(
    rf"(?<![一-鿿])[要么](?=[{_SPOKEN}]{{2}})|[要么](?=[三五七八九][{_SPOKEN}]{{2}})|(?<=[{_SPOKEN}]{{2}})[要么](?![一-鿿])|"
    rf"(?<=[{_SPOKEN}])[{''.join(_HEARD)}]{{1,4}}(?=[{_SPOKEN}])"
)
_CROSS_AT = re.compile(_CROSS)
_CLOSE = re.compile(r"[ \t\n\-—–_·./()]{1,4}|")
# What people say between the groups of a number: pauses, fillers, 后四位是.
_WORDS_BETWEEN = "|".join(sorted(map(re.escape, wordlist("between_digits")), key=len, reverse=True))
_FILLER = re.compile(
    rf"(?:[ \t\n，,、。.…~～\-—:：;；!！()]|{_WORDS_BETWEEN}|"
    r"[前后末]?(?:[一二两三四五六八几]|[1-8])(?:位|个|码)(?:数字?)?|[第头]?[一二三四五1-5](?:段|组|部分|截|节|串|排)|"
    r"[个那后])*+"
)
_FIX = re.compile(r"(?:不对)+|[说念讲搞写弄]?错了?|写反了?|哦?不是|哦不|更正")
_UNITS = frozenset("段组部截节串排个位年月日号岁口人元块万千百十亿亩斤天点米楼栋层室里")
_ORDINARY = re.compile("[一二两三四五六七八九](?:[样直下定起般些共边家手切旦楼])")
_LONGEST_GAP, _FEWEST, _LONGEST_NUMBER = 16, 5, 22


@dataclass(frozen=True, slots=True)
class DigitRun:
    """Digits from ``start`` to ``end`` of the text, parted by blanks or dashes at most.

    A trailing X stays. ``spoken`` says that words like 幺 or 三 stood for digits, ``lettered`` that O or l did.
    """

    digits: str
    start: int
    end: int
    spoken: bool = False
    lettered: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring groups in one: ``loose`` gaps held words, ``fixed`` ones took a group back.

    ``before`` and ``after`` count the digits that stand right beside it.
    """

    digits: str
    start: int
    end: int
    spoken: bool
    lettered: bool
    loose: int
    fixed: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Dictation:
    """Groups of digits with nothing but blanks, pauses, fillers and corrections between.

    ``links`` tells for each group how it follows the one before: ``close``, ``loose`` or ``fix``.
    """

    groups: tuple[DigitRun, ...]
    links: tuple[str, ...]

    def pieces(self, lengths: frozenset[int], fits: Callable[[str], object]) -> Iterator[Piece]:
        """Every stretch of groups that makes a number of one of these ``lengths`` that ``fits``."""
        for first in range(len(self.groups)):
            digits, kept = "", ""
            for last in range(first, len(self.groups)):
                if last > first and self.links[last] == "fix":  # 350111 1965 0312 不对 0321: one group is taken back
                    digits = kept
                kept, digits = digits, digits + self.groups[last].digits
                if len(digits) > _LONGEST_NUMBER:
                    break
                if len(digits) in lengths and fits(digits):
                    yield replace(self.piece(first, last), digits=digits)

    def piece(self, first: int, last: int) -> Piece:
        """The groups from ``first`` to ``last`` in one."""
        taken, links = self.groups[first : last + 1], self.links[first + 1 : last + 1]
        spoken, lettered = any(g.spoken for g in taken), any(g.lettered for g in taken)
        loose, fixed = links.count("loose"), links.count("fix")
        digits, start, end = "".join(group.digits for group in taken), taken[0].start, taken[-1].end
        return Piece(digits, start, end, spoken, lettered, loose, fixed, self._before(first), self._after(last))

    def _before(self, first: int) -> int:
        count = 0
        while first and self.links[first] == "close" and count <= _LONGEST_NUMBER:
            first -= 1
            count += len(self.groups[first].digits)
        return count

    def _after(self, last: int) -> int:
        count = 0
        while self.links[last + 1 : last + 2] == ("close",) and count <= _LONGEST_NUMBER:
            last += 1
            count += len(self.groups[last].digits)
        return count


def narrow(text: str) -> str:
    """``text`` with full-width digits and letters made ASCII, character for character (positions stay)."""
    return text if text.isascii() else text.translate(_NARROW)


def in_figures(words: str) -> str:
    """The digits that ``words`` (幺三八, 三个二, 12l) stand for; a trailing X stays."""
    words = _REPEAT.sub(lambda found: found[2] * int(found[1].translate(_COUNT)), words)
    return _CROSS_AT.sub("X", words).translate(_TO_DIGIT)


def digit_runs(text: str, fewest: int = _FEWEST) -> list[DigitRun]:
    """All digit runs of ``text``; none, cheaply, when it has fewer than ``fewest`` digits."""
    runs: list[DigitRun] = []
    for dictation in dictations(text, fewest):
        for link, group in zip(dictation.links, dictation.groups, strict=True):
            runs.append(_joined(runs.pop(), group) if link == "close" else group)
    return runs


def _joined(run: DigitRun, group: DigitRun) -> DigitRun:
    spoken, lettered = run.spoken or group.spoken, run.lettered or group.lettered
    return DigitRun(run.digits + group.digits, run.start, group.end, spoken, lettered)


def dictations(text: str, fewest: int = 7) -> list[Dictation]:
    """The groups of ``text`` that may belong together; nothing when it has fewer than ``fewest`` digits."""
    if sum(map(_DIGITS.__contains__, text)) < (_FEWEST if "个" in text else fewest):  # 幺三八 后面八个八
        return []
    text = _HOMOPHONE.sub(lambda found: found[0].translate(_TO_HEARD), narrow(text))
    found: list[tuple[list[DigitRun], list[str]]] = []
    for group in _groups(text):
        link = _link(text[found[-1][0][-1].end : group.start]) if found else ""
        if link:
            found[-1][0].append(group)
            found[-1][1].append(link)
        elif group.digits != "X":
            found.append(([group], [""]))
    return [Dictation(tuple(groups), tuple(links)) for groups, links in found]


def all_together(text: str) -> Piece | None:
    """Every group of ``text`` in one, whatever is said between: for a number that somebody reads out with remarks."""
    groups = [group for dictation in dictations(text) for group in dictation.groups]
    if not groups or sum(len(group.digits) for group in groups) > _LONGEST_NUMBER:
        return None
    whole = Dictation(tuple(groups), ("", *["loose"] * (len(groups) - 1)))
    return whole.piece(0, len(groups) - 1)


def _groups(text: str) -> Iterator[DigitRun]:
    for found in _GROUP.finditer(text):
        words = found[0]
        lettered = any(c in "OoIl" for c in words)
        if lettered and sum(map(_DIGITS.__contains__, words)) < 3:
            continue
        digits = in_figures(words)
        if len(digits) < 7 and _counts(text, found):
            continue
        spoken = any(c in _SPOKEN for c in words)  # as homophones are, among spoken ones
        yield DigitRun(digits, found.start(), found.end(), spoken, lettered)


def _counts(text: str, found: re.Match[str]) -> bool:
    """三口, 3000块, 一样: that is no part of a number one dials."""
    behind = text[found.end() : found.end() + 1]
    return behind in _UNITS or bool(_ORDINARY.match(text, found.start()))


def _link(gap: str) -> str:
    """How two groups with ``gap`` between them belong together; empty when they do not."""
    if len(gap) > _LONGEST_GAP:
        return ""
    if _CLOSE.fullmatch(gap):
        return "close"
    if _FILLER.fullmatch(gap):
        return "loose"
    bare = _FIX.sub("", gap)
    return "fix" if bare != gap and _FILLER.fullmatch(bare) else ""
