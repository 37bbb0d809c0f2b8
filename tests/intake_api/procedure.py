"""Carrying a case through the procedure as people would, step by step: ``Procedure(office, clock).to("REVIEW")``."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from factories import HUANXI, YIYOU, make_account, make_case
from offices import Clock
from sqlalchemy import insert, select

from intake_api.casework import authorisations, comparisons, measures, visits
from intake_api.casework.actions import act, farmer_acts
from intake_api.casework.visits import Sheet
from intake_api.intake import founding
from intake_api.models import Account, Attachment
from intake_api.models.tables import CASES, COMPARISONS, EVENTS, MEASURES
from intake_api.office import Office
from knowledge.people.id_numbers import is_id_number

COUNTY = "350111000000"
ROLES = {
    "village": YIYOU, "grid": YIYOU, "town_clerk": HUANXI, "town_leader": HUANXI, "county_clerk": COUNTY,
    "county_leader": COUNTY, "operator": COUNTY, "auditor": COUNTY, "admin": COUNTY, "dept": COUNTY,
}  # fmt: skip


def id_no(born: str, serial: int, woman: bool) -> str:
    """A valid number of somebody born on ``born`` (YYYYMMDD)."""
    body = f"350111{born}{serial:02d}{2 * serial % 10 + (0 if woman else 1)}"
    return next(body + last for last in "0123456789X" if is_id_number(body + last))


# Six people: the couple, his mother, two children at school, a son who works away.
PEOPLE: tuple[dict[str, Any], ...] = (
    {"member_name": "陈大山", "sex": "male", "relation": "r02", "id_no": id_no("19750318", 1, False),
     "education": "e3", "health": ["healthy"], "work_months": 6},
    {"member_name": "林秀英", "sex": "female", "relation": "r10", "id_no": id_no("19780602", 2, True),
     "education": "e2", "health": ["major_illness"], "work_months": 0},
    {"member_name": "郑依妹", "sex": "female", "relation": "r52", "id_no": id_no("19500101", 3, True),
     "education": "e1", "health": ["chronic"], "work_months": 0},
    {"member_name": "陈小明", "sex": "male", "relation": "r20", "id_no": id_no("20000909", 4, False),
     "education": "e5", "health": ["healthy"], "work_months": 10},
    {"member_name": "陈小红", "sex": "female", "relation": "r30", "id_no": id_no("20091001", 5, True),
     "in_school": "s05", "health": ["healthy"], "work_months": 0},
    {"member_name": "陈小华", "sex": "male", "relation": "r20", "id_no": id_no("20120505", 6, False),
     "in_school": "s03", "health": ["healthy"], "work_months": 0},
)  # fmt: skip
EVERYONE = {
    "id_type": "resident", "ethnicity": "m01", "politics": "masses", "medical_insurance": True, "dibao": False,
    "major_illness_aid": False,
}  # fmt: skip
HOUSEHOLD: dict[str, Any] = {
    "fill_date": "2023-11-12", "head_name": "陈大山", "household_type": "general", "phone": "13805001234",
    "address": "亥由村 3 组 8 号", "risk": "illness", "story": "妻子今年查出大病，自己掏了六万", "wage_income": 42000,
    "fp_subsidy": 0, "dibao_amount": 0, "tekun_amount": 0, "pension_amount": 1800, "eco_comp_amount": 0,
    "other_transfer": 0, "business_income": 6000, "business_expense": 2000, "asset_dividend": 0, "other_property": 0,
    "med_oop": 60000, "farmland_mu": 2, "forest_mu": 5, "orchard_mu": 0, "house_m2": 120, "house_grade": "B",
    "sanitary_toilet": True, "safe_water": True,
}  # fmt: skip


def sheet_answers() -> dict[str, Any]:
    """A whole and sound Annex 1: per head (42000 + 1800 + 6000 - 2000) / 6 = 7966.67 元, below the line."""
    members = {f"member[{n}].{k}": v for n, person in enumerate(PEOPLE) for k, v in (EVERYONE | person).items()}
    return HOUSEHOLD | members


class Procedure:
    """One case and everybody who works on it."""

    def __init__(self, office: Office, clock: Clock, **case: Any) -> None:
        self.office, self.clock, self.compared = office, clock, True
        with office.work() as work:
            self.people = {role: make_account(work, role, area) for role, area in ROLES.items()}
            self.people["second_leader"] = make_account(work, "town_leader", HUANXI)
            self.people["second_clerk"] = make_account(work, "town_clerk", HUANXI)
            self.case_id = make_case(work, **case)["id"]

    @property
    def case(self) -> Any:
        """The row as it is now."""
        with self.office.database.read() as session:
            return session.connection().execute(select(CASES).where(CASES.c.id == self.case_id)).mappings().one()

    def kinds(self) -> list[str]:
        """The log's kinds, oldest first."""
        with self.office.work() as work:
            query = select(EVENTS.c.kind).where(EVENTS.c.case_id == self.case_id).order_by(EVENTS.c.at, EVENTS.c.id)
            return list(work.connection.execute(query).scalars())

    def person(self, who: str) -> Account:
        """The account of a role."""
        return self.people[who]

    def do(self, who: str, name: str, version: int | None = None, **inputs: str) -> Any:
        """One action of the table."""
        seen = self.case["version"] if version is None else version
        given = {**INPUTS.get(name, {}), **self.photos(name), **inputs}
        if given.get("meeting_day") == "today":
            given["meeting_day"] = self.clock.now.date().isoformat()
        with self.office.work() as work:
            return act(work, self.people[who], self.case_id, name, seen, given)

    def photos(self, name: str) -> Mapping[str, str]:
        """Photos that an action asks for, uploaded."""
        return {key: self.photo(f"{name}-{key}") for key in PHOTOS.get(name, ())}

    def photo(self, id: str) -> str:
        """A photo of the case; its id."""
        with self.office.work() as work:
            known = select(Attachment.id).where(Attachment.id == id)  # type: ignore[arg-type]
            if work.connection.execute(known).first() is None:
                row = Attachment(county=work.code, id=id, channel="console", user="x", media_id=id, kind="image",
                                 case_id=self.case_id, said_at=work.now)  # fmt: skip
                work.connection.execute(insert(Attachment).values(**row.model_dump()))
        return id

    def visit(self, who: str = "village", **over: Any) -> Any:
        """The visit, as sent from the telephone."""
        photo = self.photo("sheet")
        sheet = Sheet(**({"id": f"visit-{len(self.kinds())}", "method": "visit", "visited_at": self.clock.now,
                          "verifiers": ("林村长", "王驻村"), "opinion": "情况属实", "answers": sheet_answers(),
                          "photos": (photo,)} | over))  # fmt: skip
        with self.office.work() as work:
            return visits.save(work, self.people[who], self.case_id, sheet)

    def authorise(self, *members: int) -> None:
        """Adults sign on paper."""
        for member in members:
            photo = self.photo(f"signed-{member}")
            with self.office.work() as work:
                authorisations.give(work, self.people["village"], self.case_id, member, "paper", attachment=photo)

    def compare(self, *departments: str, hits: tuple[str, ...] = ()) -> None:
        """Sent, and answered by every department; ``hits``: names of who has something."""
        seen = self.case["version"]
        with self.office.work() as work:
            comparisons.send(work, self.people["county_clerk"], self.case_id, seen, departments)
            rows = work.connection.execute(select(COMPARISONS)).mappings().all()
        for row in rows:
            result = "hit" if row["name"] in hits else "none"
            with self.office.work() as work:
                comparisons.answer(work, self.people["county_clerk"], row["id"], result, "经办人张", "面包车一辆")

    def plan(self, category: str = "job", **over: str) -> str:
        """A measure of the plan."""
        words = {"what": "到村里做保洁员", "owner": "村委会", "due_day": "2023-12-20"} | over
        with self.office.work() as work:
            return measures.plan(work, self.people["village"], self.case_id, category, **words)

    def implement(self) -> None:
        """Every planned measure is carried out."""
        day = self.clock.now.date().isoformat()
        waiting = select(MEASURES.c.id).where(MEASURES.c.implemented_at.is_(None))
        with self.office.work() as work:
            for id in list(work.connection.execute(waiting).scalars()):
                measures.implement(work, self.people["village"], id, day, "每月领 1200 元")

    def half_a_year_on(self) -> None:
        """She is well again, he earns more."""
        self.implement()
        self.clock.now += timedelta(days=200)
        answers = dict(self.case["answers"]) | {"wage_income": 90000}
        with self.office.work() as work:
            work.connection.execute(CASES.update().where(CASES.c.id == self.case_id).values(answers=answers))

    def to(self, state: str, *, compared: bool | None = None) -> "Procedure":
        """The shortest honest way to ``state``; with the departments asked on the way, or not yet."""
        self.compared = self.compared if compared is None else compared
        _WAYS[state](self)
        assert self.case["state"] == state, (self.case["state"], state)
        return self

    def both(self, first: str, second: str, name: str, **inputs: str) -> Any:
        """Two people: one proposes, the other decides."""
        self.do(first, name, **inputs)
        return self.do(second, name)


