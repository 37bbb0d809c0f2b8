"""A hint of danger: what was said is heard as ever, then we ask whether somebody is in danger now (裁定 6).

Between the alarm and nothing: an alarm at every hint would wear out the duty person, silence would miss the quiet ones.
"""

import re
from dataclasses import replace

from dialogs.danger import alarm
from dialogs.hearing import Heard, Move
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.danger.kinds import KINDS, Distress
from knowledge.people.masking import hide_private

ASIDE = "safe"
_LESS_PRESSING = ("", "question", "callme")  # which of these did you mean? which number?
_MOST = 2  # times a day that we ask about one kind
_LEAD = "(?:啊|哦|噢|嗯|哎呀?|我|他|她|人|现在|目前|都|也|就|真的?|是|家里|这里|，| )*"
_TAIL = "(?:的|了|啊|呀|呢|吧|哦|啦|着|就是.{0,8}|谢谢.{0,6}|你们?放心|接着说|，| )*"
_IS_SAFE = (
    "没事|没有|没问题|没关系|没什么|没啥(?:大?事)?|[冇无](?:事|代志)?|没那么.{0,4}|没危险|不要紧|不怕|(?:不太?|没那么)急|不用|不要?|不是|"
    "不会|放心|还好|好的?|行|安全|平安|好好|好多|稳定|误会|说说而已|说着玩|随便说说|以前的事"
)
_IN_DANGER = (
    "很急|急|快(?:来人?|点|帮忙|救.{0,4})|救命|救.{0,4}|"
    "有(?:危险)?|要|嗯|对|没错|是|怕|不行|(?:熬|撑)不住|快帮忙|来人|叫人来?"
)
_SAFE = re.compile(f"(?:{_LEAD}(?:{_IS_SAFE}){_TAIL}){{1,3}}")
_DANGER = re.compile(f"(?:{_LEAD}(?:{_IN_DANGER}){_TAIL}){{1,3}}")
_LONGEST = 20
_SOON = 4  # turns
_FEW = 6  # characters of a yes that tell nothing more


def still_fresh(talk: Talk, today: str) -> Talk:
    """The talk one turn later, without what we asked on an earlier day: a yes of today answers nothing of then."""
    if talk.worried and talk.seen != today:
        return replace(talk.ask_aside() if talk.aside == ASIDE else talk, worried=(), hinted="", hint_age=0)
    if not talk.hinted:
        return talk
    soon = talk.hint_age < _SOON
    return replace(talk, hinted=talk.hinted if soon else "", hint_age=talk.hint_age + 1 if soon else 0)


def confirmed(heard: Heard, found: Distress | None) -> Distress | None:
    """``found``, sure when it is a second hint, soon after, of a danger that we asked about and heard no answer."""
    if found and found.worrying and heard.talk.hinted == found.kind:
        return replace(found, sure=True)
    return found


def wondering(heard: Heard, move: Move, found: Distress | None) -> Move:
    """``move`` with the question whether somebody is in danger."""
    talk = move.talk
    if found is None or not found.worrying or talk.shaken or found.kind in talk.alarmed:
        return move  # nothing told, or already looked after
    if talk.worried.count(found.kind) >= _MOST or talk.aside not in _LESS_PRESSING or _took_something(heard, move):
        return move
    words = "" if talk.refused else hide_private(heard.said.text)[:200]
    talk = talk.ask_aside(ASIDE, kind=found.kind, words=words)
    talk = replace(talk, worried=(*talk.worried, found.kind), hinted=found.kind, hint_age=0)
    return replace(move, talk=talk, ask=True)


def _took_something(heard: Heard, move: Move) -> bool:
    """Was it an answer, a correction, something left out, a command? The cause and the story may tell of danger."""
    if heard.talk.aside == "callme":
        return False  # 打我儿子的，我快撑不住了: a number was asked for, whoever gives one may be in danger
    return _but_the_story(heard.talk) != _but_the_story(move.talk) or not move.ask


def _but_the_story(talk: Talk) -> tuple[object, ...]:
    answers = {key: value for key, value in talk.answers.items() if key not in ("story", "risk")}
    return answers, talk.skipped, [proposal for proposal in talk.proposals if proposal[0] != "risk"]


def on_safe(heard: Heard, danger: bool) -> Move:
    """Their answer: the alarm after all, with what they said both times, or on with the report."""
    note, talk = heard.talk.note, replace(heard.talk.ask_aside(), hinted="", hint_age=0)
    kind = next((kind for kind in KINDS if kind == note.get("kind")), None)
    if not (danger and kind):
        return Move(talk, say("safe.glad"))
    more = heard.said.text if len(heard.said.text) > _FEW else ""
    words = "\n".join(words for words in (note["words"], more) if words)
    return alarm(replace(heard, talk=talk), Distress(kind, note["words"]), words)


def in_words(heard: Heard, picked: str) -> Move | None:
    """没事 · 快来人, or the button ``picked`` in words; anything else is heard for what it is."""
    text = heard.said.text
    short = len(text) <= _LONGEST
    if picked == "aside=no" or (not picked and short and _SAFE.fullmatch(text)):
        return on_safe(heard, danger=False)
    return on_safe(heard, danger=True) if picked or (short and _DANGER.fullmatch(text)) else None
