"""Who is spoken of in a sentence: 我儿子的媳妇, 户主他爸, 这个 – each as a person and the steps from there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.people.kinship import BOTH, DOUBTFUL, HEAD_WORDS, MEANING, OTHERS, STEPS

_SIZED = ("s", "d", "b", "z", "ss", "sd", "ds", "dd")
_SHORT = "".join(word for word in STEPS if len(word) == 1)
_LONG = "|".join(
    sorted((re.escape(w) for w in {*MEANING, *BOTH, *OTHERS} if len(w) > 1), key=len, reverse=True),
)
# 大儿子, 二女儿, 亲生的儿子, 第三个女儿: which one of several does not matter here.
_WHICH = (
    r"(?:(?:(?:[那这]|另外?)?一?[个位](?:[当做大小])?|第?[一二两三四五六七八九]个?|最?[大小]的?|[老亲]|亲生的?|独生|唯一的?|"
    r"抱养的|领养的|收养的|过继的|后生的|堂房|上门的?|入赘的?|招来的)(?=[^的])){0,2}?"
)
# 小的那个儿子: which of the sons, and nobody else than he.
_SMALLER = (
    r"(?:(?:最?[大小]|中间|前面|后面)的[那这]?个?"
    rf"(?={'|'.join(word for word, path in STEPS.items() if path in _SIZED and len(word) > 1)}))?"
)
_EX = r"(?P<ex>前面?的?|离了婚?的)"
_GOD = r"(?P<god>干|契|谊)"
_BEFORE = r"(?:(?<![一-鿿])|(?<=[我他她主的家亲是大小老二三四叫喊舅俺咱有当做])|(?<=自己))"
_AFTER = r"(?:(?![一-鿿])|(?=[啊呀呢的是他她我咱才就也吧嘛了啦在跟和户都这那还今去已住过叫不有当做生病得患瘫摔残]))"
_TOKEN = re.compile(
    r"(?P<this>(?:小孩子?|孩子|老人家?|女孩|男孩|病人)(?=[也就]?是))|"
    rf"(?P<head>{'|'.join(HEAD_WORDS)}|当家|做主|话事)|"
    rf"(?:{_EX}|{_GOD})?{_SMALLER}{_WHICH}(?P<kin>(?:{_LONG})(?![夫婿])|{_BEFORE}[{_SHORT}]{_AFTER})|"
    r"(?P<me>我们家?|我家(?!公(?!公)|婆(?!婆))|我自己|我本人|我|咱们?|俺|鄙人|老[汉朽](?=我|[就也才]*是))|(?P<self>自己|本人)|(?P<he>他们?|她们?|伊)|"
    r"(?P<that>(?:这|那)(?:一?[个位孩]|户|(?=[就也]?是))|病的|残疾的|(?:填|登记)的|要[填报登记]+的)|"
    r"(?P<born>[亲]?生的)|(?P<of>家里?的?|的|亲)|(?P<not>不是|不算|不系)|(?P<calls>管|喊|叫)|(?P<weds>嫁[给了]|[娶讨](?:的是|了)|"
    r"跟了|跟(?=[^姓住走来去学说做干闹吵]{1,4}(?:了|过日子|结婚|成家)$))|"
    r"(?P<is>(?:来|在)?[当做](?:的|了)?(?=户主|[一-鿿]{1,3}的$)|[才就还都也]?是(?:(?:那个|这个)?[当做](?=[一-鿿]{1,3}的$))?|写的?是?|等于|算是?|改成|换成|变成|归|系|乃)"
)
_PAIRS = {("F", "M"), ("M", "F"), ("F", "FM"), ("F", "MM"), ("F", "hM"), ("F", "wM"), ("s", "d"), ("d", "s")}
_AMONG = re.compile("里[面头边]?的?|当中的?|中间?的?")  # 双胞胎里小的那个儿子
_OLD_PAIRS = {("MF", "MM"), ("FF", "FM"), ("Fb", "Fbw"), ("hF", "hM"), ("wF", "wM")}
_OF_SOMEBODY = re.compile("[一-鿿]{2,4}[的他她家]")
_LITTLE = re.compile("[啊呀就也还的那这个位都其实主要老早一直在嗯呃着了]{0,5}|[这我们]*家里?的?")
_HELD = re.compile(
    "(?:由|登记|填|挂|落|报|[轮改换归]?给|写|在|的|是|名字|那?一?[栏页]|现在|目前|还|仍然?|户口本?上?|成)+"
)
_FORMER = re.compile("前(?:妻|夫|老婆|老公|妻子|丈夫)$")
_BORN = re.compile("生的$")
_CLAUSE = re.compile(r"[，。,;；!！?？\s、…—~()（）\"“”]+")


@dataclass(frozen=True, slots=True)
class Person:
    """``base`` (head, me, he, this or "" when nobody is named) and the steps from there to the one meant."""

    base: str
    path: str = ""
    words: str = ""
    start: int = 0
    end: int = 0
    doubt: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: who is named in it, and the words between them."""

    text: str
    people: tuple[Person, ...]
    joints: tuple[str, ...] = ()
    negated: bool = False


def clauses(text: str) -> Iterator[Clause]:
    """The clauses of ``text`` with the people in them."""
    for part in _CLAUSE.split(text):
        if part:
            yield _clause(part)


