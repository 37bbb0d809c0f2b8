"""Words while no form is being filled: before a report is begun, and after it is sent."""

import re
from dataclasses import replace

from dialogs.adding import added, names_others
from dialogs.another import on_others_in_need
from dialogs.asking import answer, known_answer
from dialogs.commanding import PLAIN, meant
from dialogs.commands import wants_on
from dialogs.hearing import Heard, Move
from dialogs.messages import FORM_LINK
from dialogs.noting import noted_words, take_facts, tells_something, with_cause_told, with_helper
from dialogs.plainly import plainly
from dialogs.words import say
from knowledge.answers.yes_no import yes_no
from knowledge.meaning import is_question, tells_hardship

_LONG_ENOUGH = 4
_A_LINE = 20
_HEARD_IT = re.compile(
    "(?:我|我们|那|先|再|去|来|就|这就|马上|等一?[下会]儿?|回头|明天|晚上|晚点|有空|好的?|嗯+|哦+|行|可以|知道|晓得|收到|明白|了|啦|啊|的|吧"
    "|找一?找看?看?|问一?问看?看?|看一?看|发给?你?|拍给?你?|[，,。！! ])+"
)
_FOR_ANOTHER = re.compile("我?[想要来]{0,2}[帮替代给][^，。,不没]{1,8}")  # 帮邻居


def on_idle(heard: Heard) -> Move | None:
    """Not yet reporting: a question is answered without storing anything, a hardship starts the form."""
    if heard.talk.stage != "idle":
        return None
    text = heard.said.text
    hard = tells_hardship(text)
    if heard.scene.narrow and hard and not is_question(text):
        return Move(heard.talk, say("questions_only", hotlines=heard.scene.hotlines), link=FORM_LINK)
    if heard.scene.narrow:
        return answer(heard)
    if is_question(text) and not hard:
        return known_answer(heard) or meant(heard, PLAIN) or answer(heard)
    if plainly(text) or wants_on(text):
        return Move(replace(heard.talk, stage="filling"))  # 好 to what we offered
    if heard.talk.refused and tells_something(heard):
        return Move(replace(heard.talk, stage="filling"), say("consent_first"))
    taken, noted = take_facts(heard)
    if noted or hard:
        taken = with_cause_told(heard, taken) if hard else taken
        lead = noted_words("noted_later", noted) or say("start_with_hardship")
        return Move(replace(taken, stage="filling"), lead)
    if _FOR_ANOTHER.fullmatch(text) and names_others(text) and "behalf" in heard.form.questions:
        return Move(with_helper(heard, replace(heard.talk.put("behalf", "other"), stage="filling"), text))
    welcome = Move(heard.talk, say("welcome", county=heard.scene.county.short))
    return known_answer(heard) or meant(heard, PLAIN) or welcome


def on_submitted(heard: Heard) -> Move | None:
    """After the report: questions are answered, everything else is added to it or changes it."""
    talk, text = heard.talk, heard.said.text
    if talk.stage != "submitted":
        return None
    if not tells_hardship(text) and (move := _asked_or_wanted(heard)):
        return move
    if move := _asked_for(heard):
        return move
    if not talk.receipt or (len(text) < _LONG_ENOUGH and not any(c.isdigit() for c in text)):
        return known_answer(heard) or Move(talk, "" if yes_no(text) else say("not_understood"))
    return on_others_in_need(heard) or added(heard)


def _asked_for(heard: Heard) -> Move | None:
    """The village asked for something: the next free words are the answer, however few they are. Who only says that
    they heard it, or will look for it, is not answering yet."""
    case, text = heard.scene.case, heard.said.text
    if case is None or not case.lacks or not heard.talk.receipt:
        return None
    if len(text) <= _A_LINE and _HEARD_IT.fullmatch(text):
        return Move(heard.talk, say("info_no_hurry"))
    return added(heard)


def _asked_or_wanted(heard: Heard) -> Move | None:
    """A question, or a wish; where anything may be added to the report, it has to be plain."""
    text = heard.said.text
    if is_question(text):
        return known_answer(heard) or meant(heard, PLAIN) or answer(heard)
    if wants_on(text):
        return Move(heard.talk)
    known = known_answer(heard) if "怎么办" in text else None
    return known or meant(heard, PLAIN)
