"""Yes or no, as people say it: 有, 冇, 没断过, 早断了, 有车还找你们."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from knowledge.asked_about import About, about
from knowledge.parsed import Parsed
from knowledge.wordlists import wordtable

_WORDS = wordtable("answers")
_LONGEST = 80
_LONG = 40
_FEW = 5
_SHORTEST = 2
_ARRANGED = ("办", "办理", "弄", "申请", "修")
_ENOUGH = 3
_MOST_CLAUSES = 8
_CLAUSES = re.compile(r"[\s，。,.!！;；、…~～:：]+|(?<=[?？])")
_TAKEN_BACK = re.compile(r"(?<=.)(?:不对不?对?|说错了?|哦不是?|讲错了?)[，, ]+(?=.)")
_LEADS = re.compile(
    r"^(?:嗯(?=.)|啊|哦|呃|哎呀?|唉(?=.)|诶|这个|那个|那|我们?家?|咱们?家?|家里|他|她|本人|当然|早就?|也|都|就|倒是|现在|目前|暂时|肯定|确实|真的?|反正|其实|应该说|是[的啊]?(?=有|没|不)|"
    r"老师|同志|领导|一直|从来|根本|压根|一个|一点|全|还是|说实话|老实讲)+"
)
_TAIL = r"(?:[的吧啊呀啦了哦嘛嘞呢噢喔诶哈么嗬咯哩唷哟喽滴哒]|就是|这样|谢谢|一点)*"
_BUT = re.compile(r"^(?:但是?|不过|可是|只是|就是|然而|除了|偏偏)")
_BARE_NEGATIVE = re.compile(r"没(?!错|问题|事)|不(?!错|过|光|止|但|仅|管|断)|冇|未|𣍐|伓|袂|(?<!有)无")


def _any(name: str, whole: bool = False) -> re.Pattern[str]:
    words = sorted(_WORDS[name], key=len, reverse=True)
    parts = "|".join(map(re.escape, words) if whole else words)
    return re.compile(f"(?:(?:{parts}){_TAIL}){{1,3}}" if whole else parts, re.IGNORECASE)


_YES, _NO = _any("yes", whole=True), _any("no", whole=True)
_YES_START, _NO_START = _any("yes_start"), _any("no_start")
_UNSURE, _ASKS = _any("unsure"), _any("asks")
_IRONY_NO, _IRONY_YES = _any("irony_no"), _any("irony_yes")
_ENDED, _LATELY, _BAD, _FINE = _any("ended"), _any("lately"), _any("bad"), _any("fine")
_NOT_OVER = re.compile(r"没有?(出院|毕业|搬走|走|停|断|取消|退|离|过期)")
_UNDER_WAY = re.compile(r"(?:在|想|打算|准备|说要|快要?|要去|没去)$")
_FOR_ANOTHER = re.compile(r"我是(?:他|她|人家)|^(?:帮|替|代)")
_NO_END = re.compile(r"(?<=.)(?:没有|冇|不行|不会|不要|不愿意|不同意|不用|没了)[吧啊呀啦了的]?$")
_YES_END = re.compile(r"(?<![不没])(?:可以|愿意|没问题|同意|没错|对的|是的|够的|有的)[吧啊呀啦了]?$")
_NOTHING_MORE = re.compile(
    r"(?:暂时|目前|差不多)?(?:就|只有|只)(?:这些|这样|这个|这点|那些)|(?:说|讲)完了|没别的|没其他|够了|没了|^好了|^可以了"
)
_AGREES = re.compile(rf"(?:(?:嗯+|恩|对|是|好|没错|对头|是这样|确实){_TAIL}){{1,3}}")
_WRONG_IN_IT = re.compile(r"[少多漏错]写|写错|不对|错了|[多少]了|应该是|不是|漏了|要改|改一下")


def yes_no(text: str, question: str = "") -> Parsed[bool] | None:
    """The truth of what was asked, or None for hesitation, a question back, or something else entirely.

    >>> yes_no("没断过", "他现在在吃药吗？").value, yes_no("嗯", "没有残疾证吧？").value
    (True, False)
    """
    asked = about(question)
    clauses = [part for part in _CLAUSES.split(_TAKEN_BACK.split(text.strip()[:_LONGEST])[-1]) if part][:_MOST_CLAUSES]
    if not clauses:
        return None
    if asked.negative and _AGREES.fullmatch(clauses[0]):
        return _agreed(clauses, asked)
    signs = [None if _echoes(clauses, at, asked) else _sign(clause, asked) for at, clause in enumerate(clauses)]
    doubtful = any(
        not sign and _unclear(clause, asked) and clause.rstrip("？?") not in asked.text
        for clause, sign in zip(clauses, signs, strict=True)
    )
    if doubtful and not (signs[-1] and _plain(clauses[-1])):
        return None
    if asked.checks and any(_WRONG_IN_IT.search(clause) for clause in clauses):
        plain = len(clauses) == 1 and len(clauses[0]) <= _FEW
        return Parsed(False, clauses[0], not plain, "" if plain else "说有地方不对")
    if any(signs):
        return _weighed(clauses, signs, asked)
    return _meant(clauses, asked) if question else None


class _Sign(NamedTuple):
    """What one clause says, and whether it says so in so many words."""

    value: bool
    sure: bool = True


def _agreed(clauses: Sequence[str], asked: About) -> Parsed[bool] | None:
    """嗯 to 没有残疾证吧: it agrees, unless what follows says otherwise (对，有的)."""
    later = [sign for clause in clauses[1:] if (sign := _sign(clause, asked))]
    if later and later[0].value:
        return Parsed(True, clauses[0], True, "说的有是有不是")
    return Parsed(False, clauses[0])


def _sign(clause: str, asked: About) -> _Sign | None:
    bare = _LEADS.sub("", clause) or clause
    if re.search("还有|还需要|补充|其他", asked.text) and _NOTHING_MORE.search(clause):
        return _Sign(False)
    if _whole(_YES, clause, bare):  # first: 没错 is 没 and 错 too
        return _Sign(not (asked.hardship and bare.startswith("没")))
    if _whole(_NO, clause, bare):
        return _Sign(False)
    if turned := _turned(clause, asked):
        return turned
    if _unclear(clause, asked):
        return None
    if _NO_START.match(bare) or _NO_START.match(clause):
        return _Sign(False)
    if asked.hardship and _FINE.search(clause):
        return _Sign(False, sure=False)  # 够吃 to 吃饭有困难吗
    # 我是他堂弟 is no 是; 有 and 会 are what they are with any subject.
    starts = _YES_START.match(clause)
    if starts or (_YES_START.match(bare) and (bare[0] not in "是对好" or clause.startswith("就是"))):
        return _Sign(True)
    if len(bare) > _SHORTEST and bare in asked.text:
        return _Sign(not asked.negative, sure=False)  # 第一次 to 是第一次来吗
    return _by_verb(bare, asked) or _at_end(bare, asked)


def _at_end(clause: str, asked: About) -> _Sign | None:
    """孤儿没有 · 扫地可以: said of a word of the question it is plain, said of another it is not."""
    if found := _NO_END.search(clause):
        return _Sign(False, sure=clause[: found.start()] in asked.text)
    return _Sign(True, sure=False) if _YES_END.search(clause) else None


def _plain(clause: str) -> bool:
    """Is that all there is to the clause?"""
    return bool(_YES.fullmatch(clause) or _NO.fullmatch(clause)) or len(clause) <= _SHORTEST


def _echoes(clauses: Sequence[str], at: int, asked: About) -> bool:
    """报销 哼 … : a word of the question taken up, not yet answered."""
    return (
        at < len(clauses) - 1
        and clauses[at].rstrip("？?") in asked.text
        and not (_YES.fullmatch(clauses[at]) or _NO.fullmatch(clauses[at]))
    )


def _whole(words: re.Pattern[str], clause: str, bare: str) -> bool:
    return bool(words.fullmatch(clause) or words.fullmatch(bare))


def _turned(clause: str, asked: About) -> _Sign | None:
    """Irony and double negation: the words say the opposite of what they look like."""
    if found := _IRONY_YES.search(clause):
        # 没少 to 少了吗 is a plain no.
        plain = found[0][0] == "没" and found[0][1:2] in asked.text
        return _Sign(not plain, plain or found[0][0] == "没")
    if (over := _NOT_OVER.search(clause)) and over[1] not in asked.text:
        return _Sign(True, sure=False)
    return _Sign(False, sure=False) if _IRONY_NO.search(clause) else None


def _unclear(clause: str, asked: About) -> bool:
    knows = "知道" in asked.verbs and not _ASKS.search(clause)
    return not knows and bool(_UNSURE.search(clause) or _ASKS.search(clause))


def _by_verb(clause: str, asked: About) -> _Sign | None:
    """The verb of the question with what is said of it: 去年刚办的, 还没下来."""
    for verb in sorted(asked.verbs, key=len, reverse=True):
        at = clause.find(verb)
        if at < 0:
            continue
        before, after = clause[max(0, at - 4) : at], clause[at + len(verb) : at + len(verb) + 2]
        if verb in _ARRANGED and _UNDER_WAY.search(before):
            return _Sign(False, sure=False)  # 还在办
        no = bool(_BARE_NEGATIVE.search(before)) or after.startswith(("不", "冇", "无", "没"))
        firm = len(verb) > 1 or len(clause) <= _FEW or after[:1] in tuple("了过的着完啦呢") or clause.startswith(verb)
        return _Sign(not no, firm)
    return None


def _weighed(clauses: Sequence[str], signs: Sequence[_Sign | None], asked: About) -> Parsed[bool]:
    """All clauses together: the first that answers decides, and what contradicts it makes us ask."""
    said = [sign for sign in signs if sign]
    value, words = said[0].value, clauses[signs.index(said[0])]
    apart = any(sign.value != value for sign in said)
    if apart and (_AGREES.fullmatch(clauses[0]) or (signs[-1] and len(clauses[-1]) <= _SHORTEST)):
        return Parsed(said[-1].value, words, True, "说的有是有不是")
    over = value and _over(clauses, asked)
    hard = (
        value and not asked.hardship and any(_BAD.search(clause) for clause in clauses) and not _YES_START.match(words)
    )
    sure = said[0].sure and not hard and not over and not apart and not any(_BUT.match(clause) for clause in clauses)
    why = (
        ""
        if sure
        else "说的有是有不是"
        if apart
        else "原来有，后来没有了"
        if over
        else "听起来是"
        if value
        else "听起来不是"
    )
    return Parsed(value and not over, words, not sure or sum(map(len, clauses)) > _LONG, why)


def _over(clauses: Sequence[str], asked: About) -> bool:
    """吃过，前年拿掉了: it was so once."""
    ended = [found for clause in clauses if (found := _ENDED.search(clause)) and not _NO_START.match(clause)]
    return any(found[0][0] not in asked.text and not _BARE_NEGATIVE.match(found[0]) for found in ended)


def _meant(clauses: Sequence[str], asked: About) -> Parsed[bool] | None:
    """No word for yes or no, but an answer all the same (租的 to 是自己的吗). Always asked back."""
    said = "，".join(clauses)
    value = _by_content(said, clauses[0], asked)
    if value is None:
        return None
    return Parsed(value, said, True, "听起来是" if value else "听起来不是")


def _by_content(said: str, first: str, asked: About) -> bool | None:
    if "自己" in asked.text and re.search(r"租|借|别人|公家|人家|寄住|儿子的|女儿的", said):
        return False
    if re.search("第一次|头一次|首次", asked.text) and re.search(r"第[二三四五六七八九几\d]次", said):
        return False
    if any(found[0][0] not in asked.text for found in _ENDED.finditer(said)):
        return False
    if asked.now and _LATELY.search(said):
        return False
    if re.search("本人|户主", asked.text) and _FOR_ANOTHER.search(said):
        return False
    if "差不多" in said:
        return "比" not in asked.text
    if asked.hardship or asked.able:
        bad, fine = _BAD.search(said), _FINE.search(said)
        if bool(bad) != bool(fine):
            return bool(bad) == asked.hardship
    if "一个人" in asked.text and re.search("就我|只有我|只剩我|剩我", said):
        return True
    if _BARE_NEGATIVE.search(first):
        return False
    told = len(said) >= _ENOUGH and (asked.exists or (asked.done and re.search("[了过着]", said)))
    return True if told else None
