"""Words that steer the conversation. They count only when they are all that is said."""

import re
from collections.abc import Mapping
from functools import cache

from dialogs.words import table

# Courtesy around a command: 我要人工 · 帮我查一下进度吧 · 请跳过这个。
_BEFORE = re.compile(r"^(?:好了?|行了?|可以了?|那就|请|我想要|我要|我想|想要|想|要|帮我|帮忙|麻烦你|麻烦|那|先|给我)")
_AFTER = ("", "吧", "啊", "呀", "了", "啦", "哦", "嘛", "一下", "一下吧")
_PUNCTUATION = re.compile(r"[\s，。,.!！?？~～、…:：;；\"'“”]+")
_MEND = re.compile(r"^(?:我?[要想]?)?(?:修改|改一下|更正|更改|改)(.+)$")
_WRONG = re.compile(
    r"^(?:我的?|他的?|她的?)?(.{1,8}?)(?:写错了?|填错了?|报错了?|不对|错了|换了|要改|改成|改为|应该是)(.*)$"
)
_NOT_BUT = re.compile(r"^(?:我的?|他的?|她的?)?(.{1,6}?)不是[^，,。]{1,16}?[，, ]*(?:而?是)(.+)$")
_IS = re.compile(r"^(?:我的?|他的?|她的?)?(.{1,6}?)[是叫:：]\s*(.+)$")
_SAID_PLAINLY = ("name", "phone", "village", "id_number", "size")
_CANNOT_SAY = re.compile(
    r"(?:这个|号码|名字|身份证号?码?|电话)?我?(?:也|都)?(?:不知道|不晓得|不清楚|记不[得清牢住]|忘记?了|[讲说]不[来清上出]来?)"
    r"(?:是)?(?:哪个?.{0,3}|多少.{0,2}|几.{0,3}|了|啊|呢)?"
)
_WHY = re.compile(
    r"(?:你|你们|身份证|电话|名字)?(?:问|要|管|留|看).{0,8}(?:干嘛|干什么|做什么|干啥|作什么)(?:用|呢|啊|呀)?"
    r"|(?:为什么|为啥|干嘛|凭什么)要?(?:问|给你|看|留|身份证|电话|手机|名字|这个|那个|这些).{0,6}"
)
_LATER = re.compile(
    r".*(?:先不[弄填]了?|(?:等会儿?|等下|等一下|晚点|明天|回头|以后|下次)再(?:弄|填|报)|有事先走)[吧啊了]*"
)
_GIVES_UP = re.compile(
    r"(?:算了|那就?|我)?[，, ]*(?:不想?报了|不想?申请了|撤回(?:来|申[请报])?|撤销(?:申[请报])?)[吧啊呀啦]?"
    r"(?:[，,。.！!、 ]+|(?=我|怕|因为|人家|老[公婆]|家里|他|她)).+"
)
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
    if _CANNOT_SAY.fullmatch(bare):
        return "skip"
    if _WHY.fullmatch(bare):
        return "why"
    starts = (bare, _BEFORE.sub("", bare))
    plain = (start.removesuffix(tail) for start in starts for tail in _AFTER)
    return next((words[said] for said in plain if said in words), "pause" if _LATER.fullmatch(bare) else "")


# What the contract calls the commands that steer; the rest (hello, thanks, apply …) is talk.
_STEERING = {
    "back": "back", "restart": "restart", "cancel": "cancel", "human": "human", "callme": "human", "status": "status",
    "help": "help", "pause": "pause", "skip": "skip", "repeat": "repeat",
}  # fmt: skip


def steering(text: str) -> str:
    """The contract's name of the command that ``text`` is (``correct:phone`` …), or an empty string."""
    key, _, sure = correction(text)
    if key and sure:
        return f"correct:{key}"
    return "cancel" if gives_up(text) else _STEERING.get(command(text), "")


def gives_up(text: str) -> bool:
    """不报了 with the reason after it.

    >>> gives_up("不报了 我怕人家笑"), gives_up("撤回材料在哪里交")
    (True, False)
    """
    return _GIVES_UP.fullmatch(text.strip()) is not None


def correction(text: str) -> tuple[str, str, bool]:
    """(field key, new words, surely a correction) of "改电话", "电话不对，是139…"; ("", "", False) for anything else.

    >>> correction("改电话"), correction("名字错了，叫陈大明"), correction("我电话是139")
    (('phone', '', True), ('name', '叫陈大明', True), ('phone', '139', False))
    """
    text = text.strip()
    if match := _MEND.match(text):
        return (*_field_in(match[1]), True)
    for pattern, sure in ((_NOT_BUT, True), (_WRONG, True), (_IS, False)):
        match = pattern.match(text)
        key, rest = _field_in(match[1]) if match else ("", "")
        if match and key and not rest and (sure or key in _SAID_PLAINLY):
            return key, match[2].lstrip("，,。. 了"), sure
    return "", "", False


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
