"""拆字: how people say which character is meant: 弓长张, 长短的长, 三点水的涵, 不是于是的于."""

import re
from dataclasses import dataclass

from knowledge.wordlists import wordlist

# 耳东陈: the last character is the one that is spelt.
_PARTS = wordlist("spelt")
_BY_PARTS = re.compile(
    "(?:就?是|那个)?(?:"
    + "|".join(f"{w[:-1]}(?:的?那个|的|一个)?{w[-1]}" for w in sorted(_PARTS, key=len, reverse=True))
    + ")"
)
_OF = re.compile(r"(?:里面?|里头|中间?|上)?的那?一?个?|那一?个|这一?个|里那?个|里")
_HAN_BEFORE = re.compile(r"[一-鿿]{1,7}$")
_RADICAL = re.compile(
    r"(?:偏旁|带个?|有个?|加个?)?(?:(?:三点|两点)水|(?:单|双)?[人立]旁?字?[旁头]|(?:单|双)[人立]旁|提手旁?|竖心旁?|走之[底旁]?|"
    r"草字?头|竹字?头|宝盖头?|绞丝旁?|双?耳(?:朵|刀)?旁|斜?[王玉]旁|[一-鿿](?:字)(?:旁|头|底|边)|反犬旁?|四点底)"
)
_NEVER = frozenset("我你他她它您咱的了是在有不人这那个们吗呢吧啊")
_SELDOM = frozenset("有人不在无")  # 有无的有: only where the word stands by itself
_WORD = 4
_NOT = re.compile(
    r"(?:不是(?!说|讲|跟你|告诉)|不叫|不姓|不要写|别写|不念|不读|别打|(?:[老总常又会]是?|经常|容易)[听认写打念]错?成|[听认]错?成)(?:成|作)?"
)
_NOT_ENDS = re.compile(r"[，。,;；!！?？\s、…（）()]|(?<=[一-鿿])(?=(?:而是|应该是|是)(?!的)[一-鿿])")
_NAMED = re.compile(
    "(?:的?那个|的|再?加?一?个|再?加|[右左下上里旁][边面]?[是加一]*个?)?(?:[一-鿿]{1,4}的)?([一-鿿])[啊呀吧嘛]?"
)
_BESIDE_IT = ("一个", "加", "再", "右边", "旁边", "下面", "上面", "里面")  # 女字旁一个弟 is 娣, not 弟
# 草方芳: the name of the radical, the other part, and the character of both.
_COMPOSED = {word[:-1]: word[-1] for word in wordlist("composed")}
_RADICALS = {"点水": "水", "绞丝": "丝", "竖心": "心", "玉旁": "王", "单立": "人"}
_ONLY_SOUND = ("的音", "同音", "音", "的读音", "谐音")
_LEAD = re.compile("(?:[一-鿿]是)?$")
_GIVEN_NAME = re.compile(r"(?![是的那])[一-鿿]{1,2}(?=$|[，。,;；\s啊])")
# 林金妹的妹写错了
_ONE_WRONG = re.compile("([一-鿿]{2,4})的[一-鿿]字?(?:写错|打错|错|不对)了?")
_BREAK = re.compile(r"[，。,;；!！?？\s、…（）()\"“”]")


@dataclass(frozen=True, slots=True)
class Spelt:
    """``rest``: the text without the spelling (commas in its place); ``chars``: the characters spelt, in order;
    ``hints``: was a part only described (三点水的)?; ``denied``: what it was said not to be."""

    rest: str
    chars: tuple[str, ...] = ()
    hints: bool = False
    denied: tuple[str, ...] = ()


def spelt(text: str) -> Spelt:
    """Part what is spelt from what is told."""
    rest, denied = _without_denied(text)
    found: list[tuple[int, str]] = []
    for part in _BY_PARTS.finditer(rest):
        found.append((part.start(), part[0][-1]))
        runs_on = _GIVEN_NAME.match(rest, part.end())  # 弓长张三丰
        rest = _blank(rest, part.start(), part.end() - bool(runs_on))
    rest, hints = _without_radicals(rest, found)
    rest = _words_of(rest, found)
    chars = [char for _, char in sorted(found)]
    once = [char for at, char in enumerate(chars) if at == 0 or char != chars[at - 1]]  # 肖是那个肖，肖像的肖
    return Spelt(rest, tuple(once), hints, denied)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "，" * (end - start) + text[end:]


