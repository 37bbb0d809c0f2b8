"""None of those who are asked for: 没有, 一个都没读, 没囝没孙, 老人都过世了, 都在家."""

import re
from collections.abc import Sequence
from itertools import pairwise

from knowledge.heads.asked import Deed, asks_for_everybody, asks_without, of_noun
from knowledge.heads.doers import doers, does, in_all
from knowledge.heads.listed import Heads, heads
from knowledge.heads.spoken import PERSONS
from knowledge.numbers.parts import Part
from knowledge.numbers.settling import FORMER
from knowledge.parsed import Parsed

_NONE = re.compile(
    r"^\s*(?:家里|都|一个)?(?:都|也)?(?:没有?|无|零|冇|没得|没的)(?:人|了|啊|呀|的|哦|呢|有|这样的)*\s*(?:[。.，,！!\s]|$)|"
    r"[，,。\s](?:都)?(?:没有?|冇|无)[啊呀的了]?\s*[。.]?$|没人|没结婚|未婚|没成家|哪来|哪有|没(?:有)?(?:生|养|读|上学|享受|领|办|评|出去|受伤|伤|残|病|参)(?!几|多|完)"
)
_NOT_ONE = re.compile(
    r"[一半]个人?(?:(?:都|也)(?:没|[^，。\s]?不|冇)|(?:没(?!了)|不[会能读]|冇))|(?:没|冇)(?:有)?一个|^\s*(?:家里|都)?没(?:有)?人(?=[借打做去伤受读领上在交买出欠])"
)
_NO_OTHERS = re.compile(
    r"(?:我?家?里?|都|现在)*(?<!有)(?:没有|没(?!有)|没得|冇|无|没生)(?P<who>[^，,。\s几]{1,4}?)(?=[，,。\s啊呢的]|$)"
)
_NONE_NOW = re.compile(
    r"[，,。\s]我们?家(?:里)?(?:倒|是|就)?没有?(?:的|啊)?[。]?\s*$|"
    r"[，,。\s](?:现在|如今|目前)?(?:都|也|就|早)?(?:现在|如今)?没有?了(?:啊|呀|的|哦)?[。]?\s*$"
)
# 没欠 asked how many are owed money.
_UNDONE = re.compile(
    r"[\s嗯啊哦我们家里都也谁]*(?:没|冇|不)(?:有)?(?P<verb>[^有几多人在是，。\s])(?:过|谁|钱|的|了|啊|呢)*(?=[，。\s]|$)"
)
_NOT_YET_DOING = re.compile(
    r"\s*(?:都|他|她)?(?:还|都)(?:没|小)(?:有)?[^，。\s]{0,3}(?:[，。\s]|$)"
)  # 还没上，才一岁半
_DIED = re.compile(r"[，,。\s](?:早就?|已经|前年|去年|今年|人)*(?:走了|过[世身]|去世|不在了|死了|没了)")
_NOT_YET = re.compile(r"[^，。\s]{0,3}(?:才|还没|不到|没到)")
_NOT_DOING = re.compile(r"[没未](?:有)?([^有，。？?])")
_ALL_ARE = re.compile(r"(?:都|全)(?:部)?(?:是|生的)(?P<who>[^，。\s]{1,3})")
_ALL_NOT_DO = re.compile(
    r"(?<!一)(?<!一个)[个人位名孩子娃们](?:们|子)?(?:都|全)(?:还)?(?:没|不|冇)|^(?:都|全)(?:还)?(?:没|不|冇)"
)
_EACH = re.compile(r"都|全")
_NO_LONGER = re.compile(r"(?:过[世身]|去世|走|不在|毕业|出嫁|嫁|死|好)(?:光|完)?(?:掉)?了|不在世|早不在")
_NO_SUCH = re.compile(
    r"\s*(?:我?家里?|都|现在|目前|暂时|眼下)*(?:(?:没有|冇|无)(?!几|多)|没(?=[孩小老残病儿女学劳党囝娃孙子兄姐弟妹]))(?:[^，,。\s]{0,4}|[^，,。\s]{1,7}的了?)(?:[，,。\s]|$)"
)
_ALL_NOT = re.compile(r"\s*(?:现在|家里|他们|孩子)*(?:都|全)(?:没|不|冇)(?!有?几)[^，,。\s]{0,5}(?:[，,。\s]|$)")
_CLAUSE = re.compile(r"[，,。\s]+")
_CHILDLESS = re.compile(
    r"没(?:有)?怀|怀不[上了]|生不[了出下]|不[能会]生|不孕|没(?:有)?动静|没(?:有)?后(?:代|人)?(?=$|[，。\s])|绝后|膝下无|无[子儿后]"
)
# Said of all, so that nobody is left whom the question counts.
_SAID_OF_ALL = (
    (
        re.compile(r"[病残伤]|照顾"),
        re.compile(
            r"(?<!别人)(?<!其他)(?<!其他人)(?<!其余)(?:都|全)(?:还|很|挺|是)*(?:身体)?(?:好好|好(?=$|[，。\s])|健康|没事|没病|好着|正常|平安|好的|硬朗)"
        ),
    ),
    (
        re.compile(r"打工|务工|外出|在外|外地"),
        re.compile(r"(?:都|全)[待呆]?在(?:家|村|老家|本地|本村|身边|镇上)|(?:都|全)没(?:有)?出|(?:都|全)回来"),
    ),
    (re.compile(r"没有?"), re.compile(r"(?:都|全)(?:是)?有(?=[工收医社低医残证]|[，。\s了的啊呢]|$)")),
    (re.compile(r"伤|死|遇难|失踪"), re.compile(r"人(?:倒|是|都|全)*(?:没事|平安|好好|没伤|没有?受伤|还好)")),
    (re.compile(r"孩|娃|囝|子女|儿女|儿子|女儿|孙"), _CHILDLESS),
    (
        re.compile(r"(?<!现)在家|村里|常住"),
        re.compile(r"(?:都|全)(?:在|去|搬|到)(?:到|了)?(?:城|外|福州|厦门|县|市)[^就只剩我]*$"),
    ),
    (
        re.compile(r"照顾|护理|自理"),
        re.compile(r"(?:都|全)(?:还|也)*(?:能|会|可以)(?:自己)?(?:动|走|做|自理|下地|吃饭)|都(?:能)?自理"),
    ),
    (re.compile(r"[读上念][书学]"), re.compile(r"(?:都|全)(?:出?去?)?(?:打工|工作|上班|毕业|不[读念上])")),
    (re.compile(r"[请雇]|帮工|工人"), re.compile(r"[请雇叫]不起|[没不][请雇叫]|自[己家][一做干忙弄]")),
)


