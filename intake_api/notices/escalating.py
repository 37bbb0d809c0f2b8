"""Each clock of a case warns on its own when it turns yellow, orange, red, and goes up the ladder village → town →
district (裁定 3: late is an alarm with an owner, and blocks nothing). Once each: a counter says which was given, and
of two processes only one counts it first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from intake_api.casework.clocks import Light, light
from intake_api.casework.standings import Running
from intake_api.counters import count_up, which_counted
from intake_api.notices import cadre_words, recipients
from intake_api.notices.tell import about_case, tell
from intake_api.office import Office, Work

# Who hears of which light besides who owes the step: each rung adds one.
LADDER: Mapping[str, frozenset[str]] = {
    "yellow": frozenset(),
    "orange": frozenset({"town_clerk"}),
    "red": frozenset({"town_clerk", "town_leader", "county_clerk"}),
}
AT_ONCE = 100  # warnings in one transaction: messages that come meanwhile wait for no more


@dataclass(frozen=True, slots=True)
class Turned:
    """A clock that has turned a colour."""

    running: Running
    light: Light

    @property
    def key(self) -> str:
        """The rest of the notice's key: which clock, begun when, which light."""
        clock = self.running.clock
        return f"clock:{clock.name}:{self.running.id or f'{clock.start:%Y%m%d%H%M}'}:{self.light}"

    @property
    def once(self) -> str:
        """The counter that says it was given."""
        return f"warned:{self.running.case['id']}:{self.key}"


def escalate(office: Office, code: str, running: Iterable[Running]) -> int:
    """Warn of every clock that has turned and nobody was warned of; how many there were."""
    told, turned = 0, list(_turned(office, code, running))
    for first in range(0, len(turned), AT_ONCE):
        if fresh := _not_given(office, code, turned[first : first + AT_ONCE]):
            with office.work(code) as work:
                told += sum(_warn(work, each) for each in fresh)
    return told


def _turned(office: Office, code: str, running: Iterable[Running]) -> Iterator[Turned]:
    warn, now = office.county(code).policy.warn, office.clock()
    for each in running:
        colour = light(each.clock.start, each.clock.due, now, warn)
        if colour in LADDER:
            yield Turned(each, colour)


def _not_given(office: Office, code: str, some: Sequence[Turned]) -> list[Turned]:
    with office.database.read() as session:
        given = which_counted(session.connection(), code, [each.once for each in some])
    return [each for each in some if each.once not in given]


def _warn(work: Work, turned: Turned) -> int:
    case, clock = turned.running.case, turned.running.clock
    told = recipients.of_step(work, case["town"], case["village"], turned.running.roles | LADDER[turned.light])
    if not (told.everywhere or told.console):
        return 0  # nobody is there yet: whoever comes hears of it
    if count_up(work, turned.once) > 1:
        return 0
    tell(work, told, cadre_words.warning(work, case, clock, turned.light), about_case(work, case, turned.key))
    return 1
