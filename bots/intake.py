"""The intake over HTTP, for bots that run apart from it: they post messages and pull notices, nothing else."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from dialogs.messages import Choice, Heard, Intake, Message, Notice, Outcome, Reply, Unavailable

JSON = dict[str, Any]
T = TypeVar("T")


class Refused(Exception):
    """The intake will not take the request: wrong token, or a fault on this side. Trying again will not help."""

    def __init__(self, status: int, title: str = "") -> None:
        super().__init__(f"{status} {title}".strip())
        self.status = status


class Remote(Intake):
    """An ``Intake`` behind ``POST {api}/api/v1/messages``. ``token`` is ``BAOPIN_API_TOKEN``."""

    def __init__(self, api: str, token: str, *, client: httpx.AsyncClient | None = None) -> None:
        self._client = client or httpx.AsyncClient(timeout=httpx.Timeout(10, connect=3))
        self._base = api.rstrip("/") + "/api/v1"
        self._headers = {"Authorization": f"Bearer {token}"}

    async def hear(self, message: Message) -> Heard:
        """Hear one message; its id makes the one quick retry safe. Raises ``Unavailable`` or ``Refused``."""
        return await self._post("/messages", message_to_json(message), heard_from_json, tries=2)

    async def claim_notices(self, channel: str, limit: int = 20) -> list[Notice]:
        """Take due notices. Not retried: what a lost answer held comes back when its lease ends."""
        return await self._post("/notices/claim", {"channel": channel, "limit": limit}, notices_from_json)

    async def settle_notice(self, notice_id: str, outcome: Outcome, error: str = "") -> None:
        """Say what became of a notice; saying it twice is the same as once."""
        body = {"outcome": outcome, "error": error}
        await self._post(f"/notices/{quote(notice_id, safe='')}", body, lambda _: None, tries=2)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _post(self, path: str, body: JSON, read: Callable[[Any], T], tries: int = 1) -> T:
        """Post and read the answer; the last failure of ``tries`` is raised."""
        while True:
            tries -= 1
            try:
                response = await self._client.post(self._base + path, json=body, headers=self._headers)
                return _answer(response, read)
            except (httpx.TransportError, Unavailable) as error:
                if not tries:
                    raise Unavailable(str(error) or type(error).__name__) from error


def _answer(response: httpx.Response, read: Callable[[Any], T]) -> T:
    if response.status_code == 429 or response.status_code >= 500:
        raise Unavailable(f"the intake answered {response.status_code}")
    if not response.is_success:
        raise Refused(response.status_code, response.reason_phrase)
    try:
        return read(response.json() if response.content else None)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # A proxy's page with status 200, say: nobody knows whether the message arrived, so ask again.
        raise Unavailable(f"the intake's answer cannot be read: {type(error).__name__}") from error


def message_to_json(message: Message) -> JSON:
    """The body of ``POST /api/v1/messages``; what is empty is left out."""
    said = message.said
    body = {
        "channel": message.channel,
        "user": message.user,
        "message_id": message.message_id,
        "text": said.text,
        "choice": said.choice,
        "place": said.place,
        "media": [_filled({"kind": m.kind, "id": m.id, "url": m.url, "text": m.text}) for m in said.media],
        "at": message.at.isoformat() if message.at else "",
        "county": message.county,
        "via": message.via,
        "event": message.event,
    }
    return _filled(body)


def heard_from_json(data: Any) -> Heard:
    """The answer of ``POST /api/v1/messages``."""
    replies = tuple(
        Reply(
            reply["text"],
            tuple(Choice(choice["value"], choice["label"]) for choice in reply.get("choices", ())),
            reply.get("link", ""),
        )
        for reply in data["replies"]
    )
    return Heard(replies, data.get("asking"), data.get("case"), data.get("state", "idle"))


def heard_to_json(heard: Heard) -> JSON:
    """The contract's form of an answer; ``link`` only where there is one."""
    return {
        "replies": [
            {
                "text": reply.text,
                "choices": [{"value": choice.value, "label": choice.label} for choice in reply.choices],
                **({"link": reply.link} if reply.link else {}),
            }
            for reply in heard.replies
        ],
        "asking": heard.asking,
        "case": heard.case,
        "state": heard.state,
    }


def notices_from_json(data: Any) -> list[Notice]:
    """The answer of ``POST /api/v1/notices/claim``."""
    names = ("id", "key", "channel", "user", "text", "link", "county")
    return [Notice(**{name: str(notice.get(name) or "") for name in names}) for notice in data["notices"]]


def _filled(body: JSON) -> JSON:
    return {key: value for key, value in body.items() if value}
