"""Objecting to a refusal (方案 三(四) 复核): asked once whether it is meant and what is wrong, then another looks."""

import re

from dialogs.asking import known_answer
from dialogs.effects import Appeal, Supplement
from dialogs.hearing import Heard, Move
from dialogs.mending.after_report import hidden
from dialogs.plainly import plainly
from dialogs.status import RUNNING
from dialogs.words import say
from knowledge.meaning import is_question

# 我再看看 is about one's own papers; 电话不对 mends a field.
_OBJECTS = re.compile(
    "不同意|不服|不认可|不接受|不合理|不公[平正道]|凭[什啥]么?|冤枉|没道理|讲不讲理|(?:结果|评|判|看|查|搞|弄)错|结果不对"
    "|(?<![我们想])再(?:来|好好|重新|认真)?[看查核]|重新[看查核审]|复[核查议审]|申诉|上诉|有异议|有意见|换个?人[看查来]"
)
_BY_NAME = re.compile("复[核查议审]|申诉|上诉")  # before there is a result only these are no part of the story
# The same before there is a result, where little else is said.
_DISAGREES = re.compile("(?:我们?|就|都|真的?|还是|[，, ])*(?:不同意|不服气?|不认可|不接受)[的了啊呀吧哦，,。！! ]*")
_NOTHING_MORE = re.compile(
    "(?:我|我们|就|是|对|嗯|好的?|行|可以|要|请|那|帮我|给我|镇里|你们|换个?人|再看一?[遍看下次]?|不同意|不服|不对|凭[什啥]么?|结果|申诉|复核"
    "|[的吧啊呀啦了哦嘛呢，,。！! ])*"
)
_LETS_IT_BE = re.compile(
    "(?:那|就|好|先)*(?:算了|不用|不要|不必|没事|不看了|随便|别麻烦)[了吧啊呀，,。！! ]*(?:算了|谢谢)?[吧。]*"
)
_SHORTEST, _A_LINE = 2, 20
_LONGEST_REASON = 500


def on_objection(heard: Heard) -> Move | None:
    """不同意 · 凭什么 · 请再看看, about a result; or an objection by its name before there is one."""
    case, text = heard.scene.case, heard.said.text
    if heard.talk.stage != "submitted" or case is None or not _OBJECTS.search(text):
        return None
    early = _BY_NAME.search(text) or (_DISAGREES.fullmatch(text) and not heard.proposal)
    if case.state in ("REJECTED", "APPEAL") or (case.state in RUNNING and early):
        return object_to(heard)
    return None


def object_to(heard: Heard) -> Move:
    """The objection, or kindly why there can be none now."""
    talk, case, scene = heard.talk.ask_aside(), heard.scene.case, heard.scene
    if case is None:
        return Move(talk, say("nothing_to_object"))
    if case.state == "APPEAL":
        told = hidden(heard.said.text) if _reason(heard.said.text) else ""
        lead = say("object_under_way_told" if told else "object_under_way")
        return Move(talk, lead, (Supplement(told),) if told else ())
    if case.state != "REJECTED":
        return Move(talk, say("object_not_yet" if case.state in RUNNING else "object_over", hotlines=scene.hotlines))
    if case.upheld:
        return Move(talk, say("object_twice", hotlines=scene.hotlines))
    if not case.can_object:
        return Move(talk, say("how_to_object_there", hotlines=scene.hotlines))
    return Move(talk.ask_aside("object", words=hidden(_reason(heard.said.text))[:_LONGEST_REASON]))


def answered(heard: Heard, pressed: str, other: str) -> Move | None:
    """The answer to whether it is meant: yes, no, or at once what is wrong. ``pressed`` is a button shown, ``other``
    a command that leaves it."""
    text = heard.said.text
    if pressed:
        return decided(heard, pressed != "aside=no")
    if len(text) <= _A_LINE and _LETS_IT_BE.fullmatch(text):
        return decided(heard, False)
    if text and not _reason(text):
        return decided(heard, True)
    if other:
        return None
    if len(text) < _SHORTEST:
        return Move(heard.talk)
    if is_question(text) and not _OBJECTS.search(text) and (known := known_answer(heard)):
        return known
    return _appeal(heard, text) if plainly(text) is not False else decided(heard, False)


def decided(heard: Heard, yes: bool) -> Move:
    """Yes or no and nothing else: what was said before is the reason."""
    return _appeal(heard, "") if yes else Move(heard.talk.ask_aside(), say("object_kept"))


def _appeal(heard: Heard, text: str) -> Move:
    told = (heard.talk.note.get("words", ""), hidden(_reason(text)))
    reason = "；".join(dict.fromkeys(filter(None, told))) or say("object_reason")
    return Move(heard.talk.ask_aside(), effects=(Appeal(reason[:_LONGEST_REASON]),), ask=False)


def _reason(text: str) -> str:
    """What is said besides that one objects: 不同意 alone tells nothing."""
    return "" if len(text) <= _A_LINE and _NOTHING_MORE.fullmatch(text) else text