def _clause(text: str) -> Clause:
    people: list[Person] = []
    joints: list[str] = []
    negated, joint, joint_end, linked_at = False, "", -1, -1
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup or ""
        if kind == "of":
            linked_at = token.end()
        elif kind in ("not", "is", "calls", "weds"):
            if kind in ("weds", "calls") and not people:
                people.append(Person("asked", "", "", token.start(), token.start()))
            negated |= kind == "not"
            if text[: token.start()].endswith(("谁", "哪个")):  # 我哪知道谁是户主
                kind = "asks"
            joint, joint_end = kind, token.end()
        elif kind == "kin" and people and not joint and _one_of(people[-1], token, text):
            people[-1] = _picked(people[-1], token)
        elif (
            people
            and not joint
            and not _listed(people[-1], token)
            and _goes_on(kind, people[-1], linked_at, text, token)
        ):
            people[-1] = _further(people[-1], token)
        elif kind != "born":
            if people:
                between = text[joint_end if joint else people[-1].end : token.start()]
                if joint == "is" and token["kin"] in OTHERS:  # 我是村里的网格员
                    between = ""
                joints.append(_joint(joint, between, people[-1].end == token.start()))
            people.append(_person(token, kind))
            if (
                kind == "kin"
                and joint == "is"
                and people[:-1]
                and _OF_SOMEBODY.fullmatch(text[joint_end : token.start()])
            ):
                joints[-1], people[-1] = "is", replace(people[-1], base="named")
            joint = ""
    return Clause(text, tuple(people), tuple(joints), negated)


def _listed(last: Person, token: re.Match[str]) -> bool:
    """老爹老娘 are two, no grandmother."""
    step = STEPS.get(token["kin"] or "", "")
    pair = last.path[-1:], step
    if last.end == token.start() and (last.path, step) in _OLD_PAIRS:
        return True
    return last.end == token.start() and last.base == "" and pair in _PAIRS


def _one_of(last: Person, token: re.Match[str], text: str) -> bool:
    """双胞胎里小的那个儿子, 双胞胎女儿: one of several, told anew."""
    between = text[last.end : token.start()]
    step = STEPS.get(token["kin"])
    if not last.path or step not in (*_SIZED, "c") or step in ("b", "z"):
        return False
    twins = step != "c" and last.words.endswith("双胞胎") and between in ("", "的")
    return twins or bool(_AMONG.fullmatch(between))


def _picked(last: Person, token: re.Match[str]) -> Person:
    """三个儿子里的老二 is a son."""
    told = last.path if STEPS[token["kin"]] == "c" and last.path in ("s", "d") else ""
    picked = _further(replace(last, path="", doubt="", other=""), token)
    return replace(picked, path=told) if told else picked


def _joint(joint: str, between: str, touching: bool) -> str:
    """What ties two people named one after the other; 户主是谁我都不知道 ties nobody."""
    if not joint and _HELD.fullmatch(between):  # 户主写的我爸, 户主由我妈当
        return "held"
    if joint:
        return joint if _LITTLE.fullmatch(between) else ""
    return "touching" if touching else ""


def _goes_on(kind: str, last: Person, linked_at: int, text: str, token: re.Match[str]) -> bool:
    """Does the token lead on from the last person (户主|他|爸, 我|儿子|的|媳妇, 我|生的)?"""
    touching = last.end == token.start()
    if kind in ("self", "born"):
        return touching
    if kind == "he":  # 户主他爸, 我老婆她妈
        following = _TOKEN.match(text, token.end())
        return touching and bool(following and following.lastgroup in ("kin", "of"))
    return kind == "kin" and (touching or linked_at == token.start())


def _person(token: re.Match[str], kind: str) -> Person:
    if kind != "kin":
        base = {"self": "me", "that": "this"}.get(kind, kind)
        return Person(base, "", token[0], token.start(), token.end())
    return _further(Person("", "", "", token.start(), token.start()), token)


def _further(person: Person, token: re.Match[str]) -> Person:
    """One relative further on."""
    word = token["kin"]
    went = replace(person, words=person.words + token[0], end=token.end())
    if person.path.endswith("x") and _FORMER.search(person.words) and (not word or STEPS.get(word) in ("s", "d", "c")):
        return replace(went, path=person.path[:-1] + (STEPS[word] if word else "c"))
    if token.lastgroup == "born":
        return replace(went, path=person.path + "c")
    if _BORN.search(person.words) and STEPS.get(word or "") in ("s", "d", "c"):  # 大儿子生的那个丫头
        return replace(went, path=person.path[:-1] + STEPS[word])
    if not word:
        return went
    if token["ex"] or token["god"] or word in OTHERS:
        return replace(went, path=person.path + "x", doubt="", other="")
    steps = BOTH[word] if word in BOTH else [STEPS[word]]
    other, doubt = DOUBTFUL.get(word, ("", ""))
    if len(steps) > 1:
        other, doubt = steps[1], f"“{word}”里您说的是哪一位"
    path = _fitted(person.path, steps[0])
    if path != person.path + steps[0]:  # 儿子的媳妇 leaves no doubt which 媳妇
        return replace(went, path=path, doubt="", other="")
    return replace(went, path=path, doubt=doubt, other=person.path + other if other else "")


def _fitted(path: str, step: str) -> str:
    """儿子的新妇 is the son's wife, not his daughter-in-law; 老大的媳妇 makes a son of 老大."""
    if path[-1:] in ("s", "c", "b") and step in ("sw", "w"):
        return (path[:-1] + "s" if path.endswith("c") else path) + "w"
    if path[-1:] in ("d", "c", "z") and step in ("dh", "h"):
        return (path[:-1] + "d" if path.endswith("c") else path) + "h"
    return path + step
