"""Options by their place in the list: 第二个, 2和4, ②, B, 倒数第二个, 前两个, 除了第一个."""

import re

_PAIR = 2
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九十")} | {"两": 2, "俩": 2, "仨": 3}
_NUMBER = r"(?:\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_UNIT = r"(?:个|项|号|条|种|款|样|类|行|档|栏|格|位|道|、|\.|。)?"
_PLACE = (
    rf"(?:倒数第?{_NUMBER}{_UNIT}|第?\s*{_NUMBER}\s*{_UNIT}|[{_CIRCLED}]|[A-Za-z](?![A-Za-z])|"
    r"最后(?:面)?(?:的|那|一)*个?|末了那[个条项]|最末.{0,2}[个条项]?|最(?:上面|前面|下面|后面)(?:的|那|一)*个?)"
)
_ASIDE = (
    r"(?:排在|列在|写在|摆在|放在|(?:从|由|打)?(?:上|前|左)(?:面|头|边|往下|往右)*(?:数|数下来|往下数|下来)|数下来|数过来|我|就|要|选择?|点|是|属于|应该|那|你|您|给|帮|写|填|打勾|勾|嗯|啊|哦|对|还|算|主要|最(?![后前上下末])|要紧|要说|还是|关键|当然|改成|改|请|想|按|"
    r"[门墙本证书单卡牌纸]子?[上里]?|上面|贴|标|挂|印|记|着|的|答案|编号|序号|选项|话|，)*"
)
_TAIL = r"(?:吧|啊|呀|的|呢|了|啦|哦|嘛|这个|那个|就行|就好|谢谢|好了|喽|情况|选项|那种|那项|哈)*"
# One way only to read each character: told twelve times over, two ways would be thousands.
_JOIN = r"(?:[\s和跟与、，,+/也都]|还有|加上?|以及|或者?)*"
_LIST = re.compile(
    rf"{_ASIDE}({_PLACE}(?:{_JOIN}{_PLACE}){{0,11}}){_TAIL}(?:(?:我|全|也)*(?:都|全)?(?:有|是|要|选|沾|占)(?:一点|点)?)?{_TAIL}"
)
_ONE = re.compile(_PLACE)
_RUN = re.compile(r"[1-9]{2,6}|[一二三四五六七八九]{2,6}")
_ENDS = re.compile(
    rf"{_ASIDE}(前|后|头|开头|最后|末)(?:面|头|边)?(?:的)?({_NUMBER}|两|俩)(?:个|项|种|样|条)?(?:(?:我|全|也)*(?:都|全)?(?:有|是|要|选|沾|占)(?:一点|点)?)?{_TAIL}"
)
_BY_SIDE = re.compile(rf"{_ASIDE}(上|前|下|后|中|左|右)(?:面|头|边|间|一)?(?:的|那|这|一)*(?:个|项|种|条)?{_TAIL}")


def placed(clause: str, count: int) -> tuple[int, ...]:
    """The indexes that ``clause`` names by their place among ``count`` options; empty when it does anything else.

    >>> placed("2和4", 5), placed("倒数第二个", 6), placed("前两个", 5), placed("九", 3)
    ((1, 3), (4,), (0, 1), ())
    """
    clause = clause.strip(" ，。,.!！~")
    if found := _ENDS.fullmatch(clause):
        return _at_an_end(found, count)
    if found := _BY_SIDE.fullmatch(clause):
        return _at_a_side(found[1], count)
    if found := _LIST.fullmatch(clause):
        return _inside(_places(found[1], count), count)
    return ()


def _places(words: str, count: int) -> list[int]:
    """``words`` read as one place or several: 一三 are two, 十三 is one."""
    if _RUN.fullmatch(words) and len(set(words)) == len(words) and _value(words) > count:
        return [_value(each) - 1 for each in words]
    return [_index(each, count) for each in _ONE.findall(words)]


def _index(place: str, count: int) -> int:
    place = place.strip()
    if place[0] in _CIRCLED:
        return _CIRCLED.index(place[0])
    if place.isascii() and place.isalpha():
        return ord(place.upper()) - ord("A")
    if place.startswith("倒数"):
        return count - _value(place)
    if place[0] in "最末":
        return 0 if place[1:2] in ("上", "前") else count - 1
    return _value(place) - 1


def _value(words: str) -> int:
    digits = re.search(r"\d+", words)
    if digits:
        return int(digits[0])
    numerals = "".join(c for c in words if c in _DIGITS)
    tens, ten, ones = numerals.partition("十")
    if ten:
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return _DIGITS.get(numerals, 99)


def _inside(indexes: list[int], count: int) -> tuple[int, ...]:
    """All of them, or nothing when one is out of the list."""
    return tuple(dict.fromkeys(indexes)) if all(0 <= index < count for index in indexes) else ()


def _at_an_end(found: re.Match[str], count: int) -> tuple[int, ...]:
    size = _value(found[2])
    if not 0 < size <= count:
        return ()
    return tuple(range(size)) if found[1] in ("前", "头", "开头") else tuple(range(count - size, count))


def at_a_side(clause: str, count: int) -> int | None:
    """The end of a list of more than two that 上面那个 or 后面那个 may mean."""
    found = _BY_SIDE.fullmatch(clause.strip(" ，。,.!！~"))
    if not found or count <= _PAIR or found[1] == "中":
        return None
    return 0 if found[1] in "上前左" else count - 1


def _at_a_side(side: str, count: int) -> tuple[int, ...]:
    """前面那个 of two, 中间那个 of three; with more options the sides say too little, but for the ends."""
    if side == "中":
        return (count // 2,) if count % 2 else ()
    return ((0,) if side in "上前左" else (count - 1,)) if count == _PAIR else ()