def _without_denied(text: str) -> tuple[str, tuple[str, ...]]:
    denied = [wrong[1] for wrong in _ONE_WRONG.finditer(text)]
    text = _ONE_WRONG.sub(lambda wrong: "，" * len(wrong[0]), text)
    at = 0
    while found := _NOT.search(text, at):
        stop = _NOT_ENDS.search(text, found.end())
        end = stop.start() if stop else len(text)
        said = text[found.end() : end]
        of = _OF.search(said)
        denied.append(said[of.end() :] if of and said[of.end() :] else said)
        text, at = _blank(text, found.start(), end), end
    return text, tuple(each for each in denied if each)


def _words_of(text: str, found: list[tuple[int, str]]) -> str:
    """长短的长, 佘太君的佘, 玉兰花的玉兰, 珠是珍珠的珠."""
    for link in list(_OF.finditer(text)):
        before = _HAN_BEFORE.search(text[max(0, link.start() - 7) : link.start()])
        if not before:
            continue
        word, first = before[0], link.start() - len(before[0])
        char = text[link.end() : link.end() + 1]
        pair = text[link.end() : link.end() + 2]
        at = word.rfind(char) if char else -1
        alone = len(word) <= _WORD and not _HAN_BEFORE.search(text[:first])
        if at < 0 or (char in _NEVER and not ((alone or word[-3:-2] == char) and char in _SELDOM)):
            continue
        if len(pair) == 2 and word[at:].startswith(pair):
            char = pair
        start = _led_in(text, first + _beginning(word, char, at), char)
        if not text.startswith(_ONLY_SOUND, link.end() + len(char)):
            found.append((start, char))
        text = _blank(text, start, link.end() + len(char))
    return text


def _beginning(word: str, char: str, at: int) -> int:
    """Where in ``word`` the word begins that shows the character: 大小, 有没有, 文武双全."""
    if at < len(word) - 2 and len(char) == 1:
        return max(0, min(at, len(word) - _WORD))
    if len(char) > 1:
        return 0 if len(word) == _WORD else at  # 三阳开泰的开泰
    if word[-3:-2] == char == word[-1:]:
        return len(word) - 3
    return at - (1 if at and at + len(char) == len(word) else 0)


def _led_in(text: str, start: int, char: str) -> int:
    for lead in (f"{char}是那个", f"{char}是一个", f"{char}是", f"{char}就是", "一个", "那个", "是", f"{char}，"):
        if text[:start].endswith(lead):
            return start - len(lead) + (2 if lead == f"{char}，" else 0)
    return start


def _composed(radical: str, part: str) -> str:
    """芳 for 草字头 and 方; empty where we do not know."""
    names = [*radical, *(_RADICALS[sign] for sign in _RADICALS if sign in radical)]
    return next((_COMPOSED[name + part] for name in names if name + part in _COMPOSED), "")


def _without_radicals(text: str, found_chars: list[tuple[int, str]]) -> tuple[str, bool]:
    """三点水的涵 tells the character; 火字旁一个丙 and 单人旁一个弟弟的弟 only its parts."""
    hints = False
    at = 0
    while found := _RADICAL.search(text, at):
        stop = _BREAK.search(text, found.end())
        end = stop.start() if stop else len(text)
        told = text[found.end() : end]
        if named := _NAMED.fullmatch(told):
            char = _composed(found[0], named[1]) if told.startswith(_BESIDE_IT) else named[1]
            found_chars += [(found.start(), char)] if char else []
        lead = _LEAD.search(text[: found.start()])
        start = lead.start() if lead else found.start()
        text, at, hints = _blank(text, start, end), end, True
    return text, hints
