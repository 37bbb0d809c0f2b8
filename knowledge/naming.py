"""Who is meant, out of one long message: 我叫…, 帮村民…申报, 我是亥由的…."""

import re

from knowledge.parsed import Parsed
from knowledge.people.names import name
from knowledge.places.atlas import Places

_ASKED = "请问您叫什么名字？"
_NAME = "[一-鿿·]"
_ENDS = (
    r"(?=[，。,.;；、!！:：\s\d]|$|今年|现年|现在|来自|住|家住|家在|家里|厝里|电话|手机|身份证|联系|[啊呀呢哦吧啦嘛]|是[^，。]|系|"
    r"[我他她咱]|没|这个|替|帮|一个人|男|女)"
)
_KIN = "(?:我|阿|老)?(?:爸|妈|老公|老婆|儿子|女儿|父亲|母亲|爷爷|奶奶|依爸|依妈|依公|依嬷)"
_OF_OTHERS = rf"(?:[他她]|{_KIN}|户主|人家)(?:的?名字)?(?:是|叫|名叫){{1,2}}"
_OF_ONESELF = (
    r"我姓[一-鿿]{1,2}[，, ]*(?:名字?)?叫|我(?:就)?(?:是)?叫(?:做|作)?|我的?名字(?:叫|是)*|本人(?:叫|名叫|是)?|"
    r"姓名(?:是|叫)?[:：\s]*|名字(?:是|叫)*[:：\s]*|名叫|(?<=[，。,\s])叫(?:做|作)?|^叫(?:做|作)?|户主(?:是|叫)?[:：\s]*|我是|"
    r"(?:村民|农户|社员|居民|脱贫户|低保户)(?:是|叫|[:：])?"
)
_ANNOUNCED = re.compile(
    rf"{_OF_OTHERS}\s*(?P<whose>{_NAME}{{2,16}}?){_ENDS}|(?:{_OF_ONESELF})\s*(?P<who>{_NAME}{{2,16}}?){_ENDS}"
)
# 我是亥由村的陈大明; 我是亥由村的低保户 is told apart by what can be a name.
_OF_PLACE = re.compile(rf"我是([^，。,\s]{{1,12}}?)[的人]\s*({_NAME}{{2,4}}?){_ENDS}")
_REPORTED = re.compile(
    rf"[替帮给代为](?:村民|农户|邻居|老人|我?[一-鿿]{{0,2}})?({_NAME}{{2,4}}?)"
    r"(?:来)?(?:申报|申请|登记|上报|报[一个这贫]|报$|报[，。,\s])"
)
_SEGMENT = re.compile(r"[，。,.;；、!！?？\s]+")
_LONGEST = 200


def told_name(text: str, places: Places, beside: bool, others: bool) -> Parsed[str] | None:
    """A name that is announced, or one that stands between commas ``beside`` a phone or a village (to be read back).

    When somebody reports for ``others``, 我叫… names the helper, and is left alone.
    """
    text = text[:_LONGEST]
    for found in _ANNOUNCED.finditer(text):
        if others and found["who"] and found[0].startswith("我"):
            continue
        if who := _sure(found["whose"] or found["who"], places):
            return Parsed(who, found[0])
    for place, who in _OF_PLACE.findall(text) if "我是" in text and not others else ():
        if places.mentions(place) and _sure(who, places) == who:
            return Parsed(who, who)
    if others and (reported := _REPORTED.search(text)) and (who := _sure(reported[1], places)):
        return Parsed(who, reported[0])
    return _between_commas(text, places) if beside and not others else None


def _sure(words: str, places: Places) -> str:
    parsed = name(words, _ASKED)
    return parsed.value if parsed and not parsed.confirm and not places.mentions(parsed.value) else ""


def _between_commas(text: str, places: Places) -> Parsed[str] | None:
    alone = [who for part in _SEGMENT.split(text) if 2 <= len(part) <= 4 and (who := _alone(part, places))]
    return Parsed(alone[0], alone[0], True, "这是您的名字吗") if len(alone) == 1 else None


def _alone(part: str, places: Places) -> str:
    """A part of a message that is a name and nothing else."""
    return part if not part.isascii() and _sure(part, places) == part else ""
