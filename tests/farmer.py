"""What a farmer says from the first word to the receipt, for tests that are about the report, not the questions."""

import asyncio
from collections.abc import Sequence

from dialogs.messages import Heard, Intake, Message, Said

YIYOU = "350111103210"  # 宦溪镇亥由村
YUEFENG = "350111102201"  # 岳峰镇岳峰村
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(serial: int) -> str:
    """A well-formed ID number of nobody."""
    body = f"35011119780315{serial:03d}"
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, _WEIGHTS, strict=True)) % 11]


def report(
    name: str = "陈大明",
    phone: str = "13805001234",
    village: str = YIYOU,
    *,
    story: str = "老婆透析，一年花了八万",
    number: str = "",
    consent: str = "2023-1",
) -> list[Said]:
    """Every answer, in the order of the questions. An empty ``phone`` is 没有电话."""
    return [
        Said(choice="menu=apply"),
        Said(choice=f"consent={consent}"),
        Said(choice="behalf=self"),
        Said(text=name),
        Said(text=phone) if phone else Said(choice="phone=none"),
        Said(choice=f"town={village[:9]}000"),
        Said(choice=f"village={village}"),
        Said(choice="risk=illness"),
        Said(text=story),
        Said(text=number) if number else Said(choice="!skip"),
        Said(choice="!skip"),
        Said(choice="!skip"),
        Said(choice="final=submit"),
    ]


def messages(user: str, said: Sequence[Said], channel: str = "wechat", prefix: str = "m") -> list[Message]:
    """The same as messages of one person, numbered."""
    return [Message(channel, user, f"{prefix}-{user}-{n}", one) for n, one in enumerate(said)]


async def talk(intake: Intake, user: str, said: Sequence[Said], channel: str = "wechat", prefix: str = "m") -> Heard:
    """Say everything, one after the other; the last answer."""
    heard = Heard(())
    for message in messages(user, said, channel, prefix):
        heard = await intake.hear(message)
    return heard


def told(intake: Intake, user: str, said: Sequence[Said], channel: str = "wechat", prefix: str = "m") -> Heard:
    """The same for a test that is not async."""
    return asyncio.run(talk(intake, user, said, channel, prefix))


def words(heard: Heard) -> str:
    """All that was answered."""
    return "\n".join(reply.text for reply in heard.replies)
