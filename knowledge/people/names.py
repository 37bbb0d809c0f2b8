"""Somebody's name, as told: plain, announced, spelt out by characters."""

import re

from knowledge.parsed import Parsed
from knowledge.people.kinship import MEANING
from knowledge.people.surnames import COMPOUND, SINGLE, SPELT
from knowledge.wordlists import wordlist

_SAID = re.compile(
    r"(?:我|本人|户主|他|她|我?(?:爸|妈|老公|老婆|儿子|女儿|父亲|母亲))?(?:的)?(?:姓名|名字|大名|全名)(?:是|叫|[:：]|\s)*(?:做|作)?|"
    r"(?:我|本人|户主|他|她|我?(?:爸|妈|老公|老婆|儿子|女儿|父亲|母亲|爷爷|奶奶))(?:的名字)?(?:是叫|名叫|叫做|叫作|叫|是)|^(?:叫(?:做|作)?|本人)"
)
_CUT = re.compile(r"[，。,;；、!！?？\n\s:：（）()/]+|\d+")
_TAIL = re.compile(r"(?:啊|呀|呢|哦|吧|先生|女士|同志|大哥|大姐|阿姨|叔叔|本人|来的|来报|报的|这个名字|就是我)+$")
_FROM = re.compile(r"^[一-鿿]{1,9}?(?:村|社区|镇|乡)(?=[一-鿿]{2,4}$)")
_DOTTED = re.compile(r"[一-鿿]{1,8}(?:[·•・][一-鿿]{1,8}){1,3}")
_HAN = re.compile(r"[一-鿿]{2,4}")
_CUT_BLANK = re.compile(r"[\s。，,.!！?？]+")
_WITH_SURNAME = re.compile(r"姓([一-鿿]{1,2}?)[，,\s]*(?:名|名字)?(?:叫|是)?[，,\s]*([一-鿿]{1,2})$")
_CHARACTER_OF = re.compile(r"([一-鿿]{2,4})的([一-鿿])")
# Characters that stand in sentences and hardly ever in names.
_SENTENCE = re.compile(
    r"[的了吗呢吧啊呀不没我你他她它们这那么什怎很都就病困贫穷死药债给被把在跟看说吃哪谁也还要岁啦哦嗯]|(?<!^)钱|^[老小阿][一-鿿]$|[镇乡村区县]$|社区|街道|"
    r"有[困病钱人事难没]|低保|残疾|住院|手术|上学|打工|失业|台风|申请|报贫|人工|帮助|进度|撤回|修改|跳过|同意|可以|电话|身份"
)
_EVERYDAY = wordlist("not_names")
_DIGIT = "[零〇一二两三四五六七八九十百千几半俩仨]"
_MEASURE = "[个口人只头条亩分块元钱毛角岁天日月年号楼斤次户家间套辆位名孩娃张份成倍点里]"
# 四个人, 一万八, 十来亩, 全家四口: counts and amounts. 万 begins a name as well (万福), so it begins none here.
_COUNTED = re.compile(
    rf"^(?:第|好|上|有)?{_DIGIT}+[万亿零一二两三四五六七八九十百千]*[多来把]?(?:$|{_MEASURE})|"
    r"^万[把多来]?[块元斤]|[一二两三四五六七八九十几][个口亩岁块]|\d"
)
_AMOUNT = re.compile("[一二两三四五六七八九十几][百千万]")
_KIN_LONG = "|".join(sorted((re.escape(word) for word in MEANING if len(word) > 1), key=len, reverse=True))
_KIN_SHORT = "[爸妈爹娘父母公嬷哥弟姐妹叔伯侄姨婶嫂舅姑爷婆囝仔]"
_KIN_FIRST = re.compile(
    rf"[我咱俺依阿老大小]*(?:{_KIN_SHORT}(?:家|们|那边)?$|(?:{_KIN_LONG}))|"
    r"[二三四五六](?:婶|叔|伯|姨|舅|姑|爷|公|嬷|嫂|哥|姐|爸|妈|儿子|女儿)|(?:老人|小孩|孩子|大人|家人|病人|乡亲|村民)"
)
_KIN_LAST = re.compile(
    "(?:老婆|老公|老伴|爱人|丈夫|妻子|媳妇|儿子|女儿|孙子|孙女|爸爸|妈妈|父亲|母亲|爷爷|奶奶|邻居|老人|孩子)家?$"
)
_YES_NO = re.compile(
    "(?:是|对|好|行|可以|同意|嗯|恩|中|要|愿意|有|能|会|成|确认|知道|晓得|没|无|否|别的?|算了)+"
    "(?:的|了|啊|呀|吧|呢|哦|哈)*|不.*"
)
_TOPIC = re.compile("低保|残疾|住院|手术|上学|打工|失业|台风|申请|帮助|进度|撤回|修改|跳过|电话|身份|人工")
_PLACE_LAST = re.compile("[镇乡村区县]$|社区|街道")
_PLACE_PART = re.compile("^.?[溪坪洋峰洲浦墩埔岭坑垄垵厝湾寮].{2}$|[坪峰洲浦墩埔岭坑垄垵厝湾寮溪]$")


