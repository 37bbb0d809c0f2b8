"""What is told before it is asked, in words that only its own question makes plain: 两个人我跟孙子, 低保一个月七百."""

import re

from dialogs.form import Question
from dialogs.hearing import Heard
from dialogs.households import without_place
from dialogs.kinds import kind_of
from dialogs.noting import put, take_facts
from dialogs.talk import Talk
from dialogs.words import say, table
from knowledge.household import spends
from knowledge.meaning import is_question
from knowledge.people.names import name
from knowledge.people.phones import looks_like_phone

_N = "(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})"
_HEADS = re.compile(
    rf"^(?:我们?|咱们?|家里?|全家|就|一共|总共|只有|只剩|还有|有|是|那|嗯|现在|[，, ])*{_N}(?:个人|口人?)"
    r"(?![伤死得病受工打帮去来欺骂要说都上抢]|.{0,3}[打骂欺抢])"
)
_COMES_IN = re.compile("种[地田菜茶果]|低保|五保|养老[金钱]|工资|收入|[赚挣]|打工|补贴|补助|退休|社保|进账")
_GOES_OUT = re.compile("药|房租|学费|利息|吃掉|[用花]掉|[欠买罚交赔还讨]|没[发给结拿付]|不够|没有?收入|没了")
_SUM = re.compile(r"[一二两三四五六七八九十几\d](?:多|来)?[百千万块元]")
_TOLD_EARLY = {"size": (_HEADS, "of_size"), "income": (_COMES_IN, "of_income")}
_PLAIN_FACTS = ("name", "phone", "town", "village", "id_number", "size", "income")
_LEFT_OUT = ("id_number", "size", "income")
_CANNOT = re.compile(
    "不会[念读看认]|[念读]不|不认得|看不[清见到懂]|不在(?:身上|身边|手上|手边|这)|没带|找不|记不|不记得|忘|不晓得|不知道|不清楚|不方便|不想[说给]|"
    "(?:放|锁|丢|收|搁)?在(?:抽屉|家里|屋里|柜|箱|老家|镇上|县里|儿子|女儿)|上门|丢了|跳过|先不|不填"
)
_CLAUSES = re.compile(r"[\s，,。、;；:：！!]+")
_SHORTEST, _LONGEST = 5, 60


def told_early(heard: Heard, talk: Talk) -> Talk:
    """The talk with the size of the household or its income to be read back, when the words tell them unasked."""
    text = heard.said.text
    if talk.stage != "filling" or "consent" not in talk.answers or len(text) > _LONGEST or is_question(text):
        return talk
    for key, (tells, label) in _TOLD_EARLY.items():
        question = _open(heard, talk, key)
        if question is None or not tells.search(text) or any(key == proposal[0] for proposal in talk.proposals):
            continue
        if key == "income" and (spends(text) or _GOES_OUT.search(text)):
            continue
        if found := kind_of(question).parse(text, heard.asked(question)):
            why = "；".join(part for part in (say(label), found.why) if part)
            talk = talk.propose(key, found.value, why)
    return talk


def cannot_tell(heard: Heard) -> Question | None:
    """The question that is named as one that cannot be answered: 身份证在抽屉里我不会念啊."""
    text = heard.said.text
    if heard.talk.stage != "filling" or "consent" not in heard.talk.answers or len(text) > _LONGEST:
        return None
    if not _CANNOT.search(text):
        return None
    for key in _LEFT_OUT:
        question = heard.form.questions.get(key)
        if question is None or question.must or key in heard.talk.answers:
            continue
        if any(word in text for word in table("fields").get(key, ()) if len(word) > 1):
            return question
    return None


def states_money(heard: Heard) -> bool:
    """药一个月吃掉八百多: a sum, with what it is for."""
    text = heard.said.text
    if heard.talk.stage != "filling" or len(text) < _SHORTEST or is_question(text) or looks_like_phone(text):
        return False
    return bool(_SUM.search(text))


def states_something(heard: Heard) -> bool:
    """Do the words tell a fact for the report, that it is left out, or a sum of money?"""
    told = told_early(heard, take_facts(heard, _PLAIN_FACTS)[0]) != heard.talk
    return told or cannot_tell(heard) is not None or states_money(heard)


def with_name_beside(heard: Heard, talk: Talk, noted: list[tuple[str, str]]) -> tuple[Talk, list[tuple[str, str]]]:
    """自己 林国强: whom it is for, and in the next breath the name and nothing else."""
    if "name" in talk.answers or _open(heard, talk, "name") is None:
        return talk, noted
    for clause in _CLAUSES.split(without_place(heard.said.text))[1:]:
        found = name(clause)
        if found and not found.confirm and clause.removeprefix("叫") == found.value:
            return put(heard, talk, "name", found.value), [*noted, ("name", found.value)]
    return talk, noted


def _open(heard: Heard, talk: Talk, key: str) -> Question | None:
    question = heard.form.questions.get(key)
    closed = key in talk.answers or key in talk.skipped or key in heard.scene.rules.forbid
    return None if question is None or closed or not question.applies(talk.answers) else question
