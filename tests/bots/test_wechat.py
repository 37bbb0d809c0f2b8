"""The webhook: payloads as the platform sends them, forged ones, junk, and what the person reads."""

import asyncio
import json
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from wechat_platform import Account, Platform, encrypt, signed, xml
from wechat_scene import AES_KEY, FARMER, KEY, NOW, Listener, channel, scene, settings

from bots import links
from bots.wechat.channel import BODY_LIMIT, WeChat
from bots.wechat.said import CANNOT_READ, NO_PLACE_NAME, NOTHING_SAID
from dialogs.messages import Choice, Media, Reply, Said

PLAIN, SAFE = Account(), Account(aes_key=AES_KEY)
HEAD = (
    "<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName>\n"
    f"<FromUserName><![CDATA[{FARMER}]]></FromUserName>\n<CreateTime>1699608590</CreateTime>\n"
)


def message(kind: str, rest: str) -> str:
    return f"{HEAD}<MsgType><![CDATA[{kind}]]></MsgType>\n{rest}\n<MsgId>24338107350123456</MsgId>\n</xml>"


def event(name: str, rest: str = "") -> str:
    return f"{HEAD}<MsgType><![CDATA[event]]></MsgType>\n<Event><![CDATA[{name}]]></Event>\n{rest}</xml>"


PHOTO = "http://mmbiz.qpic.cn/mmbiz_jpg/abc/0"
HEARD = {
    "text": (message("text", "<Content><![CDATA[我是宦溪镇亥由村的]]></Content>"), Said(text="我是宦溪镇亥由村的")),
    "text with emoji": (message("text", "<Content>👵🏻老伴住院了</Content>"), Said(text="👵🏻老伴住院了")),
    "text with a menu's id": (
        message("text", "<Content>1</Content><bizmsgmenuid>101</bizmsgmenuid>"),
        Said(text="1"),
    ),
    "10,000 characters": (message("text", f"<Content>{'难' * 10_000}</Content>"), Said(text="难" * 10_000)),
    "control characters": (message("text", "<Content><![CDATA[老\x08王\x03]]></Content>"), Said(text="老王")),
    "image": (
        message("image", f"<PicUrl><![CDATA[{PHOTO}]]></PicUrl><MediaId><![CDATA[p1]]></MediaId>"),
        Said(media=(Media("image", "p1", PHOTO),)),
    ),
    "voice with Recognition": (
        message(
            "voice",
            "<MediaId>v1</MediaId><Format>amr</Format><Recognition><![CDATA[我家遭了水灾。]]></Recognition>"
            "<MediaId16K>v16</MediaId16K>",
        ),
        Said(media=(Media("voice", "v1", text="我家遭了水灾。"),)),
    ),
    "voice with empty Recognition": (
        message("voice", "<MediaId>v1</MediaId><Format>speex</Format><Recognition><![CDATA[]]></Recognition>"),
        Said(media=(Media("voice", "v1"),)),
    ),
    "voice without Recognition": (
        message("voice", "<MediaId>v1</MediaId><Format>amr</Format>"),
        Said(media=(Media("voice", "v1"),)),
    ),
    "location": (
        message(
            "location",
            "<Location_X>26.148</Location_X><Location_Y>119.35</Location_Y><Scale>15</Scale>"
            "<Label><![CDATA[福州市晋安区宦溪镇亥由村]]></Label>",
        ),
        Said(place="福州市晋安区宦溪镇亥由村"),
    ),
    "menu click": (event("CLICK", "<EventKey><![CDATA[!callme]]></EventKey>"), Said(choice="!callme")),
}
STARTED = {
    "subscribe": (event("subscribe", "<EventKey><![CDATA[]]></EventKey>"), ""),
    "subscribe without key": (event("subscribe"), ""),
    "subscribe by a village's code": (
        event("subscribe", "<EventKey>qrscene_v:350111103210</EventKey><Ticket>gQH</Ticket>"),
        "350111103210",
    ),
    "scan": (event("SCAN", "<EventKey>v:350111103210</EventKey><Ticket>gQH</Ticket>"), "350111103210"),
    "scan of a town's code": (event("SCAN", "<EventKey>v:350111103</EventKey>"), "350111103"),
    "scan of another code": (event("SCAN", "<EventKey>123</EventKey>"), ""),
    "scan of a broken code": (event("SCAN", "<EventKey>v:35011110321</EventKey>"), ""),
}
SAID_AT_ONCE = {
    "link": (message("link", "<Title>a</Title><Description>b</Description><Url>http://a.cn</Url>"), CANNOT_READ),
    "video": (message("video", "<MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId>"), CANNOT_READ),
    "shortvideo": (message("shortvideo", "<MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId>"), CANNOT_READ),
    "a type of the future": (message("hologram", "<Thing>1</Thing>"), CANNOT_READ),
    "sticker": (
        message("text", "<Content><![CDATA[【收到不支持的消息类型，暂无法显示】]]></Content>"),
        CANNOT_READ,
    ),
    "empty text": (message("text", "<Content><![CDATA[]]></Content>"), NOTHING_SAID),
    "only spaces": (message("text", "<Content><![CDATA[ \u3000 ]]></Content>"), NOTHING_SAID),
    "location without a name": (message("location", "<Location_X>1</Location_X><Label></Label>"), NO_PLACE_NAME),
}
SILENT = {
    "menu link": event("VIEW", "<EventKey>https://baopin.example.cn/</EventKey><MenuId>1</MenuId>"),
    "click without key": event("CLICK"),
    "reported position": event("LOCATION", "<Latitude>26.1</Latitude><Longitude>119.3</Longitude>"),
    "template delivered": event("TEMPLATESENDJOBFINISH", "<MsgID>200163836</MsgID><Status>success</Status>"),
    "subscription pop-up": event(
        "subscribe_msg_popup_event",
        "<SubscribeMsgPopupEvent><List><TemplateId>t</TemplateId></List></SubscribeMsgPopupEvent>",
    ),
    "waiting scan": event("scancode_waitmsg", "<EventKey>a</EventKey><ScanCodeInfo><b>c</b></ScanCodeInfo>"),
}


