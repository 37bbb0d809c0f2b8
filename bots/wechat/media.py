"""Fetches the photos and recordings people send: the platform keeps them three days, their addresses not longer."""

import base64
import json
import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

import requests
from wechatpy.exceptions import WeChatClientException

from bots.wechat.client import TIMEOUT, Api
from dialogs.messages import Media

LIMIT = 10 * 1024 * 1024  # bytes
SECONDS = 10  # for the whole of one download

# Only what a browser shows or plays without running it: the console displays these. No SVG, no HTML.
_SAFE_TYPE = re.compile(r"image/(?:jpeg|png|gif|webp|bmp)|audio/[a-z0-9.+-]{1,40}")
_PLATFORM_HOST = re.compile(r"(?:[a-z0-9-]+\.)*(?:qpic\.cn|weixin\.qq\.com)")


class NotFetched(Exception):
    """The content could not be had. The text says why, without personal data."""


class Fetcher:
    """Blocking; run ``fetch`` in a thread. Without ``api`` (no app secret) only photos can be fetched."""

    def __init__(self, api: Api | None, base: str, now: Callable[[], float] = time.monotonic) -> None:
        self._api, self._base, self._now = api, base, now
        self._http = requests.Session()

    def fetch(self, media: Media) -> str:
        """The content as a ``data:`` URL. Raises ``NotFetched``."""
        address = self.allowed(media.url)
        try:
            if address:
                return self._get(address, {})
            if self._api is None:
                raise NotFetched("no app secret is set")
            return str(self._api.call(self._by_id, media.id))
        except WeChatClientException as error:
            raise NotFetched(f"errcode {error.errcode}") from None
        except requests.RequestException as error:
            raise NotFetched(type(error).__name__) from None  # its text holds the address, with the token

    def allowed(self, url: str) -> str:
        """The address to fetch, or empty: only from the platform's picture hosts (by https) or the API's own
        origin. The body of a webhook must not choose whom this server calls."""
        try:
            parts, base = urlsplit(url), urlsplit(self._base)
            own = (parts.scheme, parts.hostname, parts.port) == (base.scheme, base.hostname, base.port)
            platform = parts.scheme in ("http", "https") and parts.port in (None, 80, 443)
        except ValueError:
            return ""
        if own and not parts.username:
            return url
        if platform and not parts.username and _PLATFORM_HOST.fullmatch(parts.hostname or ""):
            return urlunsplit(("https", parts.hostname or "", parts.path, parts.query, ""))
        return ""

    def _by_id(self, media_id: str) -> str:
        assert self._api is not None
        return self._get(self._base + "media/get", {"access_token": self._api.access_token, "media_id": media_id})

    def _get(self, url: str, query: dict[str, str]) -> str:
        until = self._now() + SECONDS
        with self._http.get(url, params=query, timeout=TIMEOUT, stream=True, allow_redirects=False) as response:
            if response.status_code != 200:
                raise NotFetched(f"HTTP {response.status_code}")
            content = bytearray()
            for chunk in response.iter_content(64 * 1024):
                content += chunk
                if len(content) > LIMIT:
                    raise NotFetched("over 10 MB")
                if self._now() > until:
                    raise NotFetched("too slow")
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return _data_url(bytes(content), kind)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _data_url(content: bytes, kind: str) -> str:
    _refuse_error(content)
    if not content:
        raise NotFetched("empty")
    kind = kind if _SAFE_TYPE.fullmatch(kind) else "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _refuse_error(content: bytes) -> None:
    """The platform answers an error as JSON with status 200, and sometimes calls it text/plain."""
    if not content.startswith(b"{") or len(content) > 4096:
        return
    try:
        code = json.loads(content).get("errcode")
    except ValueError:
        return
    if code:
        raise WeChatClientException(code, "media/get")
