"""What a text states about the way from the head to the person asked for: the ties in its clauses.

Besides the ties there are clauses with a single relative (我爸), and such as name nobody (就我一个人).
"""

import re
from dataclasses import replace

from knowledge.people.kin_asked import Asked
from knowledge.people.kin_paths import back, generation
from knowledge.people.kin_phrases import Clause, Person, clauses, described
from knowledge.people.kin_ties import CLOSING, Edge, Sexes, edge_between, equations, node
from knowledge.people.kin_ways import Statement, ways
from knowledge.people.kinship import STEPS

_FIRST_PAGE = re.compile(
    r"(?:第一|头一|首|第1)[页个张行位]?(?:人|名字)?(?:(?:也|就|写的?)?是|[就写]的?)"
    r"我(?:的?(?:名字)?$|自己|本人|(?![的们一-鿿]))|"
    r"(?:我是?|我写在)(?:第一|头一|首)[页个张行位]|"
    r"(?:名字|户头|户口本?)(?:现在)?(?:[就也都是写]|改成)+我(?:的名字?)?$|"
    r"我(?:来)?当家|我话事|我不是户主谁是"
)
_ALONE = re.compile(
    r"(?:我们?家?)?(?:就|只有)?(?:我|他|她)?一个人(?:一户|一本|一家|过|住|$)|单人户|独户|"
    r"(?:我|他|她)?自己一个?[户本家]|^[就只]+有?(?:我|他|她)一个[啊呀了的]*$"
)
_ADOPTED = re.compile(r"(?:抱|捡|领|收|过继)(?:来|养|过来|回来)+的|^(?:领养|抱养|收养|过继)")
_OPENING = re.compile(
    "[嗯呃哦啊对噢诶哎唉就算是也应该那个这其实还只现在他她它我您你的写填上面印叫户口本要登记报属于"
    "好像可能大概以前原来正两都改换变成吧了呢挂落在由归呀嘛啦咯呗哈讲说起论按辈分名字]*"
)
_HE_HIMSELF = re.compile(
    "的(?:那个|人)?[就也正]*是(?:他|她)(?:自己|本人)?[啊呀嘛的了呢]*$|^[就也正]*是(?:他|她)(?:自己|本人|[啊呀嘛的了]*$)"
)
# 舅舅是户主本人，我是外甥女
_IS_HEAD_HIMSELF = re.compile(
    "^(?!我[就也]?是|.*[和跟与]).{1,10}是户主本人|^[就也]?是?户主(?:本人|自己)(?![的是也不没])"
)
_ENDS_IN_IS = re.compile(r"(?:[才就]是|[才就]?是户主|是)[啊呀嘛的啦呢]*$")
_SEXES = {
    "男": re.compile(
        r"男(?:的|孩|生|娃|丁)?(?:$|(?=\W|啊|嘛|呀|，))|男[的孩娃]|上门|入赘|倒插门|招进来|招婿|小伙|儿子辈"
    ),
    "女": re.compile(
        r"女(?:的|孩|生|娃)?(?:$|(?=\W|啊|嘛|呀|，))|女[的孩娃]|(?<![改再妈娘])(?:嫁过来|嫁进来|嫁到)|没出嫁|没嫁|出嫁|嫁出"
    ),
}
_KIN_SEX = re.compile("儿子|女儿")
_RAISED = re.compile(
    "[当做像](?:成|作|是)?[一-鿿]{0,3}?(?:(?P<m>儿子|囝|孙子)|女儿|闺女|丫头|囡|孙女)[一-鿿]{0,2}[养带待疼]"
)


def sex_said(text: str) -> str:
    """男 or 女 where the words beside the relation tell it (男的, 嫁过来)."""
    if raised := _RAISED.search(text):  # 领养的，当亲闺女养
        return "男" if raised["m"] else "女"
    text = _KIN_SEX.sub("＿", text) if "儿子辈" not in text else text
    found = [sex for sex, words in _SEXES.items() if words.search(text)]
    return found[0] if len(found) == 1 else ""


_OTHER_HE = re.compile("^(?=.*(?<!其)他).*", re.DOTALL)


def statements(text: str, asked: Asked) -> list[Statement]:
    """All that ``text`` says about the relation asked for."""
    sexes = {"S": sex_said(text), "P": "女" if "她" in _OTHER_HE.sub("", text) else ""}
    edges: list[Edge] = []
    previous: Clause | None = None
    for clause in clauses(text):
        edges += _edges(clause, asked, previous, sexes)
        previous = clause
    if asked.yours and any((edge.start, edge.end) == ("H", "S") for edge in edges):
        edges.append(Edge("S", "P", STEPS[asked.yours], f"您{asked.yours}", False, True))
    target = "S" if asked.who == "me" else "P"
    if asked.who == "" and not any("P" in (e.start, e.end) for e in edges):
        target = "S"
    return ways(edges, target, asked)


def _edges(clause: Clause, asked: Asked, previous: Clause | None, sexes: Sexes) -> list[Edge]:
    text = clause.text
    if _FIRST_PAGE.search(text):
        return [Edge("H", "S", "", text, True)]
    if clause.negated:
        return []
    if asked.who == "this" and _HE_HIMSELF.search(text) and _tells_the_head(previous):
        return [Edge("H", "P", "", text, True)]
    if asked.who == "this" and _IS_HEAD_HIMSELF.search(text):
        return [Edge("H", "P", "", text, True, True)]
    if equal := equations(clause, asked, sexes):
        return equal
    target = "S" if asked.who == "me" else "P"
    if target == "S" and (stranger := _no_relative(clause)):
        return [Edge("H", target, "x", stranger.words, True)]
    if not any(person.path for person in clause.people):
        if _ALONE.search(text) or ("is" not in clause.joints and _selfsame(clause, asked)):
            return [Edge("H", target, "", text, False, True)]
        if _ADOPTED.search(text):
            return [Edge("H", target, "x" if "老" in text else "c", text, False, True)]
    if len(clause.people) >= 1 and clause.people[0].path:
        person = clause.people[0]
        if _names_the_head(clause, previous, person):
            return edge_between(Person("head"), person, "H", node(person, asked, None), sexes)
        return _named(clause, person, asked, sexes)
    return []