def nobody(
    told_of: Sequence[Heads], figures: Sequence[Part], text: str, question: str, noun: str, deed: Deed | None
) -> Parsed[int] | None:
    """0 when none of those who are asked for is there; None when some are, or nothing is said of it."""
    narrower = bool(noun or deed)
    if narrower and _no_more(told_of, figures, text):
        return _zero(text, "说的像是现在没有了")
    if noun and _only_others(told_of, text, question, noun):
        return _zero(text, "说的像是没有" if of_noun(list(told_of), noun) else "")
    if deed and not asks_without(question) and _none_does(text, deed):
        return _zero(text, "说的像是没有")
    not_one = _not_one(figures, text, question) if narrower or not figures or not asks_for_everybody(question) else None
    if not_one or (not figures and (narrower or not told_of) and _none(told_of, text, question, noun, deed)):
        others = [each for each in told_of if not (not_one and not_one.start() <= each.start < not_one.end())]
        return _zero(text, "说的像是没有" if others else "")
    if figures:
        return None
    if not told_of and narrower and _NOT_YET_DOING.match(text):
        return _zero(text, "说的像是还没有")
    if not told_of and (undone := _UNDONE.match(text)) and undone["verb"] in question:
        return _zero(text)
    of_all = any(asked.search(question) and told.search(text) for asked, told in _SAID_OF_ALL)
    if of_all or (asks_without(question) and _all_do(text, question, deed)):
        return _zero(text, "说的像是没有")
    return None


