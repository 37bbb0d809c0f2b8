"""What was said as it is read for amounts: slips of dictation put right, numbers to call blanked."""

import re

from knowledge.numbers.digits import digit_runs, narrow

_GAP = re.compile(
    r"(?<=[\d一二两三四五六七八九十几]) +(?=[万元块])|(?<=[万千]) +(?=[1-9一二三四五六七八九](?:[，。,\s元块]|$))"
)
_EACH_TIME = re.compile(r"([一二两三四五六七八九1-9][百千万])\1的(?=[给拿寄交汇])")  # 两千两千的给
_SPACED = re.compile(
    r"(?<![\d ])\d(?: \d){2,}(?![\d ])|(?<!\S)[一二两三四五六七八九十百千万](?: [一二两三四五六七八九十百千万])+(?!\S)"
)
_SLIP = re.compile(
    r"(?<![\d])([一二两三四五六七八九几](?=碗[一二三四五六七八九多]|碗$)|[一二两三四五六七八九几万千百])(碗(?=[一二三四五六七八九多]|$)|签|白(?=[块元一二三四五六七八九]|$)|(?<=[万千百])[儿以](?=$|[，。,\s块元]))"
)
_MINIMUM = re.compile("低[宝包报堡]")
# 一年你乘一下, 一年下来你帮我算: what the year comes to is left to us.
_LEFT_TO_US = re.compile(
    r"一年(?:下来|合计|总共|多少)?[嘛呢吧啊，,\s]{0,2}(?=(?:你|您|[帮给替]我|自己)[^，。\d]{0,4}[乘算加]|[乘翻]|多少你)"
)
# 没有三万下不来: that is the least.
_NOT_UNDER = re.compile(
    r"没有(?=[\d一二两三四五六七八九十][^，。]{0,6}?(?:下不来|拿不下|打不住|搞不定|办不成|修不了|是?不行))"
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MEANT = {"碗": "万", "签": "千", "白": "百", "儿": "二", "以": "一"}


def written(text: str) -> str:
    """The text in half width, with figures closed up, numbers to call blanked and 一年你帮我算 left out. 没有三万下不来
    is at least so much."""
    text = _LEFT_TO_US.sub(lambda found: "＿" * len(found[0]), narrow(text))
    text = _SPACED.sub(lambda found: found[0].replace(" ", ""), text)
    text = _NOT_UNDER.sub("至少", text)
    text = _EACH_TIME.sub(r"一次\1", text)
    return _without_numbers_to_call(_GAP.sub("", text))


def heard(text: str) -> tuple[str, str]:
    """Slips of dictation that can only be a numeral put right (八签 is 八千), and the words as they are now."""
    text = _MINIMUM.sub("低保", text)
    if not _SLIP.search(text):
        return text, ""
    words = ""

    def right(found: re.Match[str]) -> str:
        nonlocal words
        words = found[1] + _MEANT[found[2]]
        return words

    return _SLIP.sub(right, text), words


def _without_numbers_to_call(text: str) -> str:
    """Phone, ID and card numbers are blanked, so that they are no amounts; so is what marks periods later on."""
    text = _PRIVATE.sub("＿", text)
    for run in digit_runs(text, fewest=7):
        if len(run.digits) >= 9 or (run.spoken and len(run.digits) >= 7):
            text = text[: run.start] + "＿" * (run.end - run.start) + text[run.end :]
    return text
