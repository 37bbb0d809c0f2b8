"""The outgoing side against the platform's API on a loopback port: notices, tokens, the rest of a text, photos."""

import asyncio
import base64
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from wechat_platform import Account, Platform, served
from wechat_scene import FARMER, KEY, NOW, Listener, channel, scene

from bots import links
from bots.channel import Gone, Later, Never, SendFailed
from bots.wechat import WeChat, followup
from bots.wechat.client import Api, Tokens
from bots.wechat.media import LIMIT, Fetcher, NotFetched
from dialogs.messages import Choice, Media, Notice, Reply

ACCOUNT = Account()
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256))


class Served:
    """The platform's API for one test, and its address."""

    def __init__(self, platform: Platform, address: str) -> None:
        self.api, self.address, self.base = platform.api, address, address + "/cgi-bin/"

    def client(self, tokens: Tokens | None = None) -> Api:
        return Api(ACCOUNT.appid, ACCOUNT.secret, self.base, tokens)


@pytest.fixture
def platform() -> Iterator[Served]:
    async def post(query: dict[str, str], body: bytes) -> tuple[int, bytes]:
        raise AssertionError

    made = Platform(ACCOUNT, post, clock=NOW.timestamp)
    with served(made.api.app) as address:
        yield Served(made, address)


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followup, "REST_AFTER", 0.0)
    monkeypatch.setattr(followup, "PAUSES", (0.0, 0.0))


def notice(text: str = "您的申报已经受理。", link: str = "/r/JA20231110-0007-K") -> Notice:
    return Notice("1", "case:7:accepted", "wechat", FARMER, text, link, "350111")


def send(platform: Served, *notices: Notice, **more: str) -> None:
    wechat = channel(Listener(), ACCOUNT, wechat_secret=ACCOUNT.secret, wechat_api_base=platform.base, **more)

    async def sending() -> None:
        try:
            for each in notices:
                await wechat.send(each)
        finally:
            await wechat.stop()

    asyncio.run(sending())


# Notices


def test_a_notice_goes_as_text_within_48_hours_of_the_persons_word(platform: Served) -> None:
    platform.api.heard_from(FARMER)
    send(platform, notice(), notice(link=""), notice(link="form"))
    texts = [sent["text"]["content"] for sent in platform.api.sent]
    assert texts[:2] == ["您的申报已经受理。\nhttps://baopin.example.cn/r/JA20231110-0007-K", "您的申报已经受理。"]
    token = texts[2].partition("https://baopin.example.cn/?t=")[2]
    assert links.verify(token, KEY, NOW) == ("wechat", FARMER)
    assert platform.api.calls.count("stable_token") == 1


def test_a_notice_goes_by_template_where_one_is_set(platform: Served) -> None:
    long = "宦溪镇亥由村有一户新申报，请在15天内上门核实。"
    send(platform, notice(long, "/console/cases/7"), wechat_template="TPL")
    send(platform, notice("有新申报", ""), wechat_template="TPL:thing3")
    first, second = platform.api.sent
    assert first == {
        "touser": FARMER,
        "template_id": "TPL",
        "url": "https://baopin.example.cn/console/cases/7",
        "data": {"thing1": {"value": long[:19] + "…"}},
    }
    assert second == {"touser": FARMER, "template_id": "TPL", "data": {"thing3": {"value": "有新申报"}}}


