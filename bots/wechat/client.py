"""The outgoing API of an official account: wechatpy's client with a token that ends, and retries that end.

Of wechatpy 1.8.18 we keep the calls. Its token request has no timeout and a fixed address, its storage ignores how
long a token lives, and a token that stays refused makes it call itself until the stack is full (972 requests).
"""

import threading
import time
from collections.abc import Callable
from typing import Any

import requests
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

from bots.channel import Gone, Later, Never, SendFailed

TIMEOUT = 5  # seconds, each request
EARLY = 60  # seconds before its end a token is taken for spent

BAD_TOKEN = {40001, 40014, 42001}
GONE = {
    40003,  # not an openid of this account
    43004, 43005, 43019, 50005,  # does not follow the account, or blocked it
    43101, 48002,  # refuses messages
    45015,  # no word from the person for 48 hours
    45047,  # five messages since their last word
    48001,  # the account has no right to send this kind at all
}  # fmt: skip
NEVER = {
    40008, 40037, 44002, 44004,  # message type, template, empty
    45002, 47003,  # too long, template fields
    87014,  # refused for its content
}  # fmt: skip


class Tokens:
    """Where wechatpy keeps its access token: in memory, and only as long as the platform said."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._held: dict[str, tuple[str, float]] = {}

    def get(self, key: str, default: str | None = None) -> str | None:
        """The token, unless it is (nearly) spent."""
        value, until = self._held.get(key, ("", 0.0))
        return value if value and self._now() < until - EARLY else default

    def set(self, key: str, value: str, ttl: float | None = None) -> None:
        """Keep for ``ttl`` seconds; 7200 is the platform's own default."""
        self._held[key] = (value, self._now() + (7200 if ttl is None else ttl))

    def drop(self, key: str, value: str) -> None:
        """Forget this value, not a newer one that another thread has fetched since."""
        if self._held.get(key, ("", 0.0))[0] == value:
            self._held.pop(key, None)


class Api(WeChatClient):  # type: ignore[misc]  # wechatpy has no types
    """Blocking; run ``call`` in a thread. ``base`` ends in ``/cgi-bin/``."""

    def __init__(self, appid: str, secret: str, base: str, tokens: Tokens | None = None) -> None:
        self.API_BASE_URL = base if base.endswith("/") else base + "/"
        self._lock = threading.Lock()
        super().__init__(appid, secret, session=tokens or Tokens(), timeout=TIMEOUT, auto_retry=False)

    @property
    def access_token(self) -> str:
        """The token in hand, or a new one; several threads fetch it once."""
        token: str | None = self.session.get(self.access_token_key)
        if token:
            return token
        with self._lock:
            token = self.session.get(self.access_token_key)
            return token or str(self.fetch_access_token()["access_token"])

    def fetch_access_token(self) -> dict[str, Any]:
        """stable_token: the same for all processes, and not renewed while it lives."""
        body = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        response = self._http.post(self.API_BASE_URL + "stable_token", json=body, timeout=self.timeout)
        response.raise_for_status()
        got = response.json()
        if not isinstance(got, dict) or not got.get("access_token"):
            code = got.get("errcode", -1) if isinstance(got, dict) else -1
            raise WeChatClientException(code, "no access token", client=self)
        self.session.set(self.access_token_key, got["access_token"], got.get("expires_in"))
        return got

    def call(self, ask: Callable[..., Any], *args: Any) -> Any:
        """Ask, and once more with a new token when the one in hand is refused."""
        token = self.access_token
        try:
            return ask(*args)
        except WeChatClientException as error:
            if error.errcode not in BAD_TOKEN:
                raise
            self.session.drop(self.access_token_key, token)
            return ask(*args)

    def deliver(self, ask: Callable[..., Any], *args: Any) -> None:
        """``call``, with every failure named as a channel names it."""
        try:
            answer = self.call(ask, *args)
        except WeChatClientException as error:
            raise failure(error.errcode) from None  # the original holds the token and the openid
        except requests.RequestException as error:
            raise Later(f"WeChat cannot be reached: {type(error).__name__}") from None
        if not isinstance(answer, dict):
            raise Later("WeChat's answer cannot be read")

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def failure(errcode: int | None) -> SendFailed:
    """What an error code means for a notice. Unknown ones are tried again and end in the list of stuck notices."""
    kind = Gone if errcode in GONE else Never if errcode in NEVER else Later
    return kind(f"WeChat errcode {errcode}")
