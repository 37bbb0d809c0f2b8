"""What the farmer's page refuses, and how kindly; its headers, files and escaping."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from web_site import JSON, Site, form_id, say

from dialogs.messages import Choice, Reply

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def farmer(site: Site) -> Iterator[TestClient]:
    with site.visitor() as client:
        yield client


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "http://127.0.0.1:8000.elsewhere.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Origin": "http://127.0.0.1:8000"}, 200),
        ({"Origin": "null"}, 200),
        ({}, 200),
    ],
)
def test_posts_from_other_sites_are_refused(
    site: Site, farmer: TestClient, headers: dict[str, str], status: int
) -> None:
    data = {"message_id": form_id(farmer.get("/")), "choice": "!apply"}
    assert farmer.post("/say", data=data, headers=headers | JSON).status_code == status
    assert len(site.intake.heard) == (status == 200)
    if status == 403:
        assert farmer.post("/leave", headers=headers).status_code == 403


def test_photos_and_recordings_reach_the_intake(site: Site, farmer: TestClient) -> None:
    files = [
        ("photo", ("a.txt", JPEG, "text/plain")),
        ("photo", ("b.jpg", b"\x89PNG\r\n\x1a\n" + b"1" * 20, "image/jpeg")),
        ("voice", ("", b"", "application/octet-stream")),
    ]
    page = farmer.get("/")
    assert farmer.post("/say", data={"message_id": form_id(page)}, files=files).status_code == 200
    photo, second = site.intake.heard[0].said.media
    assert (photo.kind, len(photo.id)) == ("image", 16)
    assert photo.url == "data:image/jpeg;base64," + base64.b64encode(JPEG).decode()
    assert second.url.startswith("data:image/png;")
    assert photo.id != second.id


def test_a_strange_file_is_refused_and_the_words_are_kept(site: Site, farmer: TestClient) -> None:
    data = {"message_id": form_id(farmer.get("/")), "text": "我家的事"}
    page = farmer.post("/say", data=data, files={"photo": ("a.jpg", b"MZ\x90\0", "image/jpeg")})
    assert page.status_code == 415
    assert "请发照片，或者录音" in page.text
    assert "我家的事" in page.text
    assert form_id(page) == data["message_id"]
    assert site.intake.heard == []


def test_too_much_is_refused_kindly(site: Site, farmer: TestClient) -> None:
    page = farmer.get("/")
    files = {"photo": ("a.jpg", JPEG + b"\0" * (10 * 1024 * 1024), "image/jpeg")}
    answer = farmer.post("/say", data={"message_id": form_id(page)}, files=files)
    assert answer.status_code == 413
    assert "太大了" in answer.text
    assert site.intake.heard == []


def test_a_body_of_unknown_length_is_not_read(farmer: TestClient) -> None:
    answer = farmer.post("/say", content=iter([b"text=1"]), headers=JSON)
    assert answer.status_code == 411


BROKEN = {
    "empty": ("application/x-www-form-urlencoded", b"", 422),
    "spaces and control characters": ("application/x-www-form-urlencoded", b"text=+%00%01+", 422),
    "json": ("application/json", b"{}", 422),
    "no boundary": ("multipart/form-data", b"xx", 400),
    "cut off": ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\n", 400),
    "a field too long": (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + b"x" * 300_000 + b"\r\n--b--\r\n",
        400,
    ),
    "a file named text": (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="text"; filename="x"\r\n\r\nhello\r\n--b--\r\n',
        422,
    ),
}


@pytest.mark.parametrize(("media_type", "body", "status"), BROKEN.values(), ids=BROKEN)
def test_broken_forms_get_a_polite_answer(
    site: Site, farmer: TestClient, media_type: str, body: bytes, status: int
) -> None:
    for accept in ("application/json", "text/html"):
        headers = {"Content-Type": media_type, "Accept": accept}
        assert farmer.post("/say", content=body, headers=headers).status_code == status
    assert site.intake.heard == []


def test_control_characters_are_dropped_and_long_words_pass(site: Site, farmer: TestClient) -> None:
    say(farmer, farmer.get("/"), text="一\x00二\x1b\t三😀" + "长" * 10_000)
    assert site.intake.heard[0].said.text == "一二\t三😀" + "长" * 10_000


def test_too_many_posts_rest_a_minute() -> None:
    site = Site(per_minute=3)
    client = site.visitor()
    page = client.get("/")
    statuses = [say(client, page, choice="!apply").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = client.post("/say", data={"text": "x"}, headers=JSON)
    assert "歇一分钟" in refused.json()["message"]
    site.now += timedelta(minutes=1)
    assert say(client, page, choice="!apply").status_code == 200


def test_too_many_looks_rest_a_minute_too() -> None:
    site = Site(per_minute=2)
    client = site.visitor()
    say(client, client.get("/"), choice="!apply")  # and a look at the answer
    statuses = [client.get("/").status_code for _ in range(8)]
    assert statuses == [200] * 7 + [429]
    assert len(site.intake.heard) == 8
    site.now += timedelta(minutes=1)
    assert client.get("/").status_code == 200


def test_when_the_intake_is_busy_the_words_are_kept(site: Site, farmer: TestClient) -> None:
    page = say(farmer, farmer.get("/"), choice="!apply")
    site.intake.busy = True
    sorry = say(farmer, page, text="王<b>阿婆")
    assert sorry.status_code == 503
    assert "王&lt;b&gt;阿婆" in sorry.text
    assert form_id(sorry) == form_id(page)
    assert farmer.get("/").status_code == 503
    site.intake.busy = False
    say(farmer, sorry, text="王阿婆")
    assert site.intake.said()[-1].said.text == "王阿婆"


@pytest.mark.parametrize("path", ["/", "/?t=x", "/static/web/nothing.css"])
def test_security_headers(farmer: TestClient, path: str) -> None:
    headers = farmer.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_page_has_no_inline_script_style_or_foreign_address(farmer: TestClient) -> None:
    for page in (farmer.get("/"), say(farmer, farmer.get("/"), choice="!apply")):
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page.text)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page.text)


def test_replies_are_text_not_html(site: Site, farmer: TestClient) -> None:
    evil = '<img src=x onerror="alert(1)">'
    reply = Reply(evil + "\n" + evil, (Choice('a"><script>', evil),), link="javascript:alert(1)")
    site.intake.questions = (("evil", reply),)
    page = say(farmer, farmer.get("/"), choice="!apply")
    for html in (page.text, farmer.post("/say", data={"choice": "!callme"}, headers=JSON).json()["html"]):
        assert "<img src=x" not in html
        assert "<script>" not in html
        assert "javascript:" not in html
        assert "&lt;img src=x" in html


def test_static_files(farmer: TestClient) -> None:
    page = farmer.get("/").text
    for address in re.findall(r'(?:href|src)="(/static/web/[^"#]+)', page):
        file = farmer.get(address)
        assert file.status_code == 200
        assert "immutable" in file.headers["cache-control"]
        again = farmer.get(address, headers={"If-None-Match": file.headers["etag"]})
        assert again.status_code == 304
    assert farmer.get("/static/web/page.js").headers["cache-control"] == "no-cache"
    assert farmer.get("/static/web/..%2F__init__.py").status_code == 404