def test_who_has_not_written_for_48_hours_or_left_is_gone(platform: Served) -> None:
    with pytest.raises(Gone, match="45015"):
        send(platform, notice())
    platform.api.heard_from(FARMER)
    with pytest.raises(Gone, match="45047"):
        send(platform, *[notice()] * 6)
    platform.api.blocked.add(FARMER)
    with pytest.raises(Gone, match="43004"):
        send(platform, notice())
    with pytest.raises(Gone, match="43004"):
        send(platform, notice(), wechat_template="TPL")
    assert len(platform.api.sent) == 5


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (45009, Later), (-1, Later), (45011, Later), (40164, Later), (500, Later), (502, Later), (404, Later),
        (200, Later), (99999, Later), (40008, Never), (45002, Never), (87014, Never), (47003, Never),
        (48002, Gone), (48001, Gone), (43101, Gone), (40003, Gone),
    ],
)  # fmt: skip
@pytest.mark.parametrize("template", ["", "TPL"])
def test_every_failure_has_its_name(platform: Served, code: int, kind: type[SendFailed], template: str) -> None:
    platform.api.always = {"custom/send": code, "template/send": code}
    with pytest.raises(kind) as failed:
        send(platform, notice(), wechat_template=template)
    assert FARMER not in str(failed.value)


def test_an_unreachable_platform_is_later() -> None:
    wechat = channel(Listener(), ACCOUNT, wechat_secret=ACCOUNT.secret)  # nobody listens on its port
    with pytest.raises(Later) as failed:
        asyncio.run(wechat.send(notice()))
    assert str(failed.value) == "WeChat cannot be reached: ConnectionError"


def test_without_an_app_secret_nobody_can_be_reached_here() -> None:
    with pytest.raises(Gone):
        asyncio.run(channel(Listener(), ACCOUNT).send(notice()))


# Tokens


def test_a_token_is_fetched_once_for_all_threads(platform: Served) -> None:
    platform.api.heard_from(FARMER)
    client = platform.client()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: client.deliver(client.message.send_text, FARMER, str(n)), range(5)))
    assert platform.api.calls.count("stable_token") == 1
    client.close()


def test_a_renewed_token_is_fetched_and_the_message_sent(platform: Served) -> None:
    platform.api.heard_from(FARMER)
    client = platform.client()
    for words in ("一", "二"):
        client.deliver(client.message.send_text, FARMER, words)
        platform.api.rotate()
    assert [sent["text"]["content"] for sent in platform.api.sent] == ["一", "二"]
    assert platform.api.calls == ["stable_token", "custom/send", "custom/send", "stable_token", "custom/send"]
    client.close()


@pytest.mark.parametrize("code", [40001, 40014, 42001])
def test_a_token_that_stays_refused_costs_two_tries_not_a_thousand(platform: Served, code: int) -> None:
    platform.api.always = {"custom/send": code}
    client = platform.client()
    with pytest.raises(Later, match=str(code)):
        client.deliver(client.message.send_text, FARMER, "在吗")
    assert platform.api.calls == ["stable_token", "custom/send"] * 2
    client.close()


@pytest.mark.parametrize("code", [40164, 40125, -1, 500, 200])
def test_no_token_is_later(platform: Served, code: int) -> None:
    platform.api.always = {"stable_token": code}
    client = platform.client()
    with pytest.raises(Later):
        client.deliver(client.message.send_text, FARMER, "在吗")
    client.close()


def test_a_token_ends_when_the_platform_said() -> None:
    clock = [0.0]
    tokens = Tokens(lambda: clock[0])
    tokens.set("a", "one", 7200)
    tokens.drop("a", "older")
    assert tokens.get("a") == "one"
    clock[0] = 7141
    assert tokens.get("a") is None
    tokens.set("a", "two", 7200)
    tokens.drop("a", "two")
    assert tokens.get("a", "none") == "none"


# After the answer


def talk(platform: Served, intake: Listener, *bodies: Callable[[Platform], str], secret: bool = True) -> list[str]:
    """Deliver each body, with the API at hand; the texts of the passive replies, once the channel has stopped."""

    async def talking() -> list[str]:
        more = {"wechat_secret": ACCOUNT.secret if secret else "", "wechat_api_base": platform.base}
        async with scene(intake, ACCOUNT, **more) as (people, _):
            people.api = platform.api
            return [(await people.deliver(FARMER, body(people))).text for body in bodies]

    return asyncio.run(talking())


