"""The whole system as it runs, on loopback, between real counterparts: people with WeChat, Telegram or a browser."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import telegram_platform
import wechat_platform
from fastapi import FastAPI
from pydantic import SecretStr
from telegram_people import buttons
from telegram_server import Server, until

from bots.serving import bots_app, whole_app
from bots.settings import BotSettings
from dialogs.messages import Said
from intake_api.demo import PASSWORD
from intake_api.office import Office
from intake_api.settings import Settings

PUBLIC = "http://baopin.example.cn"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
BOTS, REPORT = "bots-token-of-the-suite", "report-token-of-the-suite"
RECEIPT = re.compile(r"JA\d{8}-\d{4,}-\w")


@dataclass
class World:
    """``api`` is where the console and the tables are, ``front`` where the channels are: one process, or two."""

    api: str
    front: str
    office: Office
    wechat: wechat_platform.Platform
    telegram: telegram_platform.Platform
    client: httpx.Client
    logins: dict[str, "Cadre"] = field(default_factory=dict)

    def cadre(self, login: str) -> "Cadre":
        """Somebody of the demo at the console, logged in."""
        if login not in self.logins:
            self.logins[login] = Cadre(self.api, login)
        return self.logins[login]

    def figure(self, column: str, town: str) -> int:
        """A figure of Annex 2, and that as many rows stand behind it."""
        headers = {"authorization": f"Bearer {REPORT}"}
        table = self.client.get(f"{self.api}/api/v1/annex2", headers=headers).json()
        place = [each["key"] for each in table["columns"]].index(column)
        (row,) = [row for row in table["rows"] if row["code"] == town]
        asked = {"column": column, "unit": town}
        listed = self.client.get(f"{self.api}/api/v1/annex2/rows", params=asked, headers=headers).json()["rows"]
        assert len(listed) == row["values"][place]
        return int(row["values"][place])

    def listed(self, column: str, town: str) -> list[str]:
        """The receipts behind a figure."""
        headers = {"authorization": f"Bearer {REPORT}"}
        asked = {"column": column, "unit": town}
        rows = self.client.get(f"{self.api}/api/v1/annex2/rows", params=asked, headers=headers).json()["rows"]
        return [row["receipt"] for row in rows]


class Cadre:
    """A browser with a cookie."""

    def __init__(self, api: str, login: str) -> None:
        self.client = httpx.Client(base_url=api, headers={"sec-fetch-site": "same-origin", "accept": "text/html"})
        answer = self.client.post("/console/login", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303, answer.text

    def page(self, path: str) -> str:
        """A page of the console."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def post(self, path: str, **form: str) -> httpx.Response:
        """A form sent."""
        return self.client.post(path, data=form)

    def case(self, receipt: str) -> str:
        """The path of the case, found in the list."""
        for path in dict.fromkeys(re.findall(r'href="(/console/cases/[^"/?#]+)"', self.page("/console"))):
            if receipt in self.page(path):
                return str(path)
        raise AssertionError(f"{receipt} is not in the list")

    def accept(self, receipt: str) -> None:
        """受理 by the form of the case's page."""
        path = self.case(receipt)
        form = re.search(r'act/accept">\s*<input type="hidden" name="version" value="(\d+)"', self.page(path))
        assert form, "no 受理 on the page"
        assert self.post(f"{path}/act/accept", version=form[1]).status_code == 303
        assert "已受理" in self.page(path)

    def binding_code(self) -> str:
        """What the console tells to send to the bot."""
        found = re.search(r"绑定 \d{6}", self.post("/console/binding/code").text)
        assert found
        return found[0]


@contextmanager
def one_process(folder: Path, database_url: str) -> Iterator[World]:
    """Intake, console and channels in one process; WeChat in plain mode, Telegram by webhook."""
    with _platforms("") as (stack, wechat, telegram, bots):
        app = whole_app(_settings(folder, database_url), bots)
        server = _serve(stack, app, telegram)
        yield _world(stack, app, server, server, wechat, telegram)


@contextmanager
def two_processes(folder: Path, database_url: str) -> Iterator[World]:
    """The API behind, the channels in front, HTTP between; WeChat in safe mode, Telegram by polling."""
    with _platforms(AES_KEY) as (stack, wechat, telegram, bots):
        nothing = BotSettings(_env_file=None, public_url=PUBLIC)  # type: ignore[call-arg]
        app = whole_app(_settings(folder, database_url), nothing)
        api = stack.enter_context(Server(app))
        front = _serve(stack, bots_app(api.url, bots), telegram)
        yield _world(stack, app, api, front, wechat, telegram)


