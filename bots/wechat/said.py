"""What a person said in WeChat: from the platform's message types and events to ``Said``."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from bots.wechat.codec import Incoming, Malformed
from dialogs.messages import Media, Message, Said

Event = Literal["", "start", "stop"]

CANNOT_READ = "这个我还看不了。您可以直接打字告诉我，也可以发照片、发语音。"
NO_PLACE_NAME = "位置收到了，可上面没有地名。请打字告诉我是哪个镇哪个村，比如：宦溪镇亥由村。"
NOTHING_SAID = "没看到您写的字。请再打一遍，也可以发照片、发语音。"

# WeChat itself puts these words in the place of a sticker or a card that it does not pass on.
_NOT_PASSED_ON = "【收到不支持的消息类型"
_VILLAGE = re.compile(r"v:(\d{6}|\d{9}|\d{12})")


def understand(incoming: Incoming, channel: str, county: str) -> Message | str:
    """The message to hear, or the words to answer at once (empty: nothing to answer). Raises ``Malformed``."""
    reader = _EVENTS.get(incoming.event, _no_answer) if incoming.type == "event" else _TYPES.get(incoming.type)
    said = reader(incoming) if reader else CANNOT_READ
    if isinstance(said, str):
        return said
    event, words = said
    at = datetime.fromtimestamp(incoming.created, UTC)
    return Message(channel, incoming.sender, _message_id(incoming), words, at, county, event=event)


def _message_id(incoming: Incoming) -> str:
    """MsgId; events have none, and two may share a second, so theirs is made of what tells them apart. Hashed,
    because ids are logged and an openid is personal."""
    if incoming.id:
        return incoming.id
    parts = (incoming.sender, str(incoming.created), incoming.event, incoming.field("EventKey"))
    return "event-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


_Read = tuple[Event, Said] | str


def _text(incoming: Incoming) -> _Read:
    words = incoming.field("Content")
    if words.startswith(_NOT_PASSED_ON):
        return CANNOT_READ
    return ("", Said(text=words)) if words else NOTHING_SAID


def _image(incoming: Incoming) -> _Read:
    return "", Said(media=(Media("image", _media_id(incoming), incoming.field("PicUrl")),))


def _voice(incoming: Incoming) -> _Read:
    # Recognition is there only when the account switched it on, and not for every format: a draft at best.
    return "", Said(media=(Media("voice", _media_id(incoming), text=incoming.field("Recognition")),))


def _media_id(incoming: Incoming) -> str:
    media_id = incoming.field("MediaId")
    if not media_id:
        raise Malformed("照片或语音缺少 MediaId。")
    return media_id


def _location(incoming: Incoming) -> _Read:
    # The name of the place is what the form asks for; where exactly the phone is, nobody needs to know.
    label = incoming.field("Label")
    return ("", Said(place=label)) if label else NO_PLACE_NAME


def _start(incoming: Incoming) -> _Read:
    """Followed the account or scanned a code; a village's code carries the village's division code."""
    scene = _VILLAGE.fullmatch(incoming.field("EventKey"))
    return "start", Said(place=scene[1] if scene else "")


def _stop(incoming: Incoming) -> _Read:
    return "stop", Said()


def _click(incoming: Incoming) -> _Read:
    choice = incoming.field("EventKey")
    return ("", Said(choice=choice)) if choice else ""


def _no_answer(incoming: Incoming) -> _Read:
    return ""


_TYPES: dict[str, Callable[[Incoming], _Read]] = {
    "text": _text,
    "image": _image,
    "voice": _voice,
    "location": _location,
}
_EVENTS: dict[str, Callable[[Incoming], _Read]] = {
    "subscribe": _start,
    "subscribe_scan": _start,
    "scan": _start,
    "unsubscribe": _stop,
    "click": _click,
}