def photo(url: str, media_id: str = "photo") -> Callable[[Platform], str]:
    return lambda people: people.message(FARMER, "image", PicUrl=url, MediaId=media_id)


def test_the_rest_of_a_long_answer_follows_once(platform: Served) -> None:
    lines = [f"第{n}条：家里有人生大病，医药费太重的，可以报。" for n in range(60)]
    intake = Listener((Reply("\n".join(lines)), Reply("您是这种情况吗？", (Choice("a=1", "是"),))))
    repeated = Platform(ACCOUNT, None, clock=NOW.timestamp).message(FARMER, "text", Content="你好")  # type: ignore[arg-type]
    first, again = talk(platform, intake, lambda _: repeated, lambda _: repeated)
    rest = [sent["text"]["content"] for sent in platform.api.sent]
    assert first == again
    assert "\n".join([first, *rest]).replace("\n\n", "\n") == "\n".join([*lines, "您是这种情况吗？", "1 是"])
    assert len(rest) == 2


def test_a_rest_that_cannot_be_sent_is_logged_without_the_person(
    platform: Served, caplog: pytest.LogCaptureFixture
) -> None:
    platform.api.blocked.add(FARMER)
    intake = Listener((Reply("\n".join(["一二三四五六七八九十"] * 200)),))
    talk(platform, intake, lambda people: people.message(FARMER, "text", Content="你好"))
    assert any("43004" in line for line in caplog.messages)
    assert not any(FARMER in line for line in caplog.messages)


def test_a_photo_is_fetched_and_filed_under_its_message(platform: Served) -> None:
    platform.api.media["photo"] = ("image/jpeg", JPEG)
    intake = Listener()
    assert talk(platform, intake, photo(platform.address + "/pic/photo")) == ["您好，请问您叫什么名字？"]
    said, filed = intake.heard
    assert filed.message_id == said.message_id + "/media"
    assert (filed.user, filed.channel, filed.county) == (said.user, said.channel, said.county)
    url = "data:image/jpeg;base64," + base64.b64encode(JPEG).decode()
    assert filed.said.media == (Media("image", "photo", url),)
    assert platform.api.calls == ["pic"]


def test_a_recording_is_fetched_by_its_id_also_with_an_old_token(platform: Served) -> None:
    platform.api.media["voice"] = ("audio/amr", b"#!AMR\n...")
    intake = Listener()

    def voice(people: Platform) -> str:
        platform.api.rotate()
        return people.message(FARMER, "voice", MediaId="voice", Format="amr")

    talk(platform, intake, voice, voice)
    filed = [heard.said.media[0] for heard in intake.heard if heard.message_id.endswith("/media")]
    assert [media.kind for media in filed] == ["voice", "voice"]
    assert all(media.url.startswith("data:audio/amr;base64,") for media in filed)


def test_a_photo_that_is_delivered_again_is_fetched_once(platform: Served) -> None:
    platform.api.media["photo"] = ("image/jpeg", JPEG)
    body = photo(platform.address + "/pic/photo")(Platform(ACCOUNT, None, clock=NOW.timestamp))  # type: ignore[arg-type]
    talk(platform, Listener(), lambda _: body, lambda _: body)
    assert platform.api.calls == ["pic"]