class Office:
    """The account's server, and requests as the platform makes them."""

    def __init__(self, account: Account = PLAIN, intake: Listener | None = None, **more: str) -> None:
        self.intake = intake or Listener()
        self.wechat = channel(self.intake, account, **more)
        app = FastAPI()
        app.include_router(self.wechat.router)
        self.client = TestClient(app)
        self.platform = Platform(account, self._unused, clock=NOW.timestamp)

    async def _unused(self, query: dict[str, str], body: bytes) -> tuple[int, bytes]:
        raise AssertionError

    def post(self, body: str, **changed: str | None) -> Any:
        """POST a body; ``changed`` replaces parts of the query, None drops them."""
        query, content = self.platform.request(body)
        return self.raw(query | changed, content)

    def raw(self, query: dict[str, Any], content: bytes) -> Any:
        query = {name: value for name, value in query.items() if value is not None}
        return self.client.post("/channels/wechat", params=query, content=content)

    def reads(self, body: str) -> str:
        """What the person reads; empty for the platform's 'success'."""
        response = self.post(body)
        assert response.status_code == 200
        return "" if response.text == "success" else self.platform.read_reply(FARMER, response.content)


@pytest.fixture(params=[PLAIN, SAFE], ids=["plain", "safe"])
def office(request: pytest.FixtureRequest) -> Office:
    return Office(request.param)


@pytest.mark.parametrize("name", HEARD)
def test_what_is_said_is_heard(office: Office, name: str) -> None:
    body, said = HEARD[name]
    assert office.reads(body) == "您好，请问您叫什么名字？"
    heard = office.intake.heard[0]
    assert (heard.channel, heard.user, heard.said, heard.event) == ("wechat", FARMER, said, "")
    assert (heard.county, heard.at.timestamp() if heard.at else 0) == ("350111", 1699608590)
    assert heard.message_id == "24338107350123456" or "CLICK" in body


