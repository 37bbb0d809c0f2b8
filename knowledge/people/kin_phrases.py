"""Who is spoken of in a sentence: 我儿子的媳妇, 户主他爸, 这个 – each as a person and the steps from there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.people.kin_paths import generation
from knowledge.people.kinship import BOTH, DOUBTFUL, HEAD_WORDS, MEANING, OTHERS, STEPS

_SIZED = ("s", "d", "b", "z", "ss", "sd", "ds", "dd")
_SHORT = "".join(word for word in STEPS if len(word) == 1)
_LONG = "|".join(
    sorted((re.escape(w) for w in {*MEANING, *BOTH, *OTHERS} if len(w) > 1), key=len, reverse=True),
)
# 大儿子, 二女儿, 亲生的儿子, 第三个女儿: which one of several does not matter here.
_WHICH = (
    r"(?:(?:[那这](?:一?[个位])?(?:[当做])?|(?:另外?)?一?[个位](?:[当做大小])?|第?[一二两三四五六七八九]个?|最?[大小细]的?|[老亲傻憨乖]|亲生的?|独生|唯一的?|"
    r"(?:二婚|再婚|头婚|续弦|后娶|现在|同父异母|同母异父|同胞|远房|自家|自己|后面?|现)的?|抱养的|领养的|收养的|过继的|后生的|堂房|上门的?|入赘的?|招来的)(?=[^的])){0,2}?"
)
# 小的那个儿子: which of the sons, and nobody else than he.
_SMALLER = (
    r"(?:(?:最?[大小]|中间|前面|后面)的[那这]?个?"
    rf"(?={'|'.join(word for word, path in STEPS.items() if path in _SIZED and len(word) > 1)}))?"
)
_EX = r"(?P<ex>前[面头]?的?(?:那一?个)?|离了婚?的)"
_GOD = r"(?P<god>干|契|谊)"
_BEFORE = r"(?:(?<![一-鿿])|(?<=[我他她伊主的家亲是大小老二三四叫喊声舅俺咱有当做])|(?<=自己))"
_AFTER = (
    r"(?:(?![一-鿿])|"
    r"(?=[啊呀呢的是他她我咱才就也自本吧嘛了啦在跟和与户都这那还今去已住过叫不有当做生病得患瘫摔残]))"
)
# 躺床上的是我公公, 第二个就是我女婿, 小的是外孙: the one asked for, told apart from the others.
_THE_ONE_WHO = (
    r"^(?:第[一二三四五六七八九十\d]+[个位]|(?:(?![我他她伊俺主写印填])[一-鿿]){1,9}的)(?:那一?个|这一?个|[那这]位|人|家人|成员)?"
    r"(?=(?:[就才也都]|其实|应该)*是)"
)
_TOKEN = re.compile(
    rf"(?P<head>(?:(?:我们|咱们?|我|俺)家的?|我们的?|咱们)?(?:{'|'.join(HEAD_WORDS)})|当家|做主|话事)|"
    rf"(?P<this>(?:小孩子?|孩子|老人家?|女孩|男孩|病人)(?=[也就]?是)|{_THE_ONE_WHO})|"
    rf"(?:{_EX}|{_GOD})?{_SMALLER}{_WHICH}(?P<kin>(?:{_LONG})(?![夫婿]|儿(?![子媳女])|母(?!亲)|父(?![母亲])|丈(?![人母夫]))|{_BEFORE}[{_SHORT}]{_AFTER})|"
    r"(?P<me>我们家?|我家(?!公(?!公)|婆(?!婆))|我自己|我本人|我|咱们?|俺|鄙人|老[汉朽](?=我|[就也才]*是))|(?P<self>自己|本人)|(?P<he>他们?|她们?|伊)|"
    r"(?P<that>(?:这|那)(?:一?[个位孩]|户|(?=[就也]?是))|病的|残疾的|(?:填|登记)的(?!户主)|要[填报登记]+的(?!户主))|"
    r"(?P<born>(?:(?:前头|前面|以前|头婚|婚前)(?:那个)?)?亲?生的|(?:(?:改嫁|再嫁|嫁)(?:过?来)?(?:时|的?时候)?)?带(?:过?来)?的|留下的)|(?P<of>家里?的?|的|亲)|(?P<not>(?<!是)不是(?!跟你|跟您|和你|说|讲|早|都|已经|刚|告诉|问)|不算|不系)|(?P<calls>管|喊|叫)|(?P<weds>嫁[给了]|[娶讨](?:的是|了)|"
    r"跟了|跟(?=[^姓住走来去学说做干闹吵]{1,4}(?:了|过日子|结婚|成家)$))|"
    r"(?P<is>(?:来|在)?[当做](?:的|了)?(?=户主|[一-鿿]{1,3}的$|上门|倒插门|女婿|儿媳|媳妇|新妇)|[才就还都也]?是(?:不是)?(?:写)?(?:(?:那个|这个)?[当做](?=[一-鿿]{1,3}的$))?|写的?是?|等于|算是?|改成|换成|变成|归|系|乃)"
)
_PAIRS = {("F", "M"), ("M", "F"), ("F", "FM"), ("F", "MM"), ("F", "hM"), ("F", "wM"), ("s", "d"), ("d", "s")}
_AMONG = re.compile("里[面头边]?的?|当中的?|中间?的?")  # 双胞胎里小的那个儿子
_OLD_PAIRS = {("MF", "MM"), ("FF", "FM"), ("Fb", "Fbw"), ("hF", "hM"), ("wF", "wM")}
_OF_SOMEBODY = re.compile("[一-鿿]{2,4}[的他她家]")
_LITTLE = re.compile("[啊呀就也还的那这个位都其实主要老早一直在嗯呃着了]{0,5}|[这我们]*家里?的?")
_HELD = re.compile(
    "(?:由|登记|填|挂|落|报|[轮改换归]?给|换成?了?|写|在|的|是|名字|那?一?[栏页]|现在|目前|还|仍然?|户口本?上?|成)+"
)
_TOGETHER = ("跟", "和", "与", "同")
_DESCRIBED = ("的", "那个", "这个", "那位", "这位")
_OWNED = frozenset("小子 仔 男孩 女孩 姑娘 男人 女人 先生 老爷子 大爷 大娘 老子".split())  # noqa: SIM905
_MARRYING = ("s", "b")
_BROUGHT_UP = re.compile("(?:带|照顾|看|伺候|介绍|帮忙)[一-鿿]{0,2}的")  # 奶奶带的孙女 is no granddaughter of hers
_ASKING = re.compile("[问等找让听说像]|告诉|不知道|不晓得|谁|哪")
_FORMER = re.compile("前(?:妻|夫|老婆|老公|妻子|丈夫)$")
_BORN = re.compile("[生来下]的$")
_CLAUSE = re.compile(r"[，。,;；!！?？\s、…—~()（）]+")
_BUT_NOT = re.compile("(?<=[一-鿿])(?<![我他她这那谁个就也都位又是])(?=不是)")  # 是儿媳不是女儿
_RATHER = re.compile("(不是[^，。,;； 是]{1,6}?)(?<!谁)(?=(?:而|应该|其实)?是)")
_QUOTED = re.compile(r"[\"“”'‘’「」『』]+|(?<=[是的写叫])\s+(?=[\"“‘「『])")


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
    text = _RATHER.sub(r"\1，", _BUT_NOT.sub("，", _QUOTED.sub("", text)))
    for part in _CLAUSE.split(text):
        if part:
            yield _clause(part)


def _clause(text: str) -> Clause:
    reading = _Reading(text)
    for token in _TOKEN.finditer(text):
        reading.take(token)
    return Clause(text, *_children_of_two(text, reading.people, reading.joints), reading.negated)


class _Reading:
    """A clause while it is read, word by word: who was named so far, and the tie that waits for the next one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.people: list[Person] = []
        self.joints: list[str] = []
        self.negated = False
        self._joint, self._joint_end, self._linked_at = "", -1, -1

    def take(self, token: re.Match[str]) -> None:
        """One word more: it leads on from the last person, ties the next one to him, or names somebody new."""
        kind = token.lastgroup or ""
        last = self.people[-1] if self.people and not self._joint else None
        if kind == "of" or (last and self._describes(kind, token, last)):
            self._linked_at = token.end()
        elif self._joint == "calls" and token[0][0] in "当做":  # 我叫惯了当儿子的
            return
        elif kind in ("not", "is", "calls", "weds"):
            self._tie(kind, token)
        elif last and kind == "kin" and _only_describes(last, token):
            self.people[-1] = _person(token, kind)
        elif last and kind == "kin" and _one_of(last, token, self.text):
            self.people[-1] = _picked(last, token)
        elif last and not _listed(last, token) and _goes_on(kind, last, self._linked_at, self.text, token):
            brought_up = last.path and _BROUGHT_UP.fullmatch(self.text[last.end : token.start()])
            self.people[-1] = _further(replace(last, path="", doubt="", other="") if brought_up else last, token)
        elif kind != "born":
            self._name(kind, token)

    def _describes(self, kind: str, token: re.Match[str], last: Person) -> bool:
        """我那个残疾的囝: 那个 and 残疾的 describe the son, they name nobody."""
        apart = self.text.startswith("是", token.end())
        return kind == "that" and not apart and token.start() in (last.end, self._linked_at)

    def _tie(self, kind: str, token: re.Match[str]) -> None:
        if kind in ("weds", "calls") and not self.people:
            self.people.append(Person("asked", "", "", token.start(), token.start()))
        self.negated |= kind == "not"
        asks = self.text[: token.start()].endswith(("谁", "哪个"))  # 我哪知道谁是户主
        if kind == "is" and self.people:
            self.people[-1] = _perhaps_kin(self.people[-1], self.text[self.people[-1].end : token.start()])
        self._joint, self._joint_end = "asks" if asks else kind, token.end()

    def _name(self, kind: str, token: re.Match[str]) -> None:
        person, joint = _person(token, kind), self._joint
        if self.people:
            last = self.people[-1]
            between = self.text[self._joint_end if joint else last.end : token.start()]
            if joint == "is" and kind == "kin" and _OF_SOMEBODY.fullmatch(between):  # 我是陈大明的老婆
                between, person = "", replace(person, base="named")
            if joint == "is" and token["kin"] in OTHERS:  # 我是村里的网格员
                between = ""
            self.joints.append(_joint(joint, between, last.end == token.start()))
        self.people.append(person)
        self._joint = ""