def _zero(text: str, why: str = "") -> Parsed[int]:
    return Parsed(0, text.strip()[:20], bool(why), why, unit=PERSONS)


def _no_more(told_of: Sequence[Heads], figures: Sequence[Part], text: str) -> bool:
    """我爸中风，前年走的; 原来有一个，去年过世了; 现在没有了."""
    if len(told_of) == 1 and told_of[0].kind == "kin" and _DIED.search(text, told_of[0].end):
        return True
    if not figures:
        return bool(_NONE_NOW.search(text))
    one = len(figures) == 1 and figures[0].value == 1 and FORMER.search(text[: figures[0].start])
    return bool(one and _DIED.search(text, figures[0].end))


def _none_does(text: str, deed: Deed) -> bool:
    """三个人都没病."""
    told = [(clause, does(clause, deed)) for clause in _CLAUSE.split(text)]
    all_not = any(done is False and _EACH.search(clause) and _ALL_NOT_DO.search(clause) for clause, done in told)
    return all_not and not any(done for _, done in told) and "除" not in text


def _not_one(figures: Sequence[Part], text: str, question: str) -> re.Match[str] | None:
    """一个都没读; but not 一个没考上，一个在读高三."""
    found = _NOT_ONE.search(text)
    beside = found and any(not found.start() <= part.start < found.end() for part in figures)
    beside = beside or (found and asks_without(question))  # 一个没交
    return None if found and beside and not re.search("[都也]", found[0]) else found


def all_gone(text: str) -> Parsed[int] | None:
    """老人都过世了: none are left."""
    found = _NO_LONGER.search(text)
    return Parsed(0, found[0], True, "说的像是现在没有了", unit=PERSONS) if found else None


def _none(told_of: Sequence[Heads], text: str, question: str, noun: str, deed: Deed | None) -> bool:
    if deed and _ALL_NOT.match(text):
        return True
    if deed and told_of and in_all(doers(told_of, text, question, deed)):
        return False
    last = _CLAUSE.split(text.strip("。 "))[-1]
    if (
        _NO_SUCH.match(last)
        and not (noun and of_noun(list(told_of), noun))
        and any(one + other in question for one, other in pairwise(last.lstrip("我家里都现在没有冇无")))
    ):
        return True  # 年轻的出去了，家里没劳力
    such = noun and of_noun(list(told_of), noun)
    none = _NONE.search(text)
    if none and such and any(each.start >= none.end() and not _NOT_YET.match(text, each.end) for each in such):
        return False  # 没生，抱养了一个女儿; but 没有，我爸才五十九
    return bool(none or (_NO_SUCH.match(text) and not such))


def _all_do(text: str, question: str, deed: Deed | None) -> bool:
    """都成家了 asked who is not married yet, 都上了 asked who does not go to school."""
    verb = _NOT_DOING.search(question)
    if verb and re.search(rf"[都全]{verb[1]}", text):
        return True
    return deed is not None and any(_EACH.search(clause) and does(clause, deed) for clause in _CLAUSE.split(text))


def _only_others(told_of: Sequence[Heads], text: str, question: str, noun: str) -> bool:
    """没诸娘囝，就三个囝 asked for daughters: there are none, and the others told are no daughters."""
    if (all_are := _ALL_ARE.search(text)) and (others := heads(all_are["who"])):
        return noun in ("儿子", "女儿") and not of_noun(others, noun)  # 都是女儿 asked for sons
    found = _NO_OTHERS.search(text)
    who = re.escape(found["who"]) if found else ""
    if who and re.search(rf"[几少]个?{who}(?=[？?呢啊]|$)|{who}(?:有|一共)*[几多]", question):
        return True  # 没有兄弟，就两个姐姐
    return bool(found and of_noun(heads(found["who"]), noun) and not of_noun(list(told_of), noun))
