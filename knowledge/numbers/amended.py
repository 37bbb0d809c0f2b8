"""A long number put right in part: 后四位是5678, 最后一个是8不是9, 第五位错了是6, 不是6621是6612."""

import re
from collections.abc import Callable

from knowledge.numbers.digits import DIGIT, in_figures

_ONE_BY_ONE = rf"[{DIGIT}](?:[ \-][{DIGIT}])++(?![{DIGIT}])"
_IN_A_ROW = rf"(?:[两俩二三四五六七八九2-9]个[{DIGIT}]|[{DIGIT}OoIl](?!个))++[xX叉]?"
_FIGURES = f"({_ONE_BY_ONE}|{_IN_A_ROW}|[xX叉])"
_WRONG = "(?:[写搞弄说念记]?[错反]了|颠倒了|不对|[，, ])*"
_HOW_MANY = r"(?:([一二两三四五六七八]|[1-8])(?:位|个|码)|几(?:位|个)|(?:位|个))?(?:数字?|号码?)?" + _WRONG
_NOT = rf"(?:不是{_FIGURES}[，, ]*)?"
_IS = "(?:应该|应当|要|才)?(是|为|改成|改为|换成|叫)?[：: ]?"
_LAST = re.compile(rf"(?:最后面?|后面?|末尾?|尾数?|尾号|尾巴)(?:的|那|这)?{_HOW_MANY}{_NOT}{_IS}{_FIGURES}")
_FIRST = re.compile(rf"(?:前面?|开头|最前面?)(?:的|那|这)?{_HOW_MANY}{_NOT}{_IS}{_FIGURES}")
_MIDDLE = re.compile(rf"中间(?:的|那|这)?{_HOW_MANY}{_NOT}{_IS}{_FIGURES}")
_NTH = re.compile(
    r"(倒数)?第(十[一二三四五六七八]?|[一二两三四五六七八九]|\d{1,2})(?:位|个)(?:数字?)?"
    + rf"{_WRONG}{_NOT}{_IS}{_FIGURES}"
)
_NOT_BUT = re.compile(rf"不是{_FIGURES}[，, ]*(?:应该|而)?是{_FIGURES}")
_BUT_NOT = re.compile(rf"是{_FIGURES}[，, ]*不是{_FIGURES}")
_INTO = re.compile(rf"{_FIGURES}(?:(?:要|应该)?(?:改成|改为|换成)|[错反]了[，, ]*(?:应该|要)?是){_FIGURES}")
_ANEW = re.compile(rf"(?:不对|错了?|哦不)[了是应该，, ]*{_FIGURES}")
# A hesitation, and the last group read out once more.
_ONCE_MORE = re.compile(
    rf"(?:等一?下|等等|我?再?看[看下]|我?再念|[哦啊哎诶呃嗯，, ]不是?)[^{DIGIT}]{{0,12}}"
    rf"{_FIGURES}(?=[，,。！!的吧啊 ]|$)"
)
_FEW = 6
_HINT = re.compile("等|看|再念|不对|错|哦不|后|最|末|尾|前|开头|中间|第|不是|改|换成")


def amended(number: str, after: str) -> str:
    """``number`` as the words ``after`` it put it right; itself when they do not."""
    if not _HINT.search(after):
        return number
    found = _by_figures(number, after, _INTO) or _by_place(number, after) or _by_figures(number, after)
    return found or _by_last_figures(number, after) or number


def _by_place(number: str, after: str) -> str:
    if found := _NTH.search(after):
        return _nth(number, found)
    if found := _LAST.search(after):
        return _stretch(number, found, lambda size: len(number) - size)
    if found := _FIRST.search(after):
        return _stretch(number, found, lambda _size: 0)
    if found := _MIDDLE.search(after):
        return _stretch(number, found, lambda _size: 3 if len(number) == 11 else 6)
    return ""


def _stretch(number: str, found: re.Match[str], begins: Callable[[int], int]) -> str:
    """Figures for the first, last or middle ones; they must be as many as was said."""
    size, _, told, new = found.groups()
    new = in_figures(new.replace(" ", "").replace("-", ""))
    if not (size or told) or (size and int(in_figures(size)) != len(new)) or len(new) > len(number) - 2:
        return ""
    at = begins(len(new))
    return number[:at] + new + number[at + len(new) :]


def _nth(number: str, found: re.Match[str]) -> str:
    backwards, place, _, _, new = found.groups()
    at = _place(place) - 1
    at = len(number) - 1 - at if backwards else at
    new = in_figures(new)
    return number[:at] + new + number[at + 1 :] if 0 <= at < len(number) and len(new) == 1 else ""


def _place(words: str) -> int:
    if words.startswith("十"):
        return 10 + int(in_figures(words[1:]) or 0)
    return int(in_figures(words))


def _by_figures(number: str, after: str, *patterns: re.Pattern[str]) -> str:
    """The new figures in place of the old ones, where those stand once or at the end."""
    for pattern in patterns or (_NOT_BUT, _BUT_NOT):
        if found := pattern.search(after):
            figures = [in_figures(part.replace(" ", "")) for part in found.groups()]
            old, new = reversed(figures) if pattern is _BUT_NOT else figures
            at = number.rfind(old)
            clear = number.count(old) == 1 or number.endswith(old)
            if at >= 0 and clear and len(old) == len(new) < len(number):
                return number[:at] + new + number[at + len(old) :]
    return ""


def _by_last_figures(number: str, after: str) -> str:
    """… 不对，2346: as many of the last figures anew."""
    found = _ANEW.search(after)
    new = in_figures(found[1].replace(" ", "")) if found else ""
    if 1 < len(new) <= _FEW:
        return number[: -len(new)] + new
    found = _ONCE_MORE.search(after)
    new = in_figures(found[1].replace(" ", "")) if found else ""
    if not 2 < len(new) <= _FEW:
        return ""
    alike = sum(a == b for a, b in zip(new, number[-len(new) :], strict=True))
    return number[: -len(new)] + new if 2 * alike >= len(new) else ""
