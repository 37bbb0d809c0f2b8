"""Whole conversations through python-telegram-bot and the Bot API, by webhook and by polling."""

from collections.abc import Iterator

import pytest
from telegram_intake import KEY, NOW, PUBLIC, ScriptedIntake, served
from telegram_people import buttons
from telegram_platform import Platform
from telegram_server import until

from bots import links
from bots.telegram.channel import BUSY, ONLY_PRIVATE
from bots.telegram.updates import COMMANDS, MAP_POINT, NOT_READABLE, OTHERS_CARD
from dialogs.messages import Choice, Media, Reply, Said, Unavailable

PERSON = 7001


@pytest.fixture
def platform() -> Iterator[Platform]:
    with Platform() as platform:
        yield platform


@pytest.fixture(params=["webhook", "polling"])
def intake(request: pytest.FixtureRequest, platform: Platform) -> Iterator[ScriptedIntake]:
    intake = ScriptedIntake()
    with served(platform, intake, request.param):
        yield intake


def test_whole_conversation(platform: Platform, intake: ScriptedIntake) -> None:
    user = platform.user(PERSON)
    user.say("/start v_350111103210")
    consent = user.last()
    user.press("可以")
    user.press("看病花钱多")
    number = user.last()
    user.say("上门时再给")

    assert [(m.event, m.said) for m in intake.heard] == [
        ("start", Said(place="350111103210")),
        ("", Said(choice="consent=yes")),
        ("", Said(choice="risk=illness")),
        ("", Said(text="上门时再给")),
    ]
    assert {(m.channel, m.user, m.county) for m in intake.heard} == {("telegram", str(PERSON), "350111")}
    assert intake.heard[0].at is not None
    assert all(m.message_id.startswith("u") for m in intake.heard)
    # The old question shows what was chosen, and its buttons are gone.
    assert user.texts()[0] == consent["text"] + "\n\n✓ 可以"
    assert "reply_markup" not in user.messages[0]
    assert all(platform.callbacks.values())
    assert user.texts()[-1] == "报上了，回执号 JA20231110-0007-K。"
    (link,) = buttons(number)
    assert link["text"] == "在网页上填"
    token = link["url"].removeprefix(PUBLIC + "/?t=")
    assert links.verify(token, KEY, NOW) == ("telegram", str(PERSON))


def test_menu_names_the_commands(platform: Platform, intake: ScriptedIntake) -> None:
    user = platform.user(PERSON)
    for command in platform.commands:
        user.say("/" + command["command"])
    assert [m.said.choice for m in intake.heard] == [value for value, _ in COMMANDS.values()]


PHOTO = [{"file_id": f"p{n}", "file_unique_id": f"u{n}", "width": n, "height": n} for n in (90, 320)]
VOICE = {"file_id": "v1", "file_unique_id": "v", "duration": 3}
SENT = [
    ({"text": "老婆透析 🏥\0"}, Said(text="老婆透析 🏥"), ""),
    ({"text": "/start"}, Said(), ""),
    ({"text": "/start v_x"}, Said(), ""),
    ({"text": "/start@baopin_bot v_350111"}, Said(place="350111"), ""),
    ({"text": "/started"}, Said(text="/started"), ""),
    ({"text": "/help@baopin_bot"}, Said(choice="!help"), ""),
    ({"text": "/nobody knows"}, Said(text="/nobody knows"), ""),
    ({"text": "/"}, Said(text="/"), ""),
    ({"photo": PHOTO, "caption": "住院单"}, Said(text="住院单", media=(Media("image", "p320"),)), ""),
    ({"voice": VOICE}, Said(media=(Media("voice", "v1"),)), ""),
    ({"audio": VOICE}, Said(media=(Media("voice", "v1"),)), ""),
    (
        {"document": {"file_id": "d1", "file_unique_id": "d", "mime_type": "image/png"}},
        Said(media=(Media("image", "d1"),)),
        "",
    ),
    ({"document": {"file_id": "d1", "file_unique_id": "d"}}, Said(choice="!repeat"), NOT_READABLE),
    (
        {"contact": {"phone_number": "+8613800000000", "first_name": "张", "user_id": PERSON}},
        Said(text="13800000000"),
        "",
    ),
    ({"contact": {"phone_number": "13800000000", "first_name": "李"}}, Said(choice="!repeat"), OTHERS_CARD),
    ({"location": {"latitude": 26.1, "longitude": 119.3}}, Said(choice="!repeat"), MAP_POINT),
    ({"sticker": {}}, Said(choice="!repeat"), NOT_READABLE),
    ({"dice": {"emoji": "🎲", "value": 3}}, Said(choice="!repeat"), NOT_READABLE),
]


def test_everything_a_person_can_send(platform: Platform, intake: ScriptedIntake) -> None:
    user = platform.user(PERSON)
    sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
    sticker |= {"is_animated": False, "is_video": False}
    for content, said, lead in SENT:
        user.send(**({"sticker": sticker} if "sticker" in content else content))
        assert intake.heard[-1].said == said
        assert user.texts()[-1].startswith(lead)
        assert lead == "" or user.texts()[-1].endswith("主要是哪一样难处？")
    assert len(intake.heard) == len(SENT)