def _children_of_two(text: str, people: list[Person], joints: list[str]) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """我老公跟前妻生的儿子: the child of the first."""
    for at, (one, two) in enumerate(pairwise(people)):
        if text[one.end : two.start] in _TOGETHER and "生的" in two.words and two.path:
            child = replace(two, base=one.base, path=one.path + two.path[-1], start=one.start, doubt=one.doubt)
            return (*people[:at], child, *people[at + 2 :]), (*joints[:at], *joints[at + 1 :])
    return tuple(people), tuple(joints)


_UNKNOWN_KIN = re.compile("(?!叫)[一-鿿]{1,3}[叔伯姨姑舅婶嫂婆公爷嬷哥弟姐妹妈爸爹娘侄甥媳婿妗]")


def _perhaps_kin(person: Person, more: str) -> Person:
    """我契爷是户主: not the speaker himself, but a relative of his that we do not know."""
    if person.path or person.base not in ("me", "he") or not _UNKNOWN_KIN.fullmatch(more):
        return person
    return replace(person, path="x", words=person.words + more, doubt="这个关系要再问一下")


def described(before: str) -> bool:
    """Is ``before`` what is said of a relative before he is named (在外面打工的 | 儿子)?"""
    return before.endswith(_DESCRIBED) and not _ASKING.search(before)


