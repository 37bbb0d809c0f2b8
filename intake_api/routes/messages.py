"""``POST /api/v1/messages``: bots hand over what a person said, and get what to answer."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from dialogs.messages import Heard, Media, Message, Said
from intake_api.errors import Invalid
from intake_api.routes.who import TheOffice, bot

router = APIRouter(prefix="/api/v1", dependencies=[Depends(bot)], tags=["bots"])

ChannelName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
_Id = Annotated[str, StringConstraints(min_length=1, max_length=128)]
# 10,000 characters are heard (cut where the conversation cuts); what is longer than this is no message.
_Text = Annotated[str, StringConstraints(max_length=50_000)]


class _Body(BaseModel):
    """A field that is null was left out; one that is not known here is for a later version."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _without_nothing(cls, data: Any) -> Any:
        return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data


class MediaIn(_Body):
    """A photo or a recording, by the platform's id or by address (``data:`` carries it)."""

    kind: Literal["image", "voice", "file"]
    id: str = Field("", max_length=512)
    url: str = Field("", max_length=14_000_000)
    text: _Text = ""

    @model_validator(mode="after")
    def _has_content(self) -> "MediaIn":
        if not (self.id or self.url):
            raise ValueError("id or url")
        return self


class MessageIn(_Body):
    """What a person said. ``text``, ``choice``, ``media`` and ``place`` may each be missing."""

    channel: ChannelName
    user: _Id
    message_id: _Id
    text: _Text = ""
    choice: str = Field("", max_length=256)
    media: list[MediaIn] = Field(default_factory=list, max_length=20)
    place: str = Field("", max_length=512)
    at: datetime | None = None
    county: str = Field("", max_length=12)
    via: str = Field("", max_length=32)
    event: Literal["", "start", "stop"] = ""

    def message(self) -> Message:
        """The same as the conversation knows it."""
        media = tuple(Media(m.kind, m.id, m.url, m.text) for m in self.media)
        said = Said(_storable(self.text), self.choice, media, _storable(self.place))
        at = self.at.replace(tzinfo=UTC) if self.at and self.at.tzinfo is None else self.at
        return Message(self.channel, self.user, self.message_id, said, at, self.county, self.via, self.event)


class ChoiceOut(BaseModel):
    """A button."""

    value: str
    label: str


class ReplyOut(BaseModel):
    """What the person hears."""

    text: str
    choices: list[ChoiceOut] = []
    link: str = ""


class HeardOut(BaseModel):
    """The answer; the same for the same message id."""

    replies: list[ReplyOut]
    asking: str | None
    case: str | None
    state: Literal["idle", "filling", "confirming", "submitted", "human"]


@router.post("/messages", responses={200: {"model": HeardOut}}, response_model=None)
async def post_message(body: MessageIn, request: Request, office: TheOffice) -> dict[str, Any]:
    """Hear one message exactly once."""
    request.scope["baopin.message_id"] = _printable(body.message_id)
    if body.county and body.county not in office.counties:
        raise Invalid(f"这里不受理区划 {_printable(body.county)} 的事项")
    return as_json(await request.app.state.intake.hear(body.message()))


def as_json(heard: Heard) -> dict[str, Any]:
    """The contract's shape; ``link`` only where there is one."""
    return {
        "replies": [
            {
                "text": reply.text,
                "choices": [{"value": c.value, "label": c.label} for c in reply.choices],
                **({"link": reply.link} if reply.link else {}),
            }
            for reply in heard.replies
        ],
        "asking": heard.asking,
        "case": heard.case,
        "state": heard.state,
    }


def _storable(text: str) -> str:
    """Without what no database takes: NUL (PostgreSQL) and halves of a surrogate pair."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() and c.isascii() else "?" for c in text[:64])
