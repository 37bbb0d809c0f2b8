"""Templates and static files of the page, read once at start."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bots.web.card import Card
from bots.web.richtext import linked, safe_link, whole

HERE = Path(__file__).parent
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
SIZES = ("", "big", "huge")  # 20, 25 and 30 px at the browser's normal setting
CHANNELS = {"wechat": "微信", "telegram": "Telegram", "sms": "短信", "wecom": "企业微信"}


@dataclass(frozen=True, slots=True)
class Static:
    """A file as it goes out; ``etag`` is made of its content."""

    content: bytes
    media_type: str
    etag: str


def static_files() -> dict[str, Static]:
    """The only files that are served, by name."""
    files = {path.name: path for path in (HERE / "static").iterdir() if path.suffix in TYPES}
    return {name: _read(path) for name, path in files.items()}


def _read(path: Path) -> Static:
    content = path.read_bytes()
    return Static(content, TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:16])


class Pages:
    """Renders the whole page or the screen inside it."""

    def __init__(self, title: str, hotlines: tuple[str, ...], files: dict[str, Static]) -> None:
        self._env = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters.update(linked=linked, safe_link=safe_link, whole=whole)
        self._env.globals.update(
            title=title,
            hotlines=hotlines,
            channels=CHANNELS,
            asset={name: f"/static/web/{name}?v={file.etag}" for name, file in files.items()},
        )

    def page(
        self, card: Card, message_id: str, *, size: str = "", notice: str = "", place: str = "", origin: str = ""
    ) -> str:
        """The whole document. ``origin`` is the channel of a visitor who came over from a chat."""
        return self._env.get_template("page.html").render(
            card=card,
            message_id=message_id,
            size=size,
            next_size=_next(size),
            notice=notice,
            place=place,
            origin=origin,
        )

    def follow(self, token: str, origin: str, *, size: str = "") -> str:
        """Asks whether the chat that a link came from is the visitor's own."""
        return self._env.get_template("follow.html").render(
            token=token, origin=origin, size=size, next_size=_next(size)
        )

    def screen(self, card: Card, message_id: str, origin: str = "") -> str:
        """Only the inside of ``<main>``: the script puts it in place."""
        return self._env.get_template("screen.html").render(
            card=card, message_id=message_id, notice="", place="", origin=origin
        )

    def sorry(
        self,
        words: str,
        message_id: str,
        *,
        size: str = "",
        text: str = "",
        choice: str = "",
        place: str = "",
        with_files: bool = False,
    ) -> str:
        """A refusal in kind words, with what was written, ready to be sent again; files must be picked again."""
        return self._env.get_template("sorry.html").render(
            words=words,
            message_id=message_id,
            size=size,
            next_size=_next(size),
            text=text,
            choice=choice,
            place=place,
            with_files=with_files,
        )


def _next(size: str) -> str:
    return SIZES[(SIZES.index(size) + 1) % len(SIZES)]
