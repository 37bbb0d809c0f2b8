"""The wire format: the short path against wechatpy, replies against two readers, three cryptos among themselves."""

import base64
import xml.etree.ElementTree as ElementTree
from xml.parsers.expat import ExpatError

import pytest
import wechat_platform
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wechat_platform import Account, BadReply, Platform, xml
from wechat_scene import AES_KEY, FARMER, NOW
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.replies import TextReply
from wechatpy.utils import check_signature

from bots.wechat.codec import Forged, Incoming, Malformed, SafeMode, check, read, signature, write_text
from bots.wechat.flat import Odd, flat

HEAD = "<ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1699608600</CreateTime>"
TEXT = f"<xml>{HEAD}<MsgType>text</MsgType><Content>你好</Content><MsgId>61</MsgId></xml>"
TO = Incoming("text", FARMER, "gh_7f083739789a", 1699608600, "61", {})
ACCOUNT = Account(aes_key=AES_KEY)

markup = st.sampled_from(
    ["<", ">", "&", "]]>", "<![CDATA[", "]]", "&amp;", "&#20320;", "&#1;", "<!--a-->", "<b>", "</b>", "<?p?>",
     "\r\n", "\t", " ", "\u3000", "\x00", "\x08", "\ufeff", "\ufffe", "👵🏻", "透析", "</xml>", '<a b="c"/>',
     "<!DOCTYPE xml>", '<!DOCTYPE a [<!ENTITY b "c">]>', "&b;"]
)  # fmt: skip
words = st.lists(st.one_of(markup, st.text(max_size=5)), max_size=8).map("".join)
anything = st.text(st.characters(codec="utf-8"), max_size=60)


def wechatpy_says(body: bytes) -> dict[str, object] | None:
    """What wechatpy makes of a body; None when it breaks, in one of its ways."""
    try:
        return parse_message(body)._data
    except (ExpatError, KeyError, TypeError, ValueError, AttributeError):
        return None


@given(words, words, words)
@example("text", "你好", "")
@example("text", "<![CDATA[ 两行\r\n字 ]]>", "<Extra/>")
@example("text", "&b;", "<!--a-->")
def test_the_short_path_reads_what_wechatpy_reads(kind: str, content: str, more: str) -> None:
    body = f"<xml>{HEAD}<MsgType>{kind}</MsgType><Content>{content}</Content>{more}<MsgId>61</MsgId></xml>".encode()
    try:
        short = flat(body)
    except Odd:
        return
    assert short == wechatpy_says(body) or short.get("MsgType") is None


@given(st.binary(max_size=80), st.integers(0, len(TEXT.encode())), st.integers(0, 20))
def test_a_damaged_body_is_read_alike_or_refused(junk: bytes, at: int, gone: int) -> None:
    body = TEXT.encode()[:at] + junk + TEXT.encode()[at + gone :]
    clean = body.translate(None, bytes(set(range(32)) - {9, 10, 13}))
    try:
        incoming = read(body)
    except Malformed:
        return
    assert incoming.fields == wechatpy_says(clean)


@given(st.one_of(st.binary(), anything.map(str.encode)))
def test_junk_is_malformed_and_nothing_else(body: bytes) -> None:
    with pytest.raises(Malformed):
        read(body)


BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + TEXT.replace("你好", "&b;&b;&b;")
FILE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + TEXT.replace("你好", "&a;")


@pytest.mark.parametrize(
    "body",
    [
        "", " ", "hello", "{}", "<xml", "<xml/>", "<xml></xml>", "<a/>", f"<a>{HEAD}</a>", f"<xml>{HEAD}</xml>",
        TEXT.replace("<MsgType>text</MsgType>", ""), TEXT.replace("<MsgType>text</MsgType>", "<MsgType/>"),
        TEXT.replace("<MsgType>text</MsgType>", "<MsgType>text</MsgType><MsgType>text</MsgType>"),
        TEXT.replace("<MsgType>text</MsgType>", "<MsgType><a>text</a></MsgType>"),
        TEXT.replace("<MsgId>61</MsgId>", ""), TEXT.replace("61", ""), TEXT.replace("61", "6" * 65),
        TEXT.replace("<MsgId>61</MsgId>", "<MsgId>6</MsgId><MsgId>1</MsgId>"),
        TEXT.replace("<FromUserName>o1</FromUserName>", ""), TEXT.replace("o1", ""), TEXT.replace("o1", "o 1"),
        TEXT.replace("o1", "老王"), TEXT.replace("o1", "o" * 65), TEXT.replace("<ToUserName>gh_1</ToUserName>", ""),
        TEXT.replace("1699608600", ""), TEXT.replace("1699608600", "yesterday"),
        TEXT.replace("1699608600", "-1"), TEXT.replace("1699608600", "9" * 400), TEXT.replace("1699608600", "１２"),
        TEXT.replace(">text<", ">event<"), TEXT + "x", TEXT * 2, BOMB, FILE, "<a>" * 9000 + "</a>" * 9000,
        "<xml>" + "<a>" * 9000 + "</a>" * 9000 + "</xml>",
    ],
)  # fmt: skip
def test_what_is_no_message_is_malformed(body: str) -> None:
    with pytest.raises(Malformed):
        read(body.encode())