def _only_describes(last: Person, token: re.Match[str]) -> bool:
    """生病的哥哥: 病的 is no person beside him."""
    return last.base == "this" and not last.path and last.words.endswith("的") and last.end == token.start()


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
        return joint if _LITTLE.fullmatch(between) or (joint == "is" and described(between)) else ""
    return "touching" if touching else ""


def _goes_on(kind: str, last: Person, linked_at: int, text: str, token: re.Match[str]) -> bool:
    """Does the token lead on from the last person (户主|他|爸, 我|儿子|的|媳妇, 我|生的)?"""
    touching = last.end == token.start()
    if kind in ("self", "born"):
        return touching
    if kind == "he":  # 户主他爸, 我老婆她妈
        following = _TOKEN.match(text, token.end())
        return touching and bool(following and following.lastgroup in ("kin", "of"))
    described_here = text.endswith("的", 0, token.start("kin")) and last.base != "" and not last.path
    return kind == "kin" and (touching or linked_at == token.start() or described_here)


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
        return replace(went, path=person.path + "c", other=person.other and person.other + "c")
    if _BORN.search(person.words) and _same_child(person.path, STEPS.get(word or "", "")):  # 大儿子生的那个丫头
        return replace(went, path=person.path[:-1] + STEPS[word][-1])
    if not word:
        return went
    if token["ex"] or token["god"] or word in OTHERS:
        return replace(went, path=person.path + "x", doubt="", other="")
    steps = BOTH[word] if word in BOTH else [STEPS[word]]
    other, doubt = DOUBTFUL.get(word, ("", ""))
    if not other and person.base and word in _OWNED:  # 户主的小子
        doubt = ""
    if len(steps) > 1:
        other, doubt = steps[1], f"“{word}”里您说的是哪一位"
    path = _fitted(person.path, steps[0])
    of_a_son = steps[0] in ("w", "sw") and person.path[-1:] in _MARRYING
    if of_a_son or path != person.path + steps[0]:  # 儿子的媳妇 leaves no doubt which 媳妇
        return replace(went, path=path, doubt="", other="")
    return replace(went, path=path, doubt=doubt, other=person.path + other if other else "")


def _same_child(path: str, step: str) -> bool:
    """儿子生的 | 丫头, 儿子留下的 | 孙女."""
    return step in ("s", "d", "c") or (step in _SIZED and generation(path) == generation(step))


def _fitted(path: str, step: str) -> str:
    """儿子的新妇 is the son's wife, not his daughter-in-law; 老大的媳妇 makes a son of 老大."""
    if path[-1:] in ("s", "c", "b") and step in ("sw", "w"):
        return (path[:-1] + "s" if path.endswith("c") else path) + "w"
    if path[-1:] in ("d", "c", "z") and step in ("dh", "h"):
        return (path[:-1] + "d" if path.endswith("c") else path) + "h"
    return path + step
