"""After the report: what is told otherwise is changed in the case, at once when certain, else once read back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dialogs.effects import Supplement
from dialogs.hearing import Heard, Move
from dialogs.mending.replacing import News
from dialogs.position import shown
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.parsed import Parsed
from knowledge.people.masking import hide_private
from knowledge.people.phones import phone

REACHED_BY = ("name", "phone", "town", "village")  # what of the answers stays at hand after the report
AMENDED = ("name", "phone", "village", "risk", "story", "id_number", "size", "income")


def amended(heard: Heard, talk: Talk, values: Mapping[str, Any], words: str = "") -> Move:
    """The report with these values changed. Who only joined a case that another conversation opened adds words to it
    and overwrites nothing: a neighbour knows name and village too."""
    talk = talk.ask_aside()
    for key in values:
        talk = talk.drop(key)
    news = {} if talk.joined else {key: value for key, value in values.items() if talk.answers.get(key) != value}
    if "village" in news:
        news["town"] = heard.scene.county.places.town_of(news["village"]).code
    named = [
        f"{heard.form[key].label} {shown(heard.form, talk, heard.scene, key, value)}"
        for key, value in (news or values).items()
        if key != "town"
    ]
    lead = _noted(heard, "，".join(named) if news else "")
    kept = {**talk.answers, **{key: value for key, value in news.items() if key in REACHED_BY}}
    text = hidden(words, "phone" in news) if words else "；".join(named)
    return Move(replace(talk, answers=kept), lead, (Supplement(text, news),))


def change(heard: Heard, talk: Talk, key: str, found: Parsed[Any], words: str = "") -> Move:
    """A new value for one question: carried out when certain, else read back first; the words are kept either way."""
    if not found.confirm or talk.joined:
        return amended(heard, talk, {key: found.value}, words)
    kept = (Supplement(hidden(words)),) if words else ()
    lead = _noted(heard, "") if words and heard.scene.case and heard.scene.case.lacks else ""
    return Move(talk.ask_aside().propose(key, found.value, found.why), lead, kept)


def changed(heard: Heard, talk: Talk, news: News) -> Move:
    """What was said, added to the report: certain values are changed, the others read back."""
    move = amended(heard, talk, {key: fact.value for key, fact in news.items() if not fact.confirm}, heard.said.text)
    talk = move.talk
    for key, fact in news.items() if not talk.joined else ():
        talk = talk.propose(key, fact.value, fact.why) if fact.confirm else talk
    return replace(move, talk=talk)


def thanked(heard: Heard) -> str:
    """Thanks for what the village asked for; empty when it asked for nothing."""
    case = heard.scene.case
    return say("info_thanks", what=case.lacks) if case and case.lacks else ""


def _noted(heard: Heard, items: str) -> str:
    """What became of the words: ``items`` are the answers they change, if any."""
    case = heard.scene.case
    if thanks := thanked(heard):
        return thanks
    if case and case.state == "REJECTED":
        return say("kept_refused")
    if items and case and not case.can_amend:  # 方案 三(二)：采集表上的以入户核实为准
        return say("amended_later", items=items)
    return say("amended", items=items) if items else say("supplemented", receipt=heard.talk.receipt)


def hidden(words: str, phone_known: bool = False) -> str:
    """Without ID numbers; a telephone stays legible unless it went into the case, for a new one is news."""
    found = None if phone_known else phone(words)
    before, said, after = words.partition(found.words) if found else (words, "", "")
    return hide_private(before) + said + hide_private(after)
