"""Whom a question about relations asks for, from which side, and by which names the answer speaks of them.

小宝, 林依发, 这位阿婆 become 他, 我 or 户主, so that the grammar of kin need not know names.
"""

import re
from dataclasses import dataclass

from knowledge.people.kinship import STEPS
from knowledge.people.name_shapes import doubt_about, titled
from knowledge.people.surnames import COMPOUND, SINGLE, surname_of

# 您就是户主, 您既然当户主, 户主您好: known already; 您是户主的什么人 and 您是户主吗 ask.
_HEAD_IS_YOU = re.compile(
    r"户主[您你]|[作身]为户主|[您你]\s*[（(]\s*户主|[您你]这个户主|"
    r"[您你][^，。,;；？?的跟和与同]{0,6}?[是当做为]户主(?![的什哪啥谁吗么何怎家还或本？?]|跟|和|与)"
)
_FROM_YOUR_SIDE = re.compile(
    r"(?:户主|他|她)[^，,。？?]{0,3}(?:是|跟|和|与|同|算)[您你](?:家)?的?(?:什么|啥|哪|怎么|谁|何)|"
    r"户主[跟和与同][您你][是算](?:什么|啥|哪|怎么)|"
    r"户主是谁[？?，, ]*(?:是|跟|和|与)?[您你]|[您你]叫户主什么|[您你]怎么(?:称呼|叫)户主"
)
_YOU = re.compile(
    r"(?<!请)(?<!麻烦)(?<!劳烦)"
    r"[您你](?!说|讲|提|写|填|报|要|想|登记|照顾|能不能说|刚|前面|上面|替|帮|代|家|们家|（|\()"
)
_THIRD = re.compile(
    r"他|她|这[个位家人名]|那[个位家人名]|第.{1,3}[个位]|老人|小孩|孩子|女孩|男孩|病|成员|患|当事人|困难(?:户|群众|人)|"
    r"残疾|阿婆|大爷|大姐|大妈|要登记|要?帮[助扶]?的"
)
# 小宝是您什么人, 这位阿婆跟户主: whatever is said before 跟户主 is the one asked for.
_SUBJECT_ASKED = re.compile(
    r"(?:^|[，,。：: ]|请问|那么?|说说|说明|[选说填讲]一下|说[的到]的?)(?:[这那][个位])?"
    r"(?P<name>(?:(?![您你他她我的户这那请说讲选填问])[一-鿿]){1,4}?)(?:本人)?"
    r"(?=(?:[是和跟与同算]|对)(?:户主|[您你]))"
)
# 您奶奶是户主的什么人: the question tells what she is to the speaker.
_YOUR_RELATIVE = re.compile(
    rf"[您你](?:们?家)?的?(?P<kin>{'|'.join(sorted((w for w in STEPS if len(w) > 1), key=len, reverse=True))})"
    r"(?:他|她|本人)?(?=[是和跟与同算对](?:户主|户口))(?![^。？?]*户主[是叫跟和][您你])"
)
# 我是他外甥, 户主是我婆婆: where the question leaves open who is meant, the speaker speaks of himself …
_MY_CLAIM = re.compile(
    r"(?:^|[，,。 ])(?:我|本人)(?:[就也还]?是(?!户主|$|[，。 ])|[叫喊管]|[一-鿿]{1,3}[就也]?是(?:他|她|户主)的?[一-鿿])"
)
# … unless somebody else is spoken of as well.
_OTHER_CLAIM = re.compile(
    r"(?:^|[，,。 ])(?:他|她|伊|这|那|病|伤|残|小的|大的|要|我(?:(?![是叫喊管男女])[一-鿿]){1,3}(?:$|[，,。 ]户主))"
)
_SELF_CLAIM = re.compile(r"^\W*(?:我|本人)(?:就|也)?是(?:他|她|户主|伊)")

# Names: 林依发是他爹 speaks of the head where 林依发 is known to be the head.
_PARTS = re.compile(
    r"[，。,.;；？?！!、：:…（）()“”\"\s]+|[是的跟和与同叫算属在有您你他她]|这位|那位|这个|那个|请问|家里|还|什么|怎么|关系|谁"
)
_HEAD = re.compile(r"户主(?:的?(?:名字|姓名))?(?:就?是|叫)?$")
_SURNAMES = "".join(SINGLE)
_NAME = rf"(?:(?:{'|'.join(COMPOUND)})[一-鿿]{{1,2}}|[{_SURNAMES}][一-鿿]{{1,2}}?)"
# 户主是游志强，我爸: who he is is told behind his name.
_HEAD_NAMED_FIRST = re.compile(
    rf"户主(?:的?名字)?(?:就是|还是|是|叫做?|写的?是?)?{_NAME}[，,、 （(]+(?=(?:就|也)?是?我[一-鿿])"
)
# 叶国平是户主, 户主就是林国华, 户主叫王德福: the answer itself tells who is the head.
_HEAD_TOLD = re.compile(
    rf"(?:^|(?<=[，,。;； ]))(?P<first>{_NAME})(?:才|就)?是户主|"
    rf"户主(?:的?名字)?(?:就是|还是|是|叫做?|写的?是?)?(?P<last>{_NAME})(?=$|[，,。;； ])"
)
_AS_HEAD = re.compile("[（(]户主")  # 林建国（户主）
_OWNER = re.compile(rf"{_NAME}(?=的|家|他|她)")
# 户主是我林水金, 她爸陈国强就是户主
_BESIDE_ME = re.compile(
    r"(?:(?<=[我俺])|(?<=[爸爹妈娘公婆哥弟姐妹爷嬷夫妻子女])(?!孙)(?=[一-鿿]{3}))"
    rf"{_NAME}(?=$|[，,。;； ]|(?:才|就)?是|[来在]?当)"
)
_MY_NAME = re.compile(rf"(?<=我)叫(?P<name>{_NAME})[，, ]?(?=(?:才|就)?是)")  # 我叫陈小妹是户主
_SUBJECT = re.compile(rf"(?:(?<=^)|(?<=[，。,;；\s])){_NAME}(?=[就也]?是|[管跟娶嫁]|[叫喊][他她户我])")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """``who``: me (the speaker), this (somebody else) or "" when the question does not tell. ``reversed``: the head is
    asked for, seen from the speaker. ``head_is_me``: the question knows that the speaker is the head."""

    who: str = ""
    reversed: bool = False
    head_is_me: bool = False
    by_me: bool = False  # does the speaker bring himself in (我…)?
    neutral: bool = False  # 与户主的关系: whose relation, the question does not say
    yours: str = ""  # the word for what the one asked for is to the speaker (您奶奶是户主的什么人)