@pytest.mark.parametrize("name", STARTED)
def test_followers_and_scanned_codes_start(office: Office, name: str) -> None:
    body, place = STARTED[name]
    assert office.reads(body) == "您好，请问您叫什么名字？"
    assert [(heard.event, heard.said) for heard in office.intake.heard] == [("start", Said(place=place))]


@pytest.mark.parametrize("name", SAID_AT_ONCE)
def test_what_cannot_be_read_is_answered_kindly(office: Office, name: str) -> None:
    body, answer = SAID_AT_ONCE[name]
    assert office.reads(body) == answer
    assert office.intake.calls == 0


@pytest.mark.parametrize("name", SILENT)
def test_events_that_say_nothing_are_only_acknowledged(office: Office, name: str) -> None:
    assert office.reads(SILENT[name]) == ""
    assert office.intake.calls == 0


def test_who_leaves_is_noted_and_not_spoken_to(office: Office) -> None:
    assert office.reads(event("unsubscribe", "<EventKey></EventKey>")) == ""
    assert [heard.event for heard in office.intake.heard] == ["stop"]


@pytest.mark.parametrize("kind", ["image", "voice"])
def test_media_without_an_id_is_malformed(office: Office, kind: str) -> None:
    assert_problem(office.post(message(kind, "<Format>amr</Format>")), 400)


def test_events_of_one_second_are_told_apart_and_repeats_are_not() -> None:
    office = Office()
    for key in ("!callme", "!help", "!callme"):
        office.reads(event("CLICK", f"<EventKey>{key}</EventKey>"))
    office.reads(event("subscribe"))
    ids = [heard.message_id for heard in office.intake.heard]
    assert len(ids) == len(set(ids)) == 3
    assert not any(FARMER in each for each in ids)  # ids are logged


# Forged requests


def assert_problem(response: Any, status: int) -> None:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert json.loads(response.text)["status"] == status