INPUTS: Mapping[str, Mapping[str, str]] = {
    "reassign": {"village": "350111103201", "reason": "住在那边"},
    "mark_out_of_area": {"where": "连江县", "reason": "户口在外"},
    "mark_invalid": {"reason": "test", "note": "打过电话，本人说点错了"},
    "mark_abuse": {"reason": "abuse", "note": "名字、电话都查无此人"},
    "request_info": {"what": "住院小结", "whom": "farmer"},
    "contact_failed": {"note": "没有人接"},
    "start_verify": {"verifiers": "林村长、王驻村"},
    "skip_compare": {"aid_day": "2023-10-01"},
    "conclude_no_risk": {"reason": "R02", "note": "收入稳定", "told": "yes"},
    "override_refusal": {"note": "有一套店面出租未计入"},
    "vote_pass": {"meeting_day": "2023-11-13", "attendees": "甲、乙、丙、丁、戊", "votes_for": "5",
                  "votes_against": "0"},
    "vote_fail": {"reason": "R09", "meeting_day": "2023-11-13", "attendees": "甲、乙、丙", "votes_for": "1",
                  "votes_against": "2", "note": "多数认为收入不低"},
    "review_return": {"reason": "再去看看"},
    "objection": {"objection": "他家有车", "receiver": "王主任"},
    "allow_second_posting": {"reason": "户主名字写错"},
    "town_pass": {"opinion": "同意"},
    "town_return": {"reason": "补充照片"},
    "town_reject": {"reason": "R02", "note": "收入稳定"},
    "county_confirm": {"household_type": "edge", "risk": "illness", "opinion": "同意纳入"},
    "county_return": {"reason": "补签字"},
    "county_reject": {"reason": "R02", "note": "收入稳定"},
    "tell_refusal": {"how": "visit"},
    "entered": {"number": "350111202300001"},
    "plan_set": {"contact": "李副镇长"},
    "propose_eliminate": {"method": "helped", "note": "收入稳定"},
    "elim_objection": {"objection": "他家还困难", "receiver": "王主任"},
    "elim_publicity": {"meeting_day": "today", "attendees": "甲、乙、丙", "votes_for": "3", "votes_against": "0"},
    "elim_confirm": {"opinion": "同意"},
    "elim_return": {"reason": "再看半年"},
    "natural_decrease": {"gone": "moved", "proof": "迁移证明", "note": "全户迁出"},
    "refer": {"target": "medical_aid", "agreed": "yes", "note": "大病自付六万"},
    "fast_track": {"help": "送米送油"},
    "decline_green": {"reason": "不急"},
    "decline_proposal": {"reason": "再议"},
    "appeal": {"reason": "妻子病还没好"},
    "appeal_upheld": {"opinion": "维持"},
    "appeal_reopen": {"opinion": "重新核实"},
}  # fmt: skip
PHOTOS = {
    "vote_pass": ("minutes", "posted_photo"), "publicity_end_ok": ("last_photo",),
    "elim_publicity": ("minutes", "posted_photo"), "repost": ("posted_photo",),
}  # fmt: skip