def test_a_photo_nobody_may_fetch_is_logged_without_the_person(
    platform: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bots")
    intake = Listener()
    talk(platform, intake, photo("http://169.254.169.254/latest/meta-data"), secret=False)
    assert len(intake.heard) == 1
    assert [line.partition(": ")[2] for line in caplog.messages] == [
        "image not filed (NotFetched: no app secret is set)"
    ]


@pytest.mark.parametrize(
    ("media", "why"),
    [
        (("text/plain", b'{"errcode":40007,"errmsg":"invalid media_id"}'), "errcode 40007"),
        (("application/json", b'{"errcode":-1}'), "errcode -1"),
        (("image/jpeg", b""), "empty"),
        (("image/jpeg", b"x" * (LIMIT + 1)), "over 10 MB"),
    ],
)
def test_what_is_no_content_is_not_fetched(platform: Served, media: Any, why: str) -> None:
    platform.api.media["m"] = media
    assert fetched(platform, Media("image", "m")) == why
    assert fetched(platform, Media("image", "m", platform.address + "/pic/m")) == why
    assert fetched(platform, Media("image", "unknown")) == "errcode 40007"
    platform.api.always = {"media/get": 500}
    assert fetched(platform, Media("image", "m")) == "HTTP 500"
    assert fetched(Nowhere(), Media("voice", "m")) == "ConnectionError"


class Nowhere:
    base = "http://127.0.0.1:9/cgi-bin/"

    def client(self) -> Api:
        return Api(ACCOUNT.appid, ACCOUNT.secret, self.base)


def fetched(platform: Any, media: Media) -> str:
    """The data URL, or why there is none."""
    client = platform.client()
    fetcher = Fetcher(client, platform.base)
    try:
        return fetcher.fetch(media)
    except NotFetched as error:
        return str(error)
    finally:
        fetcher.close()
        client.close()


@pytest.mark.parametrize(
    ("kind", "safe"),
    [
        ("image/png", "image/png"), ("IMAGE/JPEG; charset=x", "image/jpeg"), ("audio/mpeg", "audio/mpeg"),
        ("text/html", "application/octet-stream"), ("image/svg+xml", "application/octet-stream"),
        ('image/png"onload="', "application/octet-stream"), ("", "application/octet-stream"),
    ],
)  # fmt: skip
def test_only_harmless_types_keep_their_name(platform: Served, kind: str, safe: str) -> None:
    platform.api.media["m"] = (kind, b"{x")
    assert fetched(platform, Media("image", "m")) == f"data:{safe};base64,e3g="


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://mmbiz.qpic.cn/mmbiz_jpg/a/0", "https://mmbiz.qpic.cn/mmbiz_jpg/a/0"),
        ("https://mmbiz.qpic.cn/a?b=c#d", "https://mmbiz.qpic.cn/a?b=c"),
        ("http://mmecoa.qpic.cn:80/a", "https://mmecoa.qpic.cn/a"),
        ("https://file.api.weixin.qq.com/a", "https://file.api.weixin.qq.com/a"),
        ("http://127.0.0.1:9/pic/a", "http://127.0.0.1:9/pic/a"),
        ("http://127.0.0.1:8/pic/a", ""), ("https://127.0.0.1:9/pic/a", ""), ("http://localhost:9/a", ""),
        ("http://u:p@127.0.0.1:9/a", ""), ("http://mmbiz.qpic.cn@10.0.0.1/", ""), ("http://a@mmbiz.qpic.cn/", ""),
        ("http://10.0.0.1/", ""), ("http://evilqpic.cn/", ""), ("http://qpic.cn.evil.com/", ""),
        ("http://mmbiz.qpic.cn:22/", ""), ("http://mmbiz.qpic.cn:x/", ""), ("http://[::1/", ""),
        ("ftp://mmbiz.qpic.cn/", ""), ("file:///etc/hostname", ""), ("//mmbiz.qpic.cn/a", ""), ("", ""),
        ("老王", ""),
    ],
)  # fmt: skip
def test_a_webhook_does_not_choose_whom_the_server_calls(url: str, allowed: str) -> None:
    fetcher = Fetcher(None, "http://127.0.0.1:9/cgi-bin/")
    assert fetcher.allowed(url) == allowed
    fetcher.close()


def test_the_channel_has_what_every_channel_has() -> None:
    wechat = channel(Listener(), ACCOUNT)
    assert (WeChat.name, len(wechat.router.routes)) == ("wechat", 2)