def test_what_is_not_said_to_the_bot_is_not_heard(platform: Platform, intake: ScriptedIntake) -> None:
    group, user = platform.user(-100500, kind="supergroup"), platform.user(PERSON)
    group.say("/start")
    group.say("有人吗")
    user.send(kind="edited_message", text="改过的话")
    assert group.texts() == [ONLY_PRIVATE]
    assert intake.heard == []
    assert user.messages == []


def test_an_old_button_still_means_what_it_said(platform: Platform, intake: ScriptedIntake) -> None:
    user = platform.user(PERSON)
    user.say("/start")
    old = user.last()
    user.press("可以")
    user.press("可以", old)  # the same again: the edit changes nothing and is refused
    user.press("不同意", {**old, "date": 0})  # older than 48 hours: Telegram no longer shows us the message
    assert [m.said.choice for m in intake.heard[1:]] == ["consent=yes", "consent=yes", "consent=no"]
    assert len(user.messages) == 4


def test_one_person_in_order_many_at_once(platform: Platform, intake: ScriptedIntake) -> None:
    people = [platform.user(PERSON + n) for n in range(12)]
    first = str(people[0].chat["id"])
    # The first person's message is held until everybody else has been heard three times: nobody waits for it.
    intake.gate = lambda m: m.user != first or sum(h.user != first for h in intake.heard) == 33
    taken = [person.say(f"第{n}句", wait=False) for n in range(3) for person in people]
    assert [future.result(30) for future in taken] == [200] * len(taken)
    for person in people:
        assert person.texts() == ["听到：第0句", "听到：第1句", "听到：第2句"]
        said = [m.said.text for m in intake.heard if m.user == str(person.chat["id"])]
        assert said == ["第0句", "第1句", "第2句"]


def test_long_replies_and_many_buttons_are_accepted(platform: Platform, intake: ScriptedIntake) -> None:
    lines = "\n".join(f"{n} 这是很长的一行话，说的是办事的步骤。😀" for n in range(400))
    choices = tuple(Choice(f"village=v{n}", f"{n}号村") for n in range(40))
    intake.answer = lambda m: (Reply(lines, choices, "/help"), Reply("还有一句", link="http://127.0.0.1/x"))
    user = platform.user(PERSON)
    user.say("你好")
    assert "\n".join(user.texts()[:-1]) == lines
    assert [len(buttons(m)) for m in user.messages] == [0] * (len(user.messages) - 2) + [41, 0]
    assert buttons(user.messages[-2])[-1] == {"text": "打开看看", "url": PUBLIC + "/help"}
    assert user.texts()[-1] == "还有一句\n\n打开看看：http://127.0.0.1/x"


def test_blocking_is_leaving(platform: Platform, intake: ScriptedIntake) -> None:
    user = platform.user(PERSON)
    user.say("你好")
    user.block()
    assert [m.event for m in intake.heard] == ["", "stop"]
    user.say("再说一句")  # was under way when the bot was blocked: taken, the answer is lost with reason
    assert len(intake.heard) == 3
    assert len(user.messages) == 1


def test_flood_is_waited_for(platform: Platform, intake: ScriptedIntake) -> None:
    platform.fail("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    user = platform.user(PERSON)
    user.say("你好")
    assert user.texts() == ["听到：你好"]
    assert intake.calls == 1


def test_a_lost_answer_comes_with_the_next_delivery(platform: Platform, intake: ScriptedIntake) -> None:
    intake.answer = lambda m: (Reply("第一句"), Reply("第二句"))
    platform.fail("sendMessage", 502, "Bad Gateway", times=2)
    user = platform.user(PERSON)
    user.say("你好")
    assert user.texts() == ["第一句", "第二句"]
    assert len(intake.heard) == 1
    assert intake.calls == 3


def test_an_intake_away_holds_back_only_that_person(platform: Platform, intake: ScriptedIntake) -> None:
    intake.errors = [Unavailable("away"), KeyError("a fault of the intake")]
    people = [platform.user(PERSON + n) for n in range(3)]
    for person in people:
        person.say("第一句", wait=False)
    for person in people:
        person.say("第二句")
    texts = [text for person in people for text in person.texts()]
    assert texts.count(BUSY) == 1
    assert texts.count("听到：第一句") == 2
    assert texts.count("听到：第二句") == 3


def test_polling_tells_telegram_to_forget(platform: Platform) -> None:
    intake = ScriptedIntake()
    user = platform.user(PERSON)
    user.say("关机时说的话", wait=False)
    with served(platform, intake, "polling"):
        until(lambda: user.messages)
    with served(platform, intake, "polling"):
        user.say("重启后说的话")
    assert [m.said.text for m in intake.heard] == ["关机时说的话", "重启后说的话"]
    assert intake.calls == 2