def _tells_the_head(previous: Clause | None) -> bool:
    """我爸就是户主，生病的是他自己."""
    if previous is None or previous.negated or any(each.path and not each.base for each in previous.people):
        return False  # 户主有个妹妹，就是她
    return any(each.base == "head" for each in previous.people)


_I_AM = re.compile("我[就只也]?是")


def _no_relative(clause: Clause) -> Person | None:
    """我是来帮他们填表的志愿者."""
    last = clause.people[-1] if clause.people else None
    if last is None or last.path != "x" or not _I_AM.match(clause.text):
        return None
    return last if CLOSING.fullmatch(clause.text[last.end :]) else None


_WRITES = re.compile("我(?:自己)?来?[填写报]的")  # 户主写他，我填的


def _selfsame(clause: Clause, asked: Asked) -> bool:
    """就我自己, 他本人, 户主本人, 就是我: nobody but the person, and no relative."""
    bases = {person.base for person in clause.people}
    rest = clause.text
    for person in clause.people:
        rest = rest.replace(person.words, "", 1)
    if not bases or not _OPENING.fullmatch(rest):
        return False
    if "head" in bases:
        return asked.who != "me" or "he" not in bases  # 两口子，他户主
    if bases == {"me"}:
        if _WRITES.match(clause.text):
            return False
        mine = any(person.words.startswith(("我", "俺", "咱")) for person in clause.people)
        return asked.who != "this" or asked.head_is_me or asked.neutral or not mine
    return asked.who == "this" and any("本人" in p.words or "自己" in p.words for p in clause.people)


def _names_the_head(clause: Clause, previous: Clause | None, person: Person) -> bool:
    """我姐才是; and 是我爸 after 户主不是我."""
    if person.base == "me" and _ENDS_IN_IS.search(clause.text[person.end :]):
        return True
    denied = previous is not None and previous.negated and any(each.base == "head" for each in previous.people)
    return denied and person.base != "head" and clause.text[: person.start] in ("是", "而是", "应该是")


_ORDINAL = re.compile("^第[一二三四五六七八九十\\d]+[个位]?(?:人|家人|成员)?")


def _named(clause: Clause, person: Person, asked: Asked, sexes: Sexes) -> list[Edge]:
    """A relative that is named and no more: 老婆, 我爸, 他亲妹妹."""
    pure = bool(CLOSING.fullmatch(clause.text[person.end :]))
    story = person.base == "me" and asked.who == "me" and not (asked.reversed or pure)  # 我妈叫我来问问
    if story or not _introduced(clause.text, person):
        return []
    edge = _seen_from(person, asked, sexes, pure)
    if asked.who == "this" and clause.text[person.end :] in ("的", "家的") and person.path:  # 我儿子的: his child
        edge = replace(edge, path=edge.path + "c", doubt=f"是“{person.words}”的孩子吗")
    if pure or not any(each.path for each in clause.people[1:]):
        return [edge]
    second = clause.people[1]
    more = replace(edge, path=second.path, words=second.words, doubt=second.doubt, other=second.other)
    listed = person.end == second.start or _LIST.search(clause.text[person.end : second.start])
    return [edge, more] if listed else [edge]


_NOT_HE = re.compile("[那这]边|[都也]?没(?:有|得|了)")  # 妈妈那边的: which side, not who; 亲戚都没有


def _introduced(text: str, person: Person) -> bool:
    """Does nothing but small words, or a description, stand before the relative?"""
    if _NOT_HE.match(text, person.end):
        return False
    before = _ORDINAL.sub("", text[: person.start])
    return bool(_OPENING.fullmatch(before)) or described(before) or person.words[:1] in "这那"


def _seen_from(person: Person, asked: Asked, sexes: Sexes, pure: bool) -> Edge:
    """Whose relative it is: the head's, unless the speaker says 我 or is asked what the head is to him."""
    target = "S" if asked.who == "me" else "P"
    bare = not person.base and target == "P"
    edge = Edge("H", target, person.path, person.words, False, pure, doubt=person.doubt, other=person.other, bare=bare)
    way, other = back(person.path, sexes["S"]), back(person.other, sexes["S"]) if person.other else ""
    if person.base == "me" and asked.who != "me":
        return replace(edge, start="S")
    if person.base == "me" or (not person.base and asked.reversed):
        return replace(edge, path=way, other=other, guessed=not asked.reversed, inverted=True)
    if (asked.who == "me" or (asked.neutral and asked.by_me)) and _head_is_elder(person):
        doubt = f"户主就是您{person.words.removeprefix('户主')}，还是您是户主的{person.words.removeprefix('户主')}"
        return replace(edge, path=way, other=person.path, doubt=doubt)
    return edge


def _head_is_elder(person: Person) -> bool:
    """户主老丈人: most likely 户主(是)老丈人, where 户主的老丈人 leaves no doubt."""
    joined = person.end - person.start == len(person.words)
    plainly_his = "他" in person.words or "她" in person.words  # 户主他爸
    return person.base == "head" and joined and not plainly_his and generation(person.path) > 0


_LIST = re.compile("[和跟与同、及]")