@contextmanager
def _platforms(aes_key: str) -> Iterator[tuple[ExitStack, Any, telegram_platform.Platform, BotSettings]]:
    account = wechat_platform.Account(aes_key=aes_key)
    with ExitStack() as stack:
        telegram = stack.enter_context(telegram_platform.Platform())
        wechat = wechat_platform.Platform(account, _not_yet)
        at = stack.enter_context(wechat_platform.served(wechat.api.app))
        bots = BotSettings(
            _env_file=None,  # type: ignore[call-arg]
            public_url=PUBLIC,
            api_token=SecretStr(BOTS),
            wechat_token=SecretStr(account.token),
            wechat_appid=account.appid,
            wechat_secret=SecretStr(account.secret),
            wechat_aes_key=SecretStr(aes_key),
            wechat_api_base=f"{at}/cgi-bin/",
            telegram_token=SecretStr(telegram.token),
            telegram_secret=SecretStr("secret_token-1"),
            telegram_api_base=telegram.url,
            telegram_mode="polling" if aes_key else "webhook",
        )
        yield stack, wechat, telegram, bots


async def _not_yet(_query: dict[str, str], _body: bytes) -> tuple[int, bytes]:
    return 0, b""


def _settings(folder: Path, database_url: str) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        demo=True,
        database_url=database_url,
        secret_key=SecretStr("test-secret-of-the-suite"),
        api_token=SecretStr(BOTS),
        report_token=SecretStr(REPORT),
        media_dir=folder / "media",
        public_url=PUBLIC,
    )


def _serve(stack: ExitStack, app: FastAPI, telegram: telegram_platform.Platform) -> Server:
    server = Server(app)
    telegram.hosts[PUBLIC] = server.url
    stack.enter_context(server)
    until(lambda: telegram.commands)
    return server


def _world(stack: ExitStack, app: FastAPI, api: Server, front: Server, wechat: Any, telegram: Any) -> World:
    client = stack.enter_context(httpx.Client())

    async def post(query: dict[str, str], body: bytes) -> tuple[int, bytes]:
        address = f"{front.url}/channels/wechat"
        answer = await asyncio.to_thread(client.post, address, params=query, content=body)
        return answer.status_code, answer.content

    wechat.post = post
    world = World(api.url, front.url, app.state.office, wechat, telegram, client)
    stack.callback(lambda: [cadre.client.close() for cadre in world.logins.values()])
    return world


def by_web(world: World, said: list[Said]) -> str:
    """The farmer's page without scripts: every answer by the form; what is pressed must be on the page."""
    with httpx.Client(base_url=world.front, follow_redirects=True) as browser:
        page = browser.get("/").text
        for one in [Said(choice="!apply"), *said[1:]]:  # the page's own first screen
            form = re.search(r'name="message_id" value="([^"]+)"', page)
            assert form
            assert not one.choice or f'value="{one.choice}"' in page, one.choice
            fields = {"message_id": form[1], "text": one.text, "choice": one.choice}
            answer = browser.post("/say", data={name: value for name, value in fields.items() if value})
            assert answer.status_code == 200, answer.text
            page = answer.text
    return _receipt(page)


def by_wechat(world: World, openid: str, words: list[str]) -> str:
    """Typed, as on a phone; every message is answered at the first try."""
    text = ""
    for one in words:
        delivery = asyncio.run(world.wechat.text(openid, one))
        assert delivery.statuses == [200], delivery
        assert not delivery.broken
        text = delivery.text
    return _receipt(text)


def by_telegram(world: World, number: int, said: list[Said]) -> str:
    """Buttons pressed and words typed."""
    person = world.telegram.user(number)
    person.say("/start")
    for one in said:
        if not one.choice:
            person.say(one.text)
            continue
        shown = next(message for message in reversed(person.messages) if "reply_markup" in message)
        labels = {button.get("callback_data"): button["text"] for button in buttons(shown)}
        assert one.choice in labels, (one.choice, labels)
        person.press(labels[one.choice])
    return _receipt(person.texts()[-1])


def _receipt(text: str) -> str:
    found = RECEIPT.search(text)
    assert found, text
    return found[0]
