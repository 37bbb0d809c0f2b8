"""An answer without a word for yes or no: 租的 to 是自己的吗, 高三 to 在上学吗. Always to be read back."""

import re
from collections.abc import Sequence

from knowledge.answers.asked_about import About
from knowledge.wordlists import wordtable


def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(wordtable("answers")[name]), re.IGNORECASE)


ENDED, LATELY, BAD, FINE = _any("ended"), _any("lately"), _any("bad"), _any("fine")
BARE_NEGATIVE = re.compile(r"没(?!错|问题|事)|不(?!错|过|光|止|但|仅|管|断)|冇|未|𣍐|伓|袂|(?<!有)无")
NOT_OWN = re.compile(
    r"[帮替代]我|租|借(?!钱)|别人|公家|人家|寄住|"
    r"(?:儿子|女儿|外甥|外孙|孙[子女]?|媳妇|新妇|老[公婆]|邻居|隔壁|老板|东家|同事|[爸妈爹娘囝哥弟姐妹叔伯舅姑姨嬷侄儿婿亲友])的"
)
_FOR_ANOTHER = re.compile(r"我是(?:他|她|人家)|^(?:帮|替|代)")
_NOW_ME = re.compile(r"(?:现在|如今|后来|就|改|换|变|写)(?:成|的|是|到)*我|(?:第一|头一|最前).{0,4}我")
KIN = re.compile(
    r"老[公婆伴大二三头爸妈]|丈夫|妻子|爱人|媳妇|新妇|儿子|女儿|[爸妈爹娘哥弟姐妹叔伯舅姑姨侄嫂嬷囝孙]|孩子|小孩|隔壁|邻居|婶|[哥嫂]|大的|小的|我自己|我就|两个"
)
HOW_MANY = re.compile(
    r"[一二两三四五六七八九十百千几\d半](?:多|来|十|百|千|万|几)*[个本张只头口间座亩块元万台辆棵级人家份条次斤袋样点床套]"
)
_PARTLY = re.compile(r"一半|部分|有的有|有些有|多多少少|马马虎虎|半[^年天个]{0,2}半")
NOT_ALWAYS = re.compile(r"隔.?天|有时|想起|偶尔|断断续续|有一.没一|难得|逢年过节|过年才|才回|一年.{0,3}次")
ALWAYS = re.compile(r"按时|经常|稳定|常住|常年|平时|固定|长期|天天")
_GRADE = re.compile(r"[高初大][一二三四]|[一二三四五六七八九]年级|小学|幼儿园|中班|大班|研[一二三究]|在读|念书|读书")
SETTLED = re.compile(r"还(?:清|完|掉)|结清|好了|修好|补上|赔了|出院|取消|要回来|摘|撤|复学|搬走")
WHEN = re.compile(
    r"礼拜|星期|[一二三四五六七八九十\d]月|月份|[一二三四五六七八九十\d]号|昨天|明天|前天|后天|去年|前年|今年|上个?月|下个?月|年前|年底"
)
_NO_JOB = re.compile("失业|没(?:有)?工作|没活|待业")
_CLOSED = re.compile("失业|下岗|待业|(?:厂|店|公司|工地|老板).{0,4}(?:关|倒|跑|停)|裁|辞|闲|找不到|没活|歇")
_KEPT = re.compile("养|种|买|领")
_ENOUGH = 3
_IS_IT = re.compile(r"是[^，不没]{1,10}[的人][吗么?？]*\W*$")
_OF_ANOTHER_KIND = re.compile("[^是对有]{1,6}的")
_RULES: Sequence[tuple[str, re.Pattern[str], bool]] = (
    ("自己", NOT_OWN, False),
    ("本人|户主", _NOW_ME, True),
    ("本人|户主", _FOR_ANOTHER, False),
    (ALWAYS.pattern, NOT_ALWAYS, False),
)


def implied(said: str, first: str, asked: About) -> bool | None:
    """What ``said`` means for the question; ``first`` is its first clause."""
    for question, answer, value in _RULES:
        if re.search(question, asked.text) and answer.search(said):
            return value
    if re.search("上学|读书|念书|学生", asked.text) and _GRADE.search(said) and not ENDED.search(said):
        return True
    if asked.hardship and BAD.search(said) and not FINE.search(said) and not SETTLED.search(said):
        return True
    if asked.hardship is False and _NO_JOB.search(asked.text) and _CLOSED.search(said):
        return True
    if any(found[0] not in asked.text and found[0][0] not in asked.letters for found in ENDED.finditer(said)):
        return False
    if asked.now and LATELY.search(said):
        return False
    if "差不多" in said:
        return "比" not in asked.text
    return _by_mood(said, first, asked)


def _by_mood(said: str, first: str, asked: About) -> bool | None:
    if _PARTLY.search(said):
        return True
    if asked.hardship or asked.able or asked.helped:
        bad, fine = BAD.search(said), FINE.search(said)
        if bool(bad) != bool(fine):
            return bool(bad) == (asked.hardship and not asked.helped)
    if re.search("本人|户主", asked.text) and KIN.search(said):
        return False
    if BARE_NEGATIVE.search(first) and (_relevant(first, asked) or len(first) <= _ENOUGH + 1):
        return False
    if _IS_IT.search(asked.text) and _OF_ANOTHER_KIND.fullmatch(said) and not _relevant(said, asked):
        return False  # 抱养的 to 是亲生的吗
    return True if _told(said, asked) else None


def _relevant(said: str, asked: About) -> bool:
    return any(letter in asked.letters for letter in said)


def _told(said: str, asked: About) -> bool:
    """Somebody or something named where it is asked whether there is any; something done where that is asked."""
    if len(said) < _ENOUGH:
        return False
    if asked.exists or _KEPT.search(asked.text):
        return bool(KIN.search(said) or HOW_MANY.search(said) or WHEN.search(said)) or _relevant(said, asked)
    if asked.done and WHEN.search(said) and said.endswith(("的", "了")) and not BARE_NEGATIVE.search(said):
        return True  # 去年电信来拉的
    return asked.done and bool(HOW_MANY.search(said) or re.search("[了过着]", said)) and _relevant(said, asked)
