"""What cadres do in a story: ``* 亥由村干部 受理``, with inputs behind it (``what=住院小结``)."""

from typing import Any

from offices import Clock
from procedure import Procedure, sheet_answers
from sqlalchemy import select

from intake_api.casework import tasks
from intake_api.casework.lifecycle import ACTIONS
from intake_api.models import Account
from intake_api.models.tables import CASES, TASKS
from intake_api.notices import outbox, settling
from intake_api.notices.reminding import remind
from intake_api.office import Office


class Cadres(Procedure):
    """The accounts of a story, by name and by role, working on the latest case."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self.office, self.clock, self.compared = office, clock, True
        self.people: dict[str, Account] = {}

    @property
    def case_id(self) -> str:  # type: ignore[override]
        """The case that was opened last."""
        with self.office.database.read() as session:
            query = select(CASES.c.id).order_by(CASES.c.submitted_at.desc(), CASES.c.receipt.desc()).limit(1)
            return str(session.connection().execute(query).scalar_one())

    def know(self, account: Account) -> None:
        """An account of the story; the first of its role stands for the role."""
        self.people[account.name] = account
        self.people.setdefault(account.role, account)

    def step(self, line: str) -> None:
        """One line of the story behind ``* ``."""
        who, what, *rest = line.split(" ")
        given = dict(each.split("=", 1) for each in rest)
        if who == "消息":
            self._carry("sent" if what == "送到" else "gone")
        elif who == "钟":
            remind(self.office, "350111")
        elif what in _HELD:
            _HELD[what](self, who, given)
        else:
            name = next(action.name for action in ACTIONS if action.label == what)
            self.do(who, name, **given)

    def _carry(self, outcome: Any) -> None:
        with self.office.work() as work:
            for channel in ("wechat", "telegram"):
                for notice in outbox.claim(work, channel, 50):
                    settling.settle(work, notice.id, outcome, "48 h" if outcome == "gone" else "")

    def sheet(self, who: str, given: dict[str, str]) -> None:
        """The visit: wages as given, the rest of Annex 1 sound."""
        known = {key: value for key, value in sheet_answers().items() if key not in ("phone", "story", "risk")}
        wages = {"wage_income": int(given["wage_income"])} if "wage_income" in given else {}
        self.visit(who, answers=known | wages)

    def everybody_compared(self, _who: str, _given: dict[str, str]) -> None:
        """Every adult has authorised it, the departments found nothing."""
        self.authorise(0, 1, 2, 3)
        self.compare("民政局", "公安交警大队")

    def ring_up(self, who: str, given: dict[str, str]) -> None:
        """The call that stands in the list is made."""
        with self.office.work() as work:
            open_call = select(TASKS.c.id).where(TASKS.c.kind == "tell", TASKS.c.done_at.is_(None))
            tasks.finish(work, self.people[who], work.connection.execute(open_call).scalar_one(), given["note"])


_HELD = {
    "入户采集": Cadres.sheet,
    "授权比对": Cadres.everybody_compared,
    "加措施": lambda cadres, _who, given: cadres.plan(what=given["what"]),
    "办措施": lambda cadres, _who, _given: cadres.implement(),
    "打电话": Cadres.ring_up,
}
