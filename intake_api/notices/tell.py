"""Telling cadres: who and what put together, and laid into the outbox."""

from dataclasses import dataclass

from intake_api.casework.lifecycle import action
from intake_api.casework.states import HOLDERS
from intake_api.notices import cadre_words, recipients
from intake_api.notices.cadre_words import Line, Row
from intake_api.notices.outbox import CONSOLE, post
from intake_api.notices.recipients import Told
from intake_api.office import Work


def tell_arrival(work: Work, case: Row) -> None:
    """A new case stands in front of its village."""
    told = recipients.of_case(work, case["town"], case["village"])
    tell(work, told, cadre_words.arrival(work, case), about_case(work, case, "arrived"))


def tell_reassigned(work: Work, case: Row) -> None:
    """The case came to another village; each hand-over is its own notice."""
    told = recipients.of_case(work, case["town"], case["village"])
    tell(work, told, cadre_words.reassigned(work, case), about_case(work, case, f"reassigned:{case['version']}"))


def tell_next(work: Work, before: Row, after: Row, event: str, actor: str) -> None:
    """Whoever has the next step hears of it: in the state the case came to, or of a proposal to decide on. Who did
    the last step and has the next one too knows."""
    if event == "reassigned":
        tell_reassigned(work, after)
        return
    proposed = after["proposal"] and after["proposal"] != before["proposal"]
    moved = after["state"] != before["state"] or (before["proposal"] and not after["proposal"])
    roles = action(after["proposal"]).roles if proposed else HOLDERS.get(after["state"], ()) if moved else ()
    told = recipients.of_step(work, after["town"], after["village"], frozenset(roles))
    if actor not in told.everywhere or proposed:
        others = Told(tuple(id for id in told.everywhere if id != actor), told.console)
        tell(work, others, cadre_words.step(work, after), about_case(work, after, f"step:{after['version']}"))


def tell_joined(work: Work, case: Row) -> None:
    """A duplicate application was joined to the case."""
    told = recipients.of_case(work, case["town"], case["village"])
    tell(work, told, cadre_words.joined(work, case), about_case(work, case, f"joined:{work.new_id()}"))


def tell_supplemented(work: Work, case: Row) -> None:
    """The farmer said more; once a day and state, however many messages it took."""
    told = recipients.of_case(work, case["town"], case["village"])
    about = about_case(work, case, f"supplemented:{work.today().isoformat()}:{case['state']}")
    tell(work, told, cadre_words.supplemented(work, case), about)


_ASKED = {"village": frozenset({"village"}), "town": frozenset({"town_clerk"})}


def tell_asked(work: Work, case: Row, whom: str, actor: str) -> None:
    """More is wanted of the village or the town; whoever asked knows."""
    told = recipients.of_step(work, case["town"], case["village"], _ASKED.get(whom, frozenset()))
    others = Told(tuple(id for id in told.everywhere if id != actor), told.console)
    tell(work, others, cadre_words.asked(work, case), about_case(work, case, f"asked:{case['version']}"))


def tell_authorisation(work: Work, case: Row, line: Line, key: str, actor: str = "") -> None:
    """Village and town hear what became of the signatures (裁定 8); who brought the last one knows."""
    told = recipients.of_step(work, case["town"], case["village"], frozenset({"village", "town_clerk"}))
    others = Told(tuple(id for id in told.everywhere if id != actor), told.console)
    tell(work, others, line, about_case(work, case, f"authorisation:{key}"))


def tell_withdrawn(work: Work, case: Row) -> None:
    """Nobody needs to go there any more."""
    told = recipients.of_case(work, case["town"], case["village"])
    tell(work, told, cadre_words.withdrawn(work, case), about_case(work, case, "withdrawn"))


def tell_emergency(work: Work, task: Row) -> None:
    """The alarm, and each ring after it (``task["alarms"]`` counts them)."""
    told = recipients.of_emergency(work, task["town"], task["village"])
    tell(work, told, cadre_words.emergency(work, task), _about_task(work, task, str(task["alarms"])))


def tell_callback(work: Work, task: Row) -> None:
    """Somebody waits for a call."""
    told = recipients.of_callback(work, task["town"], task["village"])
    tell(work, told, cadre_words.callback(work, task), _about_task(work, task, "callback"))


def case_link(work: Work, case_id: str) -> str:
    """Where a case opens in the console, behind the login."""
    return f"{work.office.settings.public_url.rstrip('/')}/console/cases/{case_id}"


def tasks_link(work: Work) -> str:
    """Where open tasks stand in the console, behind the login."""
    return f"{work.office.settings.public_url.rstrip('/')}/console/tasks"


def comparisons_link(work: Work) -> str:
    """Where departments answer in the console, behind the login."""
    return f"{work.office.settings.public_url.rstrip('/')}/console/comparisons"


def home_link(work: Work) -> str:
    """The reader's own work in the console, behind the login."""
    return f"{work.office.settings.public_url.rstrip('/')}/console"


@dataclass(frozen=True, slots=True)
class About:
    """What a notice is about: its stable key, where it opens, what it belongs to."""

    key: str
    link: str
    case_id: str | None = None
    task_id: str | None = None


def about_case(work: Work, case: Row, what: str) -> About:
    """A notice about a case; ``what`` is the rest of its key."""
    return About(f"case:{case['id']}:{what}", case_link(work, case["id"]), case_id=case["id"])


def _about_task(work: Work, task: Row, what: str) -> About:
    return About(f"task:{task['id']}:{what}", tasks_link(work), case_id=task["case_id"], task_id=task["id"])


def tell(work: Work, told: Told, line: Line, about: About) -> None:
    """One console notice for each account, one more for each chat bound by those who must act."""
    for account_id in (*told.everywhere, *told.console):
        _post(work, about, line, account_id, CONSOLE, "", line.text)
    for chat in recipients.chats(work, told.everywhere):
        bare = work.county.policy.rules(chat["channel"]).bare_notices
        text = line.bare if bare else line.text
        _post(work, about, line, chat["account_id"], chat["channel"], chat["user"], text)


def _post(work: Work, about: About, line: Line, account_id: str, channel: str, user: str, text: str) -> None:
    key = ":".join(filter(None, (about.key, account_id, channel, user)))
    post(
        work,
        key,
        channel=channel,
        user=user,
        account_id=account_id,
        case_id=about.case_id,
        task_id=about.task_id,
        title=line.title,
        text=text,
        link=about.link,
    )
