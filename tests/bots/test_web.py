"""The farmer's page over HTTP, without a browser: the plain form, and who is who."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from fake_intake import RECEIPT
from fastapi.testclient import TestClient
from web_site import JSON, KEY, Site, form_id, say

from bots.channel import Gone
from bots.links import sign
from dialogs.messages import Notice


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def farmer(site: Site) -> Iterator[TestClient]:
    with site.visitor() as client:
        yield client


def test_a_first_look_stores_nothing_and_sets_no_cookie(site: Site, farmer: TestClient) -> None:
    page = farmer.get("/")
    assert page.status_code == 200
    for words in ("我要报困难", "先问个问题", "请打给我", "tel:12317", "tel:059112345678", 'lang="zh-CN"'):
        assert words in page.text
    assert "set-cookie" not in page.headers
    assert site.intake.heard == []


def test_the_whole_conversation_as_a_plain_form(site: Site, farmer: TestClient) -> None:
    page = say(farmer, farmer.get("/"), choice="!apply")
    assert "可以吗？" in page.text
    assert "第1步，共5步" in page.text
    page = say(farmer, page, choice="consent=yes")
    page = say(farmer, page, text="王阿婆")
    page = say(farmer, page, choice="village=v0")
    page = say(farmer, page, text="老婆透析\r\n一年花了八万")
    page = say(farmer, page, choice="confirm=yes")
    assert RECEIPT in page.text
    assert "15天" in page.text
    said = [(m.said.choice, m.said.text) for m in site.intake.said()]
    assert said == [
        ("!apply", ""),
        ("consent=yes", ""),
        ("", "王阿婆"),
        ("village=v0", ""),
        ("", "老婆透析\n一年花了八万"),
        ("confirm=yes", ""),
    ]
    assert len({(m.channel, m.user) for m in site.intake.heard}) == 1
    first = site.intake.heard[0]
    assert (first.channel, first.via, first.county, first.at) == ("web", "", "350111", site.now)


def test_the_answer_to_a_plain_post_is_shown_once_and_then_the_question(farmer: TestClient) -> None:
    page = say(farmer, farmer.get("/"), choice="!apply")
    page = say(farmer, page, choice="!callme")
    assert "我们打给您" in page.text
    again = farmer.get("/")
    assert "我们打给您" not in again.text
    assert "可以吗？" in again.text


def test_a_double_tap_is_one_message(site: Site, farmer: TestClient) -> None:
    page = farmer.get("/")
    say(farmer, page, choice="!apply")
    say(farmer, page, choice="!apply")
    assert len(site.intake.said()) == 1


def test_a_double_tap_before_the_cookie_came_is_one_person(site: Site) -> None:
    page = site.visitor().get("/")
    for client in (site.visitor(), site.visitor()):  # both posts leave without a cookie
        say(client, page, choice="!apply")
    assert len(site.intake.said()) == 1


def test_an_id_we_did_not_make_makes_nobody_the_same_person(site: Site) -> None:
    for client in (site.visitor(), site.visitor()):
        client.post("/say", data={"message_id": "a-made-up-id", "choice": "!apply"}, headers=JSON)
    assert len({m.user for m in site.intake.heard}) == 2


def test_a_copied_form_id_does_not_fetch_anothers_answer(site: Site, farmer: TestClient) -> None:
    page = say(farmer, farmer.get("/"), choice="!apply")
    say(farmer, page, choice="consent=yes")
    other = site.visitor()
    say(other, other.get("/"), choice="!apply")
    other.post("/say", data={"message_id": form_id(page), "text": "x"}, headers=JSON)
    assert len({m.message_id for m in site.intake.said()}) == len(site.intake.said()) == 4


def test_json_for_the_script(farmer: TestClient) -> None:
    page = farmer.get("/")
    data = {"message_id": form_id(page), "choice": "!apply"}
    answer = farmer.post("/say", data=data, headers=JSON)
    body = answer.json()
    assert body["asking"] == "consent"
    assert body["state"] == "filling"
    assert body["case"] is None
    assert body["replies"][0]["choices"][0] == {"value": "consent=yes", "label": "可以"}
    assert body["message_id"] not in ("", data["message_id"])
    assert body["message_id"] in body["html"]
    assert farmer.post("/say", data=data, headers=JSON).json()["replies"] == body["replies"]


def test_resume_after_days_and_start_over_for_the_next_person(site: Site, farmer: TestClient) -> None:
    page = say(farmer, farmer.get("/"), choice="!apply")
    say(farmer, page, choice="consent=yes")
    site.now += timedelta(days=20)
    assert "您叫什么名字？" in farmer.get("/").text
    assert "我要报困难" in farmer.post("/leave").text


COOKIE_FORGERIES = {
    "user": lambda good: base64.urlsafe_b64encode(b"web\nother\n9999999999").decode().rstrip("=") + "." + good[1],
    "no signature": lambda good: good[0],
    "empty signature": lambda good: good[0] + ".",
    "nonsense": lambda good: "%%%.\u00e9",
}


@pytest.mark.parametrize("forge", COOKIE_FORGERIES.values(), ids=COOKIE_FORGERIES)
def test_a_forged_cookie_is_a_stranger(site: Site, farmer: TestClient, forge) -> None:
    say(farmer, farmer.get("/"), choice="!apply")
    heard = len(site.intake.heard)
    cookie = forge(farmer.cookies["baopin_who"].split("."))
    headers = {"Cookie": f"baopin_who={cookie}".encode("latin-1")}
    assert "我要报困难" in site.visitor().get("/", headers=headers).text
    assert len(site.intake.heard) == heard


def test_an_old_cookie_is_a_stranger(site: Site, farmer: TestClient) -> None:
    say(farmer, farmer.get("/"), choice="!apply")
    cookie = farmer.cookies["baopin_who"]
    site.now += timedelta(days=31)
    assert "我要报困难" in site.visitor().get("/", headers={"Cookie": f"baopin_who={cookie}"}).text


@pytest.mark.parametrize(("url", "secure"), [("http://127.0.0.1:8000", False), ("https://bp.example", True)])
def test_cookie_attributes(url: str, secure: bool) -> None:
    client = Site(public_url=url).visitor()
    data = {"message_id": form_id(client.get("/")), "choice": "!apply"}
    cookies = client.post("/say", data=data, follow_redirects=False).headers.get_list("set-cookie")
    who = next(cookie for cookie in cookies if cookie.startswith("baopin_who=")).lower()
    assert "httponly" in who
    assert "samesite=lax" in who
    assert f"max-age={30 * 86400}" in who
    assert ("secure" in who) is secure


def test_a_link_from_a_chat_goes_on_as_that_person(site: Site, farmer: TestClient) -> None:
    token = sign("telegram", "123", KEY, site.now)
    asked = farmer.get("/", params={"t": token})
    assert "接着您在Telegram上说的填吗" in asked.text
    assert site.intake.heard == []  # a link somebody else sent does nothing by itself
    page = farmer.post("/follow", data={"t": token})
    assert str(page.url).endswith("/")  # the token does not stay in the address
    assert "接着您在Telegram上说的" in page.text
    say(farmer, page, text="350111199001011234")
    last = site.intake.said()[-1]
    assert (last.channel, last.user, last.via) == ("telegram", "123", "web")


@pytest.mark.parametrize(
    ("key", "age"), [(b"another key", timedelta()), (KEY, timedelta(days=8))], ids=["forged", "expired"]
)
def test_a_bad_link_is_told_kindly(site: Site, farmer: TestClient, key: bytes, age: timedelta) -> None:
    page = farmer.get("/", params={"t": sign("telegram", "123", key, site.now - age)})
    assert page.status_code == 200
    assert "这个链接过期了" in page.text
    assert "我要报困难" in page.text
    assert site.intake.heard == []


def test_a_village_code_travels_with_the_first_message(site: Site, farmer: TestClient) -> None:
    page = farmer.get("/", params={"v": "350111103210"})
    place = re.search(r'name="place" value="(\d+)"', page.text)
    assert place
    assert site.intake.heard == []
    page = say(farmer, page, choice="!apply", place=place[1])
    assert 'name="place"' not in page.text
    assert [m.said.place for m in site.intake.said()] == ["350111103210"]


@pytest.mark.parametrize("code", ["1", "35011110321x", '"><script>', "1" * 30])
def test_a_strange_village_code_is_nothing(site: Site, farmer: TestClient, code: str) -> None:
    page = farmer.get("/", params={"v": code})
    assert 'name="place"' not in page.text
    say(farmer, page, choice="!apply", place=code)
    assert site.intake.heard[0].said.place == ""


def test_a_command_leaves_half_written_words_behind(site: Site, farmer: TestClient) -> None:
    page = say(farmer, farmer.get("/"), choice="!apply")
    say(farmer, page, choice="!back", text="写了一半")
    assert site.intake.said()[-1].said.text == ""


def test_the_size_of_the_letters_goes_round(farmer: TestClient) -> None:
    seen = []
    page = farmer.get("/")
    for _ in range(3):
        seen.append(re.search(r'<html lang="zh-CN"( class="\w+")?>', page.text)[1])  # type: ignore[index]
        page = farmer.post(re.search(r'action="(/size[^"]*)"', page.text)[1])  # type: ignore[index]
    assert seen == [None, ' class="big"', ' class="huge"']
    assert '<html lang="zh-CN">' in page.text
    assert "evil" not in farmer.post("/size?to=evil").text


@pytest.mark.anyio
async def test_a_notice_cannot_be_sent_to_a_page(site: Site) -> None:
    with pytest.raises(Gone):
        await site.web.send(Notice("1", "k", "web", "u", "您好"))
