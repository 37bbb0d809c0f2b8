"""Side questions: really start again? which number to call? which receipt? They own the next words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs import objecting
from dialogs.another import on_offer
from dialogs.buttons import on_button, on_number, picked
from dialogs.calling import has_draft
from dialogs.commands import command, correction, goes_on, wants_on
from dialogs.effects import CallBack, Forget, LookUp, Withdraw
from dialogs.hearing import Heard, Move
from dialogs.mending.by_name import on_new_value
from dialogs.mending.naming import labelled
from dialogs.mending.replacing import reopened
from dialogs.noting import put
from dialogs.plainly import plainly
from dialogs.safety import in_words, on_safe
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.answers.yes_no import yes_no
from knowledge.numbers.digits import digit_runs
from knowledge.people.phones import phone
from knowledge.receipts import looks_like_receipt, parse

_FOUR = re.compile(r"\d{3}[\dXx]")
_NO_CALL = re.compile(r"不用|算了|别|不打|不要|没有?电话")
_SHORT = 6
_SOME_DIGITS = 3  # so many in a row are meant as a number
_A_FEW_WORDS = 20
_YES = re.compile("(?:我|就|那)*(?:是|对|嗯|恩|没错|确定|yes|ok)[的吧啊呀啦了哦嘛，,。！! 是对嗯]*", re.IGNORECASE)
_GIVES_UP = re.compile(
    "(?:我|我们|就|那|都|全|还是|真的?|给我|帮我|把它|是|对|嗯|好|行|可以|确定|没错|[的了吧啊，,。！! ])*"
    "(?:不(?:想|要|再|用)?(?:报|填|申请|申报|办)|[删撤])[掉除回销来去了吧啊呀嘛算好的，,。！! ]*"
)
_CONSENTS = re.compile("(?:我|好的?|行|那|[，, ])*同意")
_SPARES = re.compile("[别莫不勿](?:要|用|想)?(?:给我)?[删撤]|还是留着|先留着")
# 不报了 to 不报了吗？ is a yes; and words like 没问题 are commands elsewhere, an answer here.
_MEANT_AGAIN: Mapping[str, tuple[str, ...]] = {"restart": ("restart",), "cancel": ("cancel",), "withdraw": ("cancel",)}
_ALSO_ANSWERS = ("", "apply", "submit", "cancel", "keep", "resume")


def on_aside(heard: Heard) -> Move | None:
    """Words for the open side question. A command or a button of something else leaves it."""
    aside, text = heard.talk.aside, heard.said.text
    if not aside:
        return None
    key, _, code = heard.said.choice.partition("=")
    if key == "aside":
        return _decided(heard, code == "yes")
    if heard.said.choice == "!back":
        return Move(heard.talk.ask_aside())
    if heard.said.choice:
        return on_button(heard) if key == heard.talk.note.get("key", aside) and aside in _PRESSED else None
    if aside == "safe":  # 快来人 asks for more than a call tomorrow
        return in_words(heard, picked(heard))
    name = command(text)
    if name == "back":
        return Move(heard.talk.ask_aside())
    if aside == "object":
        return objecting.answered(heard, picked(heard), "" if name in _ALSO_ANSWERS else name)
    if name in ("help", "repeat"):
        return Move(heard.talk, say("help", hotlines=heard.scene.hotlines) if name == "help" else "")
    if name in _MEANT_AGAIN.get(aside, ()) and not _SPARES.search(text):
        return _decided(heard, True)
    if aside in _MEANT_AGAIN:
        return _gives_up(heard, name)
    if aside in _YES_NO and name in _ALSO_ANSWERS and (move := _answered(heard)):
        return move
    listen = _FREE.get(aside)
    given = aside == "callme" and phone(text)  # 打我的电话吧，139… tells the number
    return listen(heard) if listen and (given or not name) else None


def _gives_up(heard: Heard, name: str) -> Move | None:
    """What deletes is said plainly: 是, 不报了, 删. 报吧 keeps; a mere 好 is asked again."""
    text = heard.said.text
    if _CONSENTS.match(text):
        return None  # it answers what was asked before
    if goes_on(text) or _SPARES.search(text):
        return _decided(heard, False)
    if name not in _ALSO_ANSWERS:
        return None
    value = picked(heard)
    plain = _YES.fullmatch(text) or (heard.talk.aside != "restart" and _GIVES_UP.fullmatch(text))
    if value or (plain and len(text) <= _A_FEW_WORDS):
        return _decided(heard, value != "aside=no")
    if name != "resume" and plainly(text):
        return Move(heard.talk)
    answer = yes_no(text)  # doubt keeps what there is
    return _decided(heard, False) if answer and not answer.value else None


def _answered(heard: Heard) -> Move | None:
    if heard.talk.aside == "callme" and (not heard.talk.note.get("phone") or phone(heard.said.text)):
        return None  # a number is wanted, or given
    value = picked(heard)
    if value or plainly(heard.said.text) or wants_on(heard.said.text):
        return _decided(heard, value != "aside=no")
    answer = yes_no(heard.said.text)  # doubt keeps what there is
    return _decided(heard, False) if answer and not answer.value else None


def _decided(heard: Heard, yes: bool) -> Move:
    decide = _YES_NO.get(heard.talk.aside)
    return decide(heard, yes) if decide else Move(heard.talk.ask_aside())


def _restart(heard: Heard, yes: bool) -> Move:
    talk = heard.talk
    if not yes:
        return Move(talk.ask_aside(), say("kept"))
    fresh = Talk("filling", receipt=talk.receipt, alarmed=talk.alarmed, lookups=talk.lookups, media=talk.media)
    fresh = replace(fresh, before=talk.before, refused=talk.refused, **talk.worries)
    # 同意 stays given: it was not what had to be started again.
    agreed = talk.answers.get("consent")
    return Move(fresh.put("consent", agreed) if agreed else fresh, say("restarted"))


def _cancel(heard: Heard, yes: bool) -> Move:
    if not yes:
        return Move(heard.talk.ask_aside(), say("kept"))
    # What was told in danger stays with the duty person (裁定 6): not everything is deleted.
    lead = say("cancelled_alarmed" if heard.talk.alarmed else "cancelled")
    talk = heard.talk.given_up()
    if talk.receipt:
        lead += "\n" + say("earlier_stays", receipt=talk.receipt)
    return Move(talk, lead, (Forget(),))


def _withdraw(heard: Heard, yes: bool) -> Move:
    if not yes:
        return Move(heard.talk.ask_aside(), say("kept"))
    return Move(Talk(lookups=heard.talk.lookups), say("withdrawn"), (Withdraw(),))


def _callme(heard: Heard, yes: bool) -> Move:
    number = heard.talk.note.get("phone", "")
    if yes and number:
        return _call(heard, number)
    if yes or (heard.said.text and not _NO_CALL.search(heard.said.text)):
        kind = heard.talk.note.get("kind", "callback")
        return Move(heard.talk.ask_aside("callme", kind=kind))  # not that number: which one?
    return Move(heard.talk.ask_aside(), say("callme_no", hotlines=heard.scene.hotlines))


def _call(heard: Heard, number: str) -> Move:
    kind = heard.talk.note.get("kind", "callback")
    talk = heard.talk.ask_aside()
    if talk.stage == "filling" and "phone" not in talk.answers and "consent" in talk.answers:
        talk = put(heard, talk, "phone", number)
    lead = say("callme_done", phone=number, hours=heard.scene.county.policy.hotline_hours)
    lead += say("callme_kept") if has_draft(heard.talk) else ""
    return Move(talk, lead, (CallBack(number, kind),))


def _number_to_call(heard: Heard) -> Move | None:
    """A number; words without digits (a village, an illness) were for something else."""
    found = phone(heard.said.text)
    if found:
        return _call(heard, found.value)
    if _NO_CALL.search(heard.said.text):
        return Move(heard.talk.ask_aside(), say("callme_no", hotlines=heard.scene.hotlines))
    tried = any(len(run.digits) >= _SOME_DIGITS for run in digit_runs(heard.said.text))
    return Move(heard.talk, say("misheard.phone_digits")) if tried else None


def _receipt(heard: Heard) -> Move | None:
    text = heard.said.text
    receipt = parse(text)
    if receipt:
        return Move(heard.talk.ask_aside("lookup4", receipt=receipt))
    if looks_like_receipt(text):
        return Move(heard.talk, say("lookup_bad"))
    return None if len(text) > _SHORT else Move(heard.talk)


def _last_four(heard: Heard) -> Move | None:
    text, receipt = heard.said.text.strip("。. "), heard.talk.note.get("receipt", "")
    found = _FOUR.search(text) if len(text) <= 2 * _SHORT else None
    if found and receipt and len(re.findall(r"\d", text)) <= 4:
        return Move(heard.talk.ask_aside(), effects=(LookUp(receipt, found[0].upper()),), ask=False)
    return Move(heard.talk, say("lookup_last4_bad")) if len(text) <= 2 * _SHORT else None


def _to_mend(heard: Heard) -> Move | None:
    """A number, a label or the name of a field; 都对 goes back, anything else leaves the side question."""
    text = heard.said.text
    if move := on_number(heard):
        return replace(move, talk=move.talk.ask_aside())
    if (key := labelled(text)) in heard.form.questions:
        return Move(reopened(heard, key))
    if correction(text)[0]:
        return None
    if yes_no(text):
        return Move(heard.talk.ask_aside())
    return Move(heard.talk, say("correct_unknown")) if len(text) <= _SHORT else None


def _which_place(heard: Heard) -> Move | None:
    if move := on_number(heard):
        return replace(move, talk=move.talk.ask_aside())
    kinds = [kind for kind in ("村", "社区") if kind in heard.said.text]
    places = [heard.scene.county.places.get(code) for code in heard.talk.note.get("codes", "").split()]
    meant = [place.code for place in places if place and [place.kind] == kinds]
    if len(meant) != 1:
        return None
    return on_button(replace(heard, said=replace(heard.said, choice=f"village={meant[0]}", text="")))


def _to_what(heard: Heard) -> Move | None:
    """The new value of what is changed after the report; an option may be chosen by its number."""
    return on_number(heard) or on_new_value(heard)


_YES_NO: Mapping[str, Callable[[Heard, bool], Move]] = {
    "restart": _restart,
    "cancel": _cancel,
    "withdraw": _withdraw,
    "object": objecting.decided,
    "another": on_offer,
    "callme": _callme,
    "safe": on_safe,
}

_PRESSED = ("amend", "village")  # their buttons are answers; after the report such a button counts nowhere else

_FREE: Mapping[str, Callable[[Heard], Move | None]] = {
    "amend": _to_what,
    "callme": _number_to_call,
    "correct": _to_mend,
    "lookup": _receipt,
    "lookup4": _last_four,
    "question": on_number,
    "village": _which_place,
}