HELLO = message("text", "<Content>你好</Content>")
LATE, EARLY = str(int(NOW.timestamp()) - 601), str(int(NOW.timestamp()) + 601)
QUERIES: dict[str, dict[str, str | None]] = {
    "no signature": {"signature": None},
    "empty signature": {"signature": ""},
    "wrong signature": {"signature": "0" * 40},
    "signature of other letters": {"signature": "签名"},
    "no timestamp": {"timestamp": None},
    "no nonce": {"nonce": None},
    "nothing": {"signature": None, "timestamp": None, "nonce": None},
    "nonce changed": {"nonce": "1"},
    "timestamp changed": {"timestamp": str(int(NOW.timestamp()) + 1)},
    **{
        f"signed at {time!r}": {"timestamp": time, "nonce": "n", "signature": signed(PLAIN.token, time, "n")}
        for time in (LATE, EARLY, "", "now", "-1", "１６９９６０８６００", "9" * 5000, "1e9")
    },
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_forged_request_is_refused_and_nothing_is_stored(office: Office, name: str) -> None:
    assert_problem(office.post(HELLO, **QUERIES[name]), 403)
    assert office.intake.calls == 0


@pytest.mark.parametrize("seconds", [-600, 0, 600])
def test_a_signature_of_the_last_ten_minutes_is_fresh(seconds: int) -> None:
    office = Office()
    time = str(int(NOW.timestamp()) + seconds)
    response = office.post(HELLO, timestamp=time, nonce="n", signature=signed(PLAIN.token, time, "n"))
    assert response.status_code == 200


def sealed(body: bytes, appid: str = SAFE.appid, token: str = SAFE.token, key: str = AES_KEY) -> tuple[Any, bytes]:
    encrypted = encrypt(body, key, appid)
    return envelope(encrypted, token)


def envelope(encrypted: str, token: str = SAFE.token) -> tuple[Any, bytes]:
    time = str(int(NOW.timestamp()))
    query = {
        "signature": signed(SAFE.token, time, "n"),
        "timestamp": time,
        "nonce": "n",
        "encrypt_type": "aes",
        "msg_signature": signed(token, time, "n", encrypted),
    }
    return query, xml({"ToUserName": SAFE.name, "Encrypt": encrypted}).encode()


OTHER_KEY = AES_KEY[::-1]
SEALED_WRONGLY = {
    "another account's app id": sealed(HELLO.encode(), appid="wx0000000000000000"),
    "no app id": sealed(HELLO.encode(), appid=""),
    "another token": sealed(HELLO.encode(), token="other"),
    "another key": sealed(HELLO.encode(), key=OTHER_KEY),
    "no base64": envelope("你好"),
    "not whole blocks": envelope("aGVsbG8="),
    "nothing inside": envelope("===="),
    "zero blocks": envelope("A" * 44),
}


@pytest.mark.parametrize("name", SEALED_WRONGLY)
def test_a_forged_ciphertext_is_refused(name: str) -> None:
    office = Office(SAFE)
    assert_problem(office.raw(*SEALED_WRONGLY[name]), 403)
    assert office.intake.calls == 0


def test_a_tampered_ciphertext_is_refused() -> None:
    office = Office(SAFE)
    query, body = sealed(HELLO.encode())
    for at in range(body.index(b"CDATA", 60) + 6, len(body) - 24, 7):
        changed = body[:at] + (b"B" if body[at : at + 1] == b"A" else b"A") + body[at + 1 :]
        assert_problem(office.raw(query, changed), 403)
    assert_problem(office.raw(query | {"msg_signature": ""}, body), 403)
    assert office.intake.calls == 0
    assert office.raw(query, body).status_code == 200


def test_safe_mode_takes_nothing_plain_and_plain_mode_nothing_sealed() -> None:
    safe, plain = Office(SAFE), Office(PLAIN)
    assert_problem(safe.raw(*plain.platform.request(HELLO)), 403)
    assert_problem(plain.raw(*safe.platform.request(HELLO)), 403)
    assert_problem(safe.post(HELLO, encrypt_type="raw"), 403)
    assert (safe.intake.calls, plain.intake.calls) == (0, 0)
    assert plain.post(HELLO, encrypt_type="raw").status_code == 200


def test_in_compatible_mode_only_the_ciphertext_is_believed() -> None:
    office = Office(SAFE)
    query, body = sealed(HELLO.encode())
    encrypted = body.partition(b"<Encrypt>")[2].partition(b"</Encrypt>")[0].decode()
    both = HELLO.replace("你好", "我要一万块").replace("</xml>", f"<A><B/></A><Encrypt>{encrypted}</Encrypt></xml>")
    assert office.raw(query, both.encode()).status_code == 200
    assert office.intake.heard[0].said.text == "你好"


@pytest.mark.parametrize("inside", [b"", b"hello", b"<xml/>", b"\xff\xfe", HELLO.encode()[:-9]])
def test_junk_inside_a_good_envelope_is_refused(inside: bytes) -> None:
    assert Office(SAFE).raw(*sealed(inside)).status_code in (400, 403)


@pytest.mark.parametrize("body", [b"", b"hello", b"<xml/>", b"<xml><Encrypt/></xml>", b"\xff"])
def test_a_signed_body_that_is_no_message_is_a_bad_request(office: Office, body: bytes) -> None:
    query, _ = office.platform.request(HELLO)
    assert_problem(office.raw(query, body), 400)
    assert office.intake.calls == 0


def test_a_body_over_the_limit_is_too_large(office: Office) -> None:
    query, _ = office.platform.request(HELLO)
    assert_problem(office.raw(query, HELLO.encode().ljust(BODY_LIMIT + 1)), 413)
    assert office.intake.calls == 0


def test_a_replay_gets_the_stored_answer_and_changes_nothing(office: Office) -> None:
    query, body = office.platform.request(HELLO)
    assert [office.raw(query, body).status_code for _ in range(3)] == [200] * 3
    assert len(office.intake.heard) == 1


@pytest.mark.parametrize(
    ("changed", "status"),
    [({}, 200), ({"signature": "0" * 40}, 403), ({"signature": None}, 403), ({"timestamp": None}, 403)],
)
def test_the_address_is_verified_by_an_echo(office: Office, changed: dict[str, Any], status: int) -> None:
    query = {"signature": signed(PLAIN.token, "1", "n"), "timestamp": "1", "nonce": "n", "echostr": "<b>5</b>"}
    sent = {name: value for name, value in (query | changed).items() if value is not None}
    response = office.client.get("/channels/wechat", params=sent)
    assert response.status_code == status
    assert (response.text == "<b>5</b>") is (status == 200)
    assert response.headers["content-type"].startswith("text/plain") or status == 403


# What the person reads


def test_all_replies_of_a_turn_are_one_message_with_numbered_choices(office: Office) -> None:
    office.intake.replies = (
        Reply("记下了。"),
        Reply("家里最大的难处是哪一样？", (Choice("risk=illness", "生病"), Choice("risk=school", "上学"))),
    )
    assert office.reads(HELLO) == "记下了。\n\n家里最大的难处是哪一样？\n1 生病\n2 上学"


def test_no_reply_is_acknowledged(office: Office) -> None:
    office.intake.replies = ()
    assert office.reads(HELLO) == ""


def test_words_that_look_like_markup_stay_words(office: Office) -> None:
    office.intake.replies = (Reply("您说的是“]]></Content><b>&amp;”\x00\x0b吗？"),)
    assert office.reads(HELLO) == "您说的是“]]></Content><b>&amp;”吗？"


def test_the_form_link_is_for_this_person_alone() -> None:
    office = Office(public_url="https://baopin.example.cn/")
    office.intake.replies = (
        Reply("身份证号请在这里填：", link="form"),
        Reply("回执：", link="/r/JA20231110-0007-K"),
    )
    before, _, token = office.reads(HELLO).partition("https://baopin.example.cn/?t=")
    token, _, after = token.partition("\n")
    assert (before, after) == ("身份证号请在这里填：\n", "\n回执：\nhttps://baopin.example.cn/r/JA20231110-0007-K")
    assert links.verify(token, KEY, NOW) == ("wechat", FARMER)


def test_without_the_api_a_long_answer_loses_its_middle_not_its_question(office: Office) -> None:
    lines = [f"第{n}条：家里有人生大病，医药费太重的，可以报。" for n in range(60)]
    office.intake.replies = (Reply("\n".join(lines)), Reply("您是这种情况吗？", (Choice("a=1", "是"),)))
    text = office.reads(HELLO)  # the platform refuses more than 2048 bytes
    assert text.startswith(lines[0])
    assert text.endswith("\n\n您是这种情况吗？\n1 是")


# Settings


def test_the_webhook_without_fastapi_answers_alike() -> None:
    office = Office(SAFE)
    direct = TestClient(office.wechat.webhook)
    query, body = office.platform.request(HELLO)
    answer = direct.post("/channels/wechat", params=query, content=body)
    assert office.platform.read_reply(FARMER, answer.content) == "您好，请问您叫什么名字？"
    assert_problem(direct.post("/channels/wechat", content=body), 403)
    query = {"signature": signed(PLAIN.token, "1", "n"), "timestamp": "1", "nonce": "n", "echostr": "5"}
    assert direct.get("/channels/wechat", params=query).text == "5"


def test_a_channel_without_token_or_with_a_broken_key_does_not_start() -> None:
    for account in (Account(token=""), Account(appid=""), Account(aes_key="tooshort"), Account(aes_key="?" * 43)):
        with pytest.raises(ValueError, match=r"BAOPIN|Incorrect|Only base64|base64"):
            WeChat(Listener(), settings(account), link_key=KEY)


def test_the_simulator_holds_a_conversation() -> None:
    async def talk(account: Account) -> None:
        intake = Listener()
        async with scene(intake, account) as (platform, _):
            for words in ("你好", "我叫王秀英", "亥由村"):
                delivery = await platform.text(FARMER, words)
                assert (delivery.text, delivery.statuses) == ("您好，请问您叫什么名字？", [200])
        assert [heard.said.text for heard in intake.heard] == ["你好", "我叫王秀英", "亥由村"]

    for account in (PLAIN, SAFE):
        asyncio.run(talk(account))
