"""What the conversation may know of the world at one message."""

from sqlalchemy import RowMapping

from dialogs.messages import Message
from dialogs.scene import Scene
from dialogs.talk import Talk
from intake_api.intake.case_views import view
from intake_api.office import Work


def scene_of(work: Work, message: Message, case: RowMapping | None, talk: Talk, *, wonders: bool = False) -> Scene:
    """Time, county, channel and case; ``wonders``: a language model may be asked what was meant."""
    return Scene(
        now=work.local(work.now),
        county=work.county,
        rules=work.county.policy.rules(message.via or message.channel),
        channel=message.channel,
        known_phone=message.user if message.channel == "sms" else "",
        case=view(work, case, talk.joined),
        wonders=wonders,
    )
