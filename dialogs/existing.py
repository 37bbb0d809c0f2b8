"""The report that was made: where it stands, and taking it back."""

from dataclasses import replace

from dialogs.effects import Looked
from dialogs.hearing import Heard, Move
from dialogs.status import status_words
from dialogs.words import say

MOST_LOOKUPS = 5  # a day: a receipt alone shows nothing, and the last four cannot be guessed (裁定 21)

_ENDED = ("REJECTED", "DUPLICATE", "TRANSFERRED", "CLOSED_NATURAL", "ELIMINATED")
_NOTHING_TO_STOP = {**dict.fromkeys(_ENDED, "withdraw_over"), "APPEAL": "withdraw_appeal"}


def status(heard: Heard) -> Move:
    if heard.scene.case:
        return standing(replace(heard, talk=heard.talk.ask_aside()))
    tried = heard.talk.lookups.get(heard.scene.now.date().isoformat(), 0)
    if tried >= MOST_LOOKUPS:
        return Move(heard.talk.ask_aside(), say("lookup_enough", hotlines=heard.scene.hotlines))
    return Move(heard.talk.ask_aside("lookup"))


def standing(heard: Heard) -> Move:
    """Where the person's own case stands. On a channel whose words carry no reason (裁定 10), and to who only joined
    it, that is not all there is to tell."""
    whole = heard.scene.case and not (heard.talk.joined or heard.scene.rules.bare_notices)
    return Move(heard.talk, status_words(heard.scene), (Looked(),) if whole else ())


def cancel(heard: Heard) -> Move:
    talk, case = heard.talk, heard.scene.case
    if talk.stage == "filling":
        return Move(talk.ask_aside("cancel"))
    if talk.joined:  # what another conversation began is taken back there
        return Move(talk, say("withdraw_joined", hotlines=heard.scene.hotlines))
    if not case:
        return Move(talk, say("nothing_to_withdraw"))
    if not case.can_withdraw:
        return Move(talk, say(_NOTHING_TO_STOP.get(case.state, "withdraw_late"), hotlines=heard.scene.hotlines))
    return Move(talk.ask_aside("withdraw"))