def _accepted(p: Procedure) -> None:
    p.do("village", "accept")


def _verifying(p: Procedure) -> None:
    p.to("ACCEPTED").do("village", "start_verify")


def _review(p: Procedure) -> None:
    p.to("VERIFYING").clock.advance(days=2)
    p.visit(answers=sheet_answers() if p.compared else sheet_answers() | {"member[2].dibao": True})
    if p.compared:
        p.authorise(0, 1, 2, 3)
        p.compare("民政局", "公安交警大队")
    p.do("village", "to_review")


def _publicity(p: Procedure) -> None:
    p.to("REVIEW").clock.advance(days=1)
    p.do("village", "vote_pass")


def _town(p: Procedure) -> None:
    p.to("PUBLICITY").clock.advance(days=6)
    p.do("village", "publicity_end_ok")


def _county(p: Procedure) -> None:
    p.to("TOWN_AUDIT").both("town_leader", "second_leader", "town_pass")


def _recognised(p: Procedure) -> None:
    p.to("COUNTY_CONFIRM").both("county_clerk", "county_leader", "county_confirm")


def _assisting(p: Procedure) -> None:
    p.to("RECOGNIZED").plan()
    p.do("village", "plan_set")


def _elim_review(p: Procedure) -> None:
    p.to("ASSISTING").half_a_year_on()
    p.do("village", "propose_eliminate")


def _elim_publicity(p: Procedure) -> None:
    p.to("ELIM_REVIEW").do("village", "elim_publicity")


def _eliminated(p: Procedure) -> None:
    p.to("ELIM_PUBLICITY").clock.advance(days=6)
    p.both("town_clerk", "county_leader", "elim_confirm")


def _rejected(p: Procedure) -> None:
    """Visited, and found to earn enough: 15966.67 元 per head."""
    p.to("VERIFYING").clock.advance(days=1)
    p.visit(answers=sheet_answers() | {"wage_income": 90000})
    p.both("village", "town_clerk", "conclude_no_risk")


def _appeal(p: Procedure) -> None:
    p.to("REJECTED")
    with p.office.work() as work:
        farmer_acts(work, p.case_id, "appeal", {"reason": "还是很难"})


def _relapsed(p: Procedure) -> dict[str, Any]:
    seen = p.case["version"]
    with p.office.work() as work:
        return founding.relapse(work, p.person("village"), p.case_id, seen, "丈夫又摔伤了")


_WAYS = {
    "SUBMITTED": lambda p: None, "ACCEPTED": _accepted, "VERIFYING": _verifying, "REVIEW": _review,
    "PUBLICITY": _publicity, "TOWN_AUDIT": _town, "COUNTY_CONFIRM": _county, "RECOGNIZED": _recognised,
    "ASSISTING": _assisting, "ELIM_REVIEW": _elim_review, "ELIM_PUBLICITY": _elim_publicity,
    "ELIMINATED": _eliminated, "REJECTED": _rejected, "APPEAL": _appeal,
}  # fmt: skip
