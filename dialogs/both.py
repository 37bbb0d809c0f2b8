"""A question inside an answer: 我姓陈叫陈大明 这个要不要钱的. What is told is taken, what is asked is answered."""

import re
from collections.abc import Callable
from dataclasses import replace

from dialogs.asking import answer, known_answer
from dialogs.commands import command
from dialogs.hearing import Heard, Move
from dialogs.households import next_household
from dialogs.plainly import plainly
from dialogs.talk import Talk
from knowledge.meaning import is_question, tells_hardship

_SHORTEST, _LONGEST = 6, 300
_MOST_PARTS = 30
_PART = re.compile(r"[^，。,;；、!！\s?？]+[?？]?")
# Where a question may begin when nobody paused before it.
_OPENS = re.compile(
    r"请问|我?想问|我?问一?下|顺便问|你们?(?:这|会|能|要|是)|(?:那|还有)?(?:这个|那个|这|那)(?:[是要会能多什怎得到报钱可]|个?低保|不是)|(?:能|要|会|可)不|是不是|有没有|"
    r"(?:要|得|大概)?多久|什么时候|几时|怎么|咋|要多少钱|收不收|会影响"
)
_PLAINLY_ASKS = re.compile(r"[?？]|[吗么]$|请问|想问|问一?下|你们|([一-鿿])不\1|什么时候|多久")
_BUT = re.compile("[，,。 ]*(?:但是?|不过|可是?|就是|只是|还有|另外|那个?|然后)$")
_TOPIC = re.compile("的[^，,。 ]{1,4}$")  # 孙子的学费要不要交: what is asked about, not told
_NOTHING = re.compile("(?:你们?|我们?|他|那么?|这个?|就是|请|喂|哎|啊|嗯|哦|可以|先|再|所以|然后|[，,。 ])*")
_TWO = 2


def on_both(heard: Heard, listened: Callable[[Heard], Move]) -> Move | None:
    """Words that tell and ask. ``listened`` hears what is told as if it had been said alone."""
    text = heard.said.text
    if heard.said.choice or not _SHORTEST <= len(text) <= _LONGEST or not is_question(text):
        return None
    if next_household(text) is not None:
        return None  # 还有三户 能不能一起报
    parts = parted(text)
    if not parts or command(parts[0]) or _NOTHING.fullmatch(parts[0]):
        return None  # 不报了会不会罚钱 orders nothing
    told, asked = (replace(heard, said=replace(heard.said, text=words)) for words in parts)
    if _is_decision(heard) and plainly(parts[0]) is not None:
        return answer(asked)  # 同意，但是会不会公开 is no consent yet
    move = listened(told)
    if not _took(heard, move.talk, parts[0]):
        return None
    asked = replace(asked, talk=move.talk)
    said = known_answer(asked) or (answer(asked) if _PLAINLY_ASKS.search(parts[1]) and move.ask else None)
    return replace(move, talk=said.talk, lead=f"{move.lead}\n{said.lead}".strip()) if said else None


def parted(text: str) -> tuple[str, str] | None:
    """What ``text`` tells and what it asks; None when it does only one of the two.

    >>> parted("我姓陈叫陈大明 这个要不要钱的"), parted("我叫陈大明请问多久有结果")
    (('我姓陈叫陈大明', '这个要不要钱的'), ('我叫陈大明', '请问多久有结果'))
    """
    parts = _PART.findall(text)
    if not 1 < len(parts) <= _MOST_PARTS:
        return _cut(text)
    asking = [is_question(part) for part in parts]
    if all(asking) or not any(asking):
        return _cut(text)
    told = "，".join(part for part, asks in zip(parts, asking, strict=True) if not asks)
    asked = "，".join(part for part, asks in zip(parts, asking, strict=True) if asks)
    cut = _cut(asked)  # 亥由村，我叫陈大明这个要钱吗
    return (f"{told}，{cut[0]}", cut[1]) if cut else (_BUT.sub("", told), asked)


def _cut(text: str) -> tuple[str, str] | None:
    for opens in _OPENS.finditer(text):
        told, asked = _BUT.sub("", text[: opens.start()]).rstrip(" ，,。"), text[opens.start() :]
        if len(told) >= _TWO and not (is_question(told) or _TOPIC.search(told)) and is_question(asked):
            return told, asked
    return None


def _is_decision(heard: Heard) -> bool:
    """Is the consent asked for, or the whole report read back?"""
    question = heard.question
    return heard.talk.stage == "filling" and (question is None or question.kind == "consent")


def _took(heard: Heard, after: Talk, told: str) -> bool:
    before = heard.talk
    if before.stage == "idle":  # whoever only asks is not drawn into a report
        return after.stage == "filling" and (tells_hardship(told) or len(after.answers) > _TWO)
    if _without_story(after) != _without_story(before) or after.proposals != before.proposals:
        return True
    if (after.skipped, after.aside) != (before.skipped, before.aside):
        return True
    return after.answers != before.answers and tells_hardship(told)


def _without_story(talk: Talk) -> dict[str, object]:
    return {key: value for key, value in talk.answers.items() if key != "story"}
