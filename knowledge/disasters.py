"""What a county prepares for a flood or a typhoon, and when many reports of one kind are too many."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.declared import Declared

KINDS = {
    "typhoon": "台风",
    "flood": "洪水",
    "landslide": "山体滑坡",
    "cold": "寒潮",
    "fire": "火险",
    "other": "其他灾害",
}
LEVELS = {"blue": "蓝色", "yellow": "黄色", "orange": "橙色", "red": "红色"}
LONGEST_MESSAGE = 70  # one short message
_LONGEST_PLACE, _LONGEST_TIME = "晋安区某某镇某某村委会", "12月31日23时30分"


@dataclass(frozen=True, slots=True)
class Disasters:
    """``urgent``: levels that ring like an alarm, ``rings`` times at most. ``first_lists`` and ``first_groups``: who is
    proposed to be fetched first, besides people of ``old_age`` who live without anybody younger. ``messages``: what
    goes to a group, by kind of disaster."""

    urgent: tuple[str, ...]
    rings: int
    old_age: int
    first_lists: tuple[str, ...]
    first_groups: tuple[str, ...]
    messages: Mapping[str, str]

    def message(self, kind: str, place: str, time: str) -> str:
        """At most 70 characters in plain words."""
        return filled(self.messages[kind], place, time)[:LONGEST_MESSAGE]


@dataclass(frozen=True, slots=True)
class Surges:
    """A town's reports of one cause in a week are unusual when there are at least ``least``, ``times`` the usual, and
    by its own past ``weeks`` so many would come by chance in at most ``chance`` of all weeks. With fewer than ``known``
    weeks to compare with it takes ``many``. Cases of the origins ``leave_out`` are not counted."""

    weeks: int
    known: int
    least: int
    many: int
    times: float
    chance: float
    leave_out: tuple[str, ...]


def read_disasters(table: Declared) -> Disasters:
    """``[disasters]`` of a policy; what is wrong is noted in the table."""
    messages = table.table("messages")
    found = Disasters(
        urgent=table.texts("urgent"),
        rings=table.need("rings", 1),
        old_age=table.need("old_age", 70),
        first_lists=table.texts("first_lists"),
        first_groups=table.texts("first_groups", ()),
        messages={kind: _message(messages, kind) for kind in KINDS},
    )
    messages.finish()
    if unknown := set(found.urgent) - set(LEVELS):
        table.problem(f"urgent 不认得 {'、'.join(sorted(unknown))}，应是 {'/'.join(LEVELS)}")
    if found.rings <= 0 or found.old_age <= 0:
        table.problem("rings、old_age 应当大于 0")
    table.finish()
    return found


def read_surges(table: Declared) -> Surges:
    """``[surges]`` of a policy; what is wrong is noted in the table."""
    found = Surges(
        weeks=table.need("weeks", 12),
        known=table.need("known", 4),
        least=table.need("least", 5),
        many=table.need("many", 10),
        times=table.need("times", 2.0),
        chance=table.need("chance", 0.001),
        leave_out=table.texts("leave_out", ()),
    )
    if not 0 < found.known <= found.weeks <= 52:
        table.problem("应当 0 < known ≤ weeks ≤ 52")
    if not 1 < found.least <= found.many:
        table.problem("应当 1 < least ≤ many：一两件不算")
    if found.times < 1 or not 0 < found.chance < 0.5:
        table.problem("times 应当不小于 1，chance 应在 0 到 0.5 之间")
    table.finish()
    return found


def filled(message: str, place: str, time: str) -> str:
    """The message with its place and its time."""
    return message.replace("{地方}", place).replace("{时间}", time)


def _message(table: Declared, kind: str) -> str:
    message = table.need(kind, "")
    if len(filled(message, _LONGEST_PLACE, _LONGEST_TIME)) > LONGEST_MESSAGE:
        table.problem(f"{kind} 填上地名和时间后超过 {LONGEST_MESSAGE} 个字")
    if "{" in filled(message, "", ""):
        table.problem(f"{kind} 里只能用 {{地方}} 和 {{时间}}")
    return message
