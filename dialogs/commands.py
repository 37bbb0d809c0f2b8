"""Words that steer the conversation. They count only when they are all that is said."""

import re
from collections.abc import Mapping
from functools import cache

from dialogs.words import table

# Courtesy around a command: 我要人工 · 帮我查一下进度吧 · 请跳过这个。
_POLITE = re.compile(
    r"^(?:请|我想要|我要|我想|想要|想|要|帮我|帮忙|麻烦|麻烦你|那|先|给我)?(.*?)(?:一下|一下吧|吧|啊|呀|了|啦|哦|嘛)?$"
)
_PUNCTUATION = re.compile(r"[\s，。,.!！?？~～、…:：;；\"'“”]+")
_MEND = re.compile(r"^(?:我?[要想]?)?(?:修改|改一下|更正|更改|改)(.+)$")
_WRONG = re.compile(r"^(.{1,6}?)(?:不对|错了|写错了|填错了|报错了|要改|改成|改为|应该是)(.*)$")
_LONGEST = 14


@cache
def _by_word() -> Mapping[str, str]:
    return {word: command for command, words in table("commands").items() for word in words}


@cache
def _by_field() -> Mapping[str, str]:
    return {word: key for key, words in table("fields").items() for word in words}


def command(text: str) -> str:
    """The command that the whole text is (back, restart, skip …), or an empty string.

    >>> command("我要人工"), command("人工养殖的鱼死光了")
    ('human', '')
    """
    bare = _PUNCTUATION.sub("", text).lower()
    if not bare or len(bare) > _LONGEST:
        return ""
    words = _by_word()
    if bare in words:
        return words[bare]
    match = _POLITE.match(bare)
    return words.get(match[1], "") if match else ""


def correction(text: str) -> tuple[str, str]:
    """(field key, new words) of "改电话", "电话不对，是139…"; ("", "") when the text mends nothing we know.

    >>> correction("改电话"), correction("名字错了，叫陈大明")
    (('phone', ''), ('name', '叫陈大明'))
    """
    text = text.strip()
    if match := _MEND.match(text):
        return _field_in(match[1])
    if match := _WRONG.match(text):
        key, rest = _field_in(match[1])
        return (key, _PUNCTUATION.sub("", match[2][:1]) + match[2][1:]) if key and not rest else ("", "")
    return "", ""


def _field_in(words: str) -> tuple[str, str]:
    words = words.strip(" ，。,.的")
    fields = _by_field()
    if words in fields:
        return fields[words], ""
    for name in sorted(fields, key=len, reverse=True):
        if words.startswith(name):
            rest = re.sub(r"^(?:改成|改为|成|为|是|：|:|，|,|\s)+", "", words[len(name) :])
            return (fields[name], rest) if rest != words[len(name) :] or rest[:1].isdigit() else ("", "")
    return "", ""
