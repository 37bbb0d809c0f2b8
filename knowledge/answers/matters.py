"""What a state of things means for the matter asked about: 水是黄的 to 喝的水安全吗, D级 to 住危房吗. Never plain."""

import re
from collections.abc import Sequence

from knowledge.answers.asked_about import About
from knowledge.wordlists import wordtable

_FORMERLY = re.compile(r"(?:以前|原来|从前|早先|过去|早年|早些年).{0,3}(?:是|有|在|领|拿|吃|做|种|养|上|住)")
_NUMBERED = re.compile(r"([一二两三四五六七八九十\d]+)(口|号|亩|岁|元|块|个人|平)")
_FIGURES = re.compile(r"\d{2,}")
_SPANS = re.compile("每个?([年月天季])")
_TIME = "[去今前]年|[今昨前]天|[上这]个?月"
_TIMES = re.compile(_TIME)
_TIME_OF = re.compile(f"(?:是|就)?({_TIME})[^不没还，]{{1,6}}的$")
_NEGATED = re.compile(r"(?:[没冇未]有?|不(?!过|止|光)|哪有?)(?:去|来|再|敢|会|想|得)?$")
_SCORNED = re.compile(r"什么|啥|个?(?:屁|鬼|毛)|不起|不了")
_Rule = tuple[re.Pattern[str], re.Pattern[str], bool]


def _rules(name: str) -> list[_Rule]:
    rows = wordtable("answers")[name]
    return [(re.compile(question), re.compile(answer, re.IGNORECASE), value) for question, answer, value in rows]


_MATTERS, _PLAIN = _rules("matters"), _rules("plain_matters")
_NOT_OURS = re.compile(
    r"(?:不归|不算|轮不到)我|是我?.{0,2}(?:女婿|儿子|女儿|[弟哥姐妹舅叔侄]|亲家|外甥).{0,2}的|不(?:是|算|在|跟|和|归).{0,4}(?:我们?|一|自己)(?:家|户|个?户口|名下|起)|不是我们?的|户口不在|"
    r"(?:分|另).{0,3}(?:家|户)|嫁(?:出去|走)了?|(?:公司|单位|老板|厂里?|公家|村里|集体|人家|别人|朋友|亲戚)的(?!钱|债|手机|电话)|"
    r"(?:挂|写|登记)?在?(?:别人|人家|公司|朋友|亲戚).{0,2}名下"
)
_LIVES_APART = re.compile(
    r"(?:早就?|已经|都)?分家|单过|另(?:立|外)?一?户|不(?:算|在)(?:我们?|一个?)(?:家|户)|我们?家没有?$"
)
_OWNED = re.compile(r"车|房|店|公司|单位|上班|公务|编制|存款|地|证|名下|财政")
_DONE_BEFORE = re.compile(r"过")
_EVER = re.compile("[一-鿿]过(?=[^年得不期世户])")
_INSTANCE = re.compile(
    r"(?:[一二两三四五六七八九几\d])(?:百|千|万|十)|\d{3,}|[一二两三四五六七八九几\d](?:块|袋|桶|床|斤|箱|笔)"
)


def matter(said: str, asked: About) -> bool | None:
    """What ``said`` means by what is known of the matter; None when it tells nothing of it."""
    if asked.checks and _other_number(said, asked.text):
        return False
    if not_ours((said,), asked):
        return False
    if _FORMERLY.match(said) and not _DONE_BEFORE.search(asked.text) and "以前" not in asked.text:
        return False
    if _other_time(said, asked.text):
        return False
    for question, answer, value in _MATTERS:
        if question.search(asked.text) and (found := answer.search(said)) and not (value and _denied(said, found)):
            return value
    if any(again in said and not re.search(f"[没未不冇](?:有)?.?{again}", said) for again in _EVER.findall(asked.text)):
        return True
    if (asked.exists or _DONE_BEFORE.search(asked.text)) and _instance(said):
        return True
    return None


def not_ours(clauses: Sequence[str], asked: About) -> bool:
    """货车是公司的: asked what the family has, something of others is told."""
    owned = _OWNED.search(asked.text) and (asked.exists or asked.negative)
    if asked.exists and any(_LIVES_APART.search(clause) for clause in clauses):
        return True
    return bool(owned and any(_NOT_OURS.search(clause) for clause in clauses))


def _other_time(said: str, question: str) -> bool:
    """前年办的 to 去年办过喜事吗."""
    times, found = _TIMES.findall(question), _TIME_OF.match(said)
    return len(times) == 1 and found is not None and found[1] != times[0] and found[1][-1] == times[0][-1]


def _other_number(said: str, question: str) -> bool:
    """六口 to 五口人，对吗; 每月 to 每年两千，对吗."""
    noted, told = (dict(map(reversed, _NUMBERED.findall(text))) for text in (question, said))
    if any(unit in noted and number != noted[unit] for unit, number in told.items()):
        return True
    figures, spans = _FIGURES.findall(question), set(_SPANS.findall(question))
    return bool(figures and set(_FIGURES.findall(said)) - set(figures)) or bool(
        len(spans) == 1 and set(_SPANS.findall(said)) - spans
    )


def plain_matter(said: str, asked: About) -> bool | None:
    """The same, of what nobody need read back: 高二了 to 还在上学吗."""
    for question, answer, value in _PLAIN:
        if question.search(asked.text) and answer.fullmatch(said):
            return value
    return None


def _denied(said: str, found: re.Match[str]) -> bool:
    """欠啥, 从来不赊账."""
    return bool(_NEGATED.search(said[: found.start()]) or _SCORNED.match(said, found.end()))


def _instance(said: str) -> bool:
    """去年给过五百: told as something that was."""
    return bool(_INSTANCE.search(said)) and not re.search("[没不冇](?!去)|还清|还完|结清", said)
