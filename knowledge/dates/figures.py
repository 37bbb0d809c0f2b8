"""Small whole numbers as they stand in dates and ages: 15, 十五, 廿五, 初五, 六五."""

_DIGITS = {
    c: n for n, chars in enumerate(("零〇○", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for c in chars
}
_TENS = {"廿": 2, "卅": 3}
CHARACTERS = "零〇○一二两三四五六七八九十廿卅"  # for patterns


def figure(words: str) -> int:
    """The number that ``words`` stand for, 0 to 199, or digit by digit (二〇二三). ValueError for others."""
    words = words.removeprefix("初")
    if words.isascii() and words.isdigit():
        return int(words)
    if "百" in words:
        hundreds, _, rest = words.partition("百")
        return 100 * figure(hundreds or "一") + (figure(rest.removeprefix("零")) if rest else 0)
    if words[:1] in _TENS:
        return 10 * _TENS[words[0]] + (figure(words[1:]) if words[1:] else 0)
    if "十" in words:
        tens, _, ones = words.partition("十")
        return 10 * (_digits(tens) if tens else 1) + (_digits(ones) if ones else 0)
    return _digits(words)


def _digits(words: str) -> int:
    if not words or any(character not in _DIGITS for character in words):
        raise ValueError(f"no number: {words!r}")
    return int("".join(str(_DIGITS[character]) for character in words))