def test_control_characters_are_dropped_and_the_rest_is_heard() -> None:
    assert read(TEXT.replace("你好", "你\x08\x03好\x1b").encode()).field("Content") == "你好"


@given(anything)
@example("]]>")
@example("a]]>b]]]]>c<![CDATA[")
@example("\x00\x0b第一行\n第二行\ufffe")
def test_a_reply_says_the_same_to_every_reader(text: str) -> None:
    rendered = write_text(TO, text, 1699608601)
    kept = {child.tag: child.text or "" for child in ElementTree.fromstring(rendered)}
    assert kept == {
        "ToUserName": FARMER,
        "FromUserName": "gh_7f083739789a",
        "CreateTime": "1699608601",
        "MsgType": "text",
        "Content": "".join(c for c in text if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n\r").replace(
            "\r\n", "\n").replace("\r", "\n"),
    }  # fmt: skip
    assert parse_message(rendered).content in (kept["Content"].strip(), None)


@given(anything.filter(lambda text: text.isprintable() and "]]>" not in text))
def test_a_reply_is_the_one_wechatpy_renders(text: str) -> None:
    message = parse_message(TEXT)
    theirs = TextReply(message=message, content=text, time=7).render()
    assert flat(theirs.encode()) == flat(write_text(read(TEXT.encode()), text, 7).encode())


def test_signatures_agree() -> None:
    ours = signature("token", "1699608600", "nonce")
    assert ours == wechat_platform.signed("token", "1699608600", "nonce")
    check_signature("token", ours, "1699608600", "nonce")
    check(ours, "token", "1699608600", "nonce")
    for wrong in ("", ours.upper(), ours[:-1], "签名", "é"):
        with pytest.raises(Forged):
            check(wrong, "token", "1699608600", "nonce")


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_three_cryptos_understand_each_other(text: str) -> None:
    theirs = WeChatCrypto(ACCOUNT.token, AES_KEY, ACCOUNT.appid)
    ours = SafeMode(ACCOUNT.token, base64.b64decode(AES_KEY + "="), ACCOUNT.appid)
    encrypted = wechat_platform.encrypt(text.encode(), AES_KEY, ACCOUNT.appid)
    sign = wechat_platform.signed(ACCOUNT.token, "1", "n", encrypted)
    envelope = xml({"ToUserName": "gh", "Encrypt": encrypted})
    assert ours.open(envelope.encode(), sign, "1", "n").decode() == text
    assert theirs.decrypt_message(envelope, sign, "1", "n") == text
    for sealed in (ours.seal(text, "1", "n"), theirs.encrypt_message(text, "n", "1")):
        assert platform()._opened(wechat_platform._fields(sealed.encode())).decode() == text
    fields = wechat_platform._fields(ours.seal(text, "1", "n").encode())
    assert theirs.decrypt_message({"Encrypt": fields["Encrypt"]}, fields["MsgSignature"], "1", "n") == text


def platform() -> Platform:
    async def post(query: dict[str, str], body: bytes) -> tuple[int, bytes]:
        return 200, b""

    return Platform(ACCOUNT, post, clock=NOW.timestamp)


def test_a_nonce_cannot_break_out_of_the_envelope() -> None:
    safe = SafeMode(ACCOUNT.token, base64.b64decode(AES_KEY + "="), ACCOUNT.appid)
    nonce = "]]></Nonce><Encrypt>"
    fields = wechat_platform._fields(safe.seal("hello", "1", nonce).encode())
    assert fields["Nonce"] == nonce
    assert platform()._opened(fields) == b"hello"


def test_the_simulator_refuses_what_the_platform_refuses() -> None:
    safe = SafeMode(ACCOUNT.token, base64.b64decode(AES_KEY + "="), ACCOUNT.appid)
    good = write_text(TO, "您好", 1)
    assert platform().read_reply(FARMER, safe.seal(good, "1", "n").encode()) == "您好"
    for bad in (
        good,  # not encrypted
        "junk",
        safe.seal(good, "1", "n").replace("<TimeStamp>1", "<TimeStamp>2"),
        safe.seal(good.replace(FARMER, "someone-else"), "1", "n"),
        safe.seal(write_text(TO, "", 1), "1", "n"),
        safe.seal(write_text(TO, "长" * 700, 1), "1", "n"),
        SafeMode(ACCOUNT.token, base64.b64decode(AES_KEY + "="), "wxOther").seal(good, "1", "n"),
    ):
        with pytest.raises(BadReply):
            platform().read_reply(FARMER, bad.encode())


def test_wechatpy_still_has_the_faults_that_are_guarded_against() -> None:
    """When one of these fails, wechatpy has changed: look whether the guard is still needed."""
    assert parse_message(TextReply(message=parse_message(TEXT), content="a]]").render()).content == "a]]"
    with pytest.raises(Exception, match="not well-formed"):
        parse_message(TextReply(message=parse_message(TEXT), content="a]]>b<").render())
    with pytest.raises(KeyError):
        parse_message("<xml><a/></xml>")
    with pytest.raises(TypeError):
        parse_message("<xml/>")
    with pytest.raises(InvalidSignatureException):
        check_signature("token", signature("token", "1", "n").upper(), "1", "n")