def asked_about(question: str, text: str) -> Asked:
    """What the question asks for; ``text`` helps where the question is missing."""
    question = question[:_LONGEST]
    if _HEAD_IS_YOU.search(question):
        return Asked("this", head_is_me=True)
    if "户主" in question and _FROM_YOUR_SIDE.search(question):
        return Asked("me", reversed=True)
    if yours := _YOUR_RELATIVE.search(question):
        return Asked("this", by_me="我" in text, yours=yours["kin"])
    you, third = _YOU.search(question), _THIRD.search(question) or _SUBJECT_ASKED.search(question)
    if you and (not third or you.start() < third.start()):
        return Asked("me")
    if third:
        return Asked("this", by_me="我" in text)
    if question:
        of_himself = _MY_CLAIM.search(text) and "我" in text and not _OTHER_CLAIM.search(text)
        return Asked("me" if of_himself else "this", by_me="我" in text, neutral=True)
    return Asked("me" if _SELF_CLAIM.search(text) else "")


def with_names_resolved(text: str, question: str, who: str) -> str:
    """``text`` with 户主 or the person asked for (``who``: me, this) in the place of their names."""
    text = _HEAD_NAMED_FIRST.sub("户主是", text)
    text = _MY_NAME.sub(lambda found: "" if _is_name(found["name"]) else found[0], text)
    text = _BESIDE_ME.sub(lambda found: "" if _is_name(found[0]) else found[0], text)
    named = _named_in(question[:_LONGEST], who)
    for told in _HEAD_TOLD.finditer(text):
        if _is_name(name := told["first"] or told["last"]):
            named.setdefault(name, "户主")
            text = text.replace(told[0], "，") if told["last"] and len(text) > len(told[0]) else text
    for owner in _OWNER.findall(text):
        if owner not in named and _is_name(owner) and (kin := _relative_told(owner, text)):
            named[owner] = kin
    for name, person in named.items():
        for form in _forms(name):
            text = re.sub(f"{person}{form}|{form}{person}|{form}(?:他|她|伊)?(?:这个?人)?", person, text)
    if who == "this":
        text = _subject_named(text, question)
        text = _SUBJECT.sub(lambda found: "他" if _is_name(found[0]) or titled(found[0]) else found[0], text)
    return text


def _subject_named(text: str, question: str) -> str:
    """小宝是我外孙 as 他是我外孙, where the question is about 小宝."""
    named = _SUBJECT_ASKED.search(question)
    if not named or "户主" in named["name"]:
        return text
    names = "|".join(_called(named["name"]))
    him = rf"(?:[这那][个位])?(?:{names})"
    text = re.sub(rf"{him}(?=的[一-鿿])", "他", text)
    text = re.sub(rf"(^|[，,。;； ]){him}(?=我[一-鿿])", r"\1他是", text)
    return re.sub(rf"(^|[，,。;； ]){him}(?:他|她)?(?=[就也才还都本]*是|[跟和叫喊])", r"\1他", text)


_CHILDREN = ("孩子", "小孩", "娃", "娃娃", "小朋友")


def _called(name: str) -> list[str]:
    """林阿婆, 阿婆; and one word for a child is as good as another."""
    tail = next((name[at:] for at in range(1, len(name) - 1) if name[at:] in STEPS), name)
    return [re.escape(each) for each in (*(_CHILDREN if name in _CHILDREN else ()), name, tail)]


def _forms(name: str) -> list[str]:
    """林依发, 依发."""
    return [form for form in (name, name[len(surname_of(name)) :]) if len(form) > 1]


def _relative_told(name: str, text: str) -> str:
    """户主的儿子 in 黄小山的媳妇，小山是户主的儿子."""
    for form in _forms(name):
        if told := re.search(f"{form}[就也]?是((?:户主|我)[一-鿿]{{1,5}})", text):
            return told[1]
    return ""


def _named_in(question: str, who: str) -> dict[str, str]:
    """Whom the names in the question belong to: 户主, 我 or 他."""
    found: dict[str, str] = {}
    at = 0
    for end in [*_PARTS.finditer(question), None]:
        part = question[at : end.start() if end else len(question)]
        name = part.removeprefix("户主")
        if _is_name(name):
            head = name != part or _HEAD.search(question[:at]) or _AS_HEAD.match(question, at + len(part))
            found[name] = "户主" if head else "我" if who == "me" else "他"
        at = end.end() if end else at
    return found


_SHORT = 2  # characters: 伊爸 is no name, 陈小妹 is one


def _is_name(part: str) -> bool:
    surnamed = 2 <= len(part) <= 4 and (part[0] in SINGLE or part[:2] in COMPOUND)
    return surnamed and doubt_about(part) == "" and (len(part) > _SHORT or part[1:] not in STEPS)
