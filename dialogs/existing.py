"""The report that was made: where it stands, and taking it back."""

from dialogs.hearing import Heard, Move
from dialogs.status import status_words
from dialogs.words import say

MOST_LOOKUPS = 5  # a day: a receipt alone shows nothing, and the last four cannot be guessed (裁定 21)

_ENDED = ("REJECTED", "DUPLICATE", "TRANSFERRED", "CLOSED_NATURAL", "ELIMINATED")
_NOTHING_TO_STOP = {**dict.fromkeys(_ENDED, "withdraw_over"), "APPEAL": "withdraw_appeal"}


def status(heard: Heard) -> Move:
    if heard.scene.case:
        return Move(heard.talk.ask_aside(), status_words(heard.scene))
    tried = heard.talk.lookups.get(heard.scene.now.date().isoformat(), 0)
    if tried >= MOST_LOOKUPS:
        return Move(heard.talk.ask_aside(), say("lookup_enough", hotlines=heard.scene.hotlines))
    return Move(heard.talk.ask_aside("lookup"))


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