def could_be_name(text: str) -> bool:
    """Might ``text`` be somebody's name, however unusual? Never a count, an amount, a relative, a yes or no."""
    text = _CUT_BLANK.sub("", text)
    if not text or text in _EVERYDAY or _TOPIC.search(text) or _YES_NO.fullmatch(text):
        return False
    surnamed = text[0] in SINGLE or text[:2] in COMPOUND
    if text[:2] in COMPOUND and len(text) > 2:
        return True
    if _COUNTED.search(text) or _PLACE_LAST.search(text) or _KIN_LAST.search(text):
        return False
    if text in MEANING or (not surnamed and _KIN_FIRST.match(text)):
        return False
    return surnamed or not (_AMOUNT.search(text) or _PLACE_PART.search(text))


def name(text: str, question: str = "") -> Parsed[str] | None:
    """The person's name in ``text``; None for a sentence, a complaint or a single surname.

    Rare surnames and short everyday words are asked back.
    """
    text = text.strip()[:80]
    if dotted := _DOTTED.search(text):
        return Parsed(re.sub("[•・]", "·", dotted[0]), dotted[0])
    if given := _WITH_SURNAME.search(text):
        return _judged(given[1] + given[2], text, said=True)
    said = _SAID.search(text)
    rest = text[said.end() :] if said else text
    parts = [part for part in _CUT.split(rest) if part]
    if not said and len(parts) > 6:
        return None
    for part in parts[:1] if said else parts:
        if found := _judged(_unspelt(part, text), part, bool(said)):
            return found
    return _by_characters(text)


def _unspelt(part: str, text: str) -> str:
    """The plain name in 弓长张三 or 陈大明，耳东陈."""
    part = _FROM.sub("", _TAIL.sub("", part))
    for spelling, surname in SPELT.items():
        if part.startswith(spelling + surname):
            return part[len(spelling) :]
    return part if not any(part == s + c for s, c in SPELT.items()) else ""


def _judged(candidate: str, words: str, said: bool) -> Parsed[str] | None:
    """Is this a name, and how sure may we be?"""
    if not _HAN.fullmatch(candidate) or _SENTENCE.search(candidate) or candidate in MEANING:
        return None
    if candidate in COMPOUND or not could_be_name(candidate):
        return None
    compound = candidate[:2] in COMPOUND
    known = compound or candidate[0] in SINGLE
    if not known and not _stands_for_itself(candidate, words, said):
        return None
    if len(candidate) == 4 and not compound:
        return Parsed(candidate, words, True, "名字有四个字") if said or _alone(candidate, words) else None
    return Parsed(candidate, words, not known, "" if known else "这个姓少见")


def _stands_for_itself(candidate: str, words: str, said: bool) -> bool:
    """A rare surname is believed when the name was announced or is all that was said."""
    return len(candidate) <= 3 and (said or _alone(candidate, words))


def _alone(candidate: str, words: str) -> bool:
    return _TAIL.sub("", words.strip()) == candidate


def _by_characters(text: str) -> Parsed[str] | None:
    """双木林，大小的大，明天的明."""
    surname = next((c for spelling, c in SPELT.items() if spelling + c in text), "")
    given = [c for word, c in _CHARACTER_OF.findall(text) if c in word]
    if not surname or not 1 <= len(given) <= 2:
        return None
    return Parsed(surname + "".join(given), text, True, "按您说的字拼起来的")
