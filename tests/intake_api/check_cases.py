"""For every check the family as it fails it, and the smallest change that mends it."""

from dataclasses import dataclass, field, replace
from typing import Any

from families import BEGUN, ENDED, PLANNED, POSTED, RECOGNISED, VERIFIERS, Step, member, number

from intake_api.casework.checks import Elsewhere

REFUSED: tuple[Step, ...] = (*BEGUN, (3, "no_risk", {"reason": "R02", "note": "收入稳定，没有风险"}))
OVERRIDDEN: Step = (2.5, "refusal_overridden", {"note": "子女在外地，收入没有算进来"})
FOR_DIBAO: tuple[Step, ...] = (*BEGUN, (3, "no_risk", {"reason": "R02", "note": "已经享受低保"}))
SENT: tuple[Step, ...] = (*BEGUN, (2, "compare_sent", {}))
ALONE: Step = (1, "visited", {"method": "visit", "verifiers": ["林村长"], "photos": ["photo-1"]})
UNSIGNED: Step = (1, "visited", {"method": "visit", "verifiers": VERIFIERS})
BY_PHONE: Step = (1, "visited", {"method": "phone", "why": "在外地", "verifiers": VERIFIERS})
SHORT: tuple[Step, ...] = (*POSTED, (8.5, "publicity_ended", {}))
EARLY: tuple[Step, ...] = (*PLANNED, (100, "elimination_proposed", {"method": "helped"}), (110, "eliminated", {}))
NATURAL: tuple[Step, ...] = (*PLANNED, (100, "elimination_proposed", {"method": "natural"}), (110, "eliminated", {}))
SIGNED = tuple({"member": place, "given_at": "yes"} for place in (0, 1, 2, 4, 5))
ON_TEKUN = {"lists": {4: frozenset({"tekun"})}, "known": frozenset({"tekun"})}


def measures(*categories: str) -> tuple[dict[str, Any], ...]:
    """Standing measures of those categories."""
    return tuple({"category": each, "dropped_at": None} for each in categories)


@dataclass(frozen=True)
class Spoilt:
    """What is changed on the family. Keys of ``answers``: ``3.in_school`` is the fourth member's."""

    answers: dict[str, Any] = field(default_factory=dict)
    state: str = "VERIFYING"
    case: dict[str, Any] = field(default_factory=dict)
    log: tuple[Step, ...] = BEGUN
    days: float = 4.25
    parts: dict[str, Any] = field(default_factory=dict)
    elsewhere: Elsewhere = field(default_factory=Elsewhere)

    def __or__(self, other: "Spoilt") -> "Spoilt":
        """The other with the answers of both."""
        return replace(other, answers={**self.answers, **other.answers})


def said(**answers: Any) -> Spoilt:
    """Answers of the household."""
    return Spoilt(answers)


def of(place: int, **answers: Any) -> Spoilt:
    """Answers about one member."""
    return Spoilt({f"member[{place}].{key}": value for key, value in answers.items()})


def born(day: str, *, man: bool = True) -> str:
    """The number of somebody born then."""
    return number(day, man=man)


HELPED = {"state": "ASSISTING", "log": PLANNED, "days": 30.0}
OVER = {"state": "ELIMINATED", "log": ENDED, "days": 212.0}
RICH = {"wage_income": 90000}
LAW = Spoilt({"wage_income": 90000}, **OVER)
OF_AGE_ON_THE_12TH = {"member[3].id_no": number("20051112", man=False)}
OF_AGE_ON_THE_13TH = {"member[3].id_no": number("20051113", man=False)}
DISABLED_CARD = number("19530808", man=False) + "44"

# (id, failing, mended). The same family is in order otherwise.
TABLE: list[tuple[str, Spoilt, Spoilt]] = [
    ("Q01", of(0, id_no="3501117803150018"[:15]), of(0)),
    ("Q01", of(5, id_type="disability"), of(5, id_type="disability", id_no=DISABLED_CARD)),
    ("Q02", of(0, id_no=number("19780315", man=True)[:17] + "3"), of(0, id_no=number("19780315", man=True))),
    ("Q03", of(5, id_no=born("19530808", man=False) + "85"), of(5, id_no=DISABLED_CARD)),
    ("Q04", of(3, id_no="350111200913410024"), of(3)),
    ("Q04", of(3, id_no=born("20231201", man=False)), of(3, id_no=born("20231101", man=False))),
    ("Q04", of(4, id_no=born("19021101")), of(4, id_no=born("19040101"))),
    ("Q04", said(fill_date="2023-11-12") | of(3, id_no=born("20231113", man=False)), said(fill_date="2023-11-12")),
    ("Q04", said(fill_date="2123-11-12") | of(3, id_no=born("20231201", man=False)), said(fill_date="2123-11-12")),
    ("Q05", of(0, sex="female"), of(0, sex="male")),
    ("Q06", of(2, id_no=born("19780315")), of(2, id_no=number("19780315", man=True, serial=2))),
    ("Q06", Spoilt(elsewhere=Elsewhere(numbers={2: "JA20231101-0003-K"})), Spoilt()),
    ("Q07", of(3, id_no=None), of(3)),
    ("Q07", of(3, id_no="999999200904110001"), of(3)),
    ("Q08", of(3, ethnicity=None), of(3, ethnicity="m22")),
    ("Q09", of(0, politics=None), of(0, politics="party_member")),
    ("Q09", of(3, politics="party_member"), of(3, politics="league_member")),
    ("Q09", of(0, politics="league_member"), of(0, politics="masses")),
    ("Q10", of(0, relation="r70"), of(0, relation="r02")),
    ("Q11", of(4, relation="r02"), of(4, relation="r51")),
    ("Q12", of(5, relation="r10"), of(5, relation="r52")),
    ("Q13", of(1, sex="male"), of(1, sex="female")),
    ("Q14", of(2, relation="r30"), of(2, relation="r20")),
    ("Q15", of(2, relation="r99"), of(2, relation="r97")),
    ("Q15", of(2, relation=None), of(2, relation="r20")),
    ("Q16", of(2, id_no=born("19900520")), of(2, id_no=born("19930520"))),
    ("Q16", of(2, id_no=born("19920315")), of(2, id_no=born("19930315"))),  # 14 years between, 15
    ("Q16", of(4, id_no=born("19640315")), of(4, id_no=born("19630315"))),
    ("Q16", of(4, relation="r61", id_no=born("19480315")), of(4, relation="r61", id_no=born("19470315"))),
    ("Q16", of(4, id_no=born("19700101")), of(4, id_no=born("19600101"))),
    ("Q16", of(4, relation="r61"), of(4, relation="r61", id_no=born("19450101"))),
    ("Q17", Spoilt(member(0, "陈阿公", "19500101", "r51") | member(4, "陈大山", "19780315", "r02")), Spoilt()),
    ("Q18", said(head_name="陈大水"), said(head_name="陈大山")),
    ("Q19", of(3, in_school=None), of(3, in_school="s05")),
    ("Q19", of(3, education="e2"), of(3, education=None)),
    ("Q20", of(3, in_school="s01"), of(3, in_school="s05")),
    ("Q20", of(3, in_school="s01"), of(3, in_school="s01", health=["disabled"])),
    ("Q21", of(2, in_school="s03"), of(2, in_school="s03", id_no=born("20120520"))),
    ("Q22", of(2, in_school="s06"), of(2, in_school="s21")),
    ("Q23", of(3, in_school="s07"), of(3, in_school="s06")),
    ("Q24", of(3, in_school="s20"), of(3, in_school="s06")),
    ("Q24", of(2, in_school="s25", id_no=born("20050520")), of(2, in_school="s25")),
    (
        "Q25",
        of(3, in_school=None, education="e2"),
        of(3, in_school=None, education="e2", dropout_reason="骨折，下学期回去"),
    ),
    (
        "Q25",
        of(3, in_school=None, education="e3", id_no=born("20081201", man=False)),
        of(3, in_school=None, education="e3", id_no=born("20071201", man=False)),
    ),
    ("Q26", of(2, in_school=None, education="e2"), of(2, in_school=None, education="e3")),
    ("Q27", of(3, work_months=2), of(3, work_months=0)),
    ("Q28", of(3, health=None), of(3, health=["healthy"])),
    ("Q28", of(3, health=[]), of(3, health=["healthy"])),
    ("Q29", of(3, health=["healthy", "chronic"]), of(3, health=["chronic"])),
    ("Q30", of(5, health=["disabled"]), of(5, health=["disabled"], id_type="disability", id_no=DISABLED_CARD)),
    (
        "Q31",
        of(5, id_type="disability", id_no=DISABLED_CARD),
        of(5, id_type="disability", id_no=DISABLED_CARD, health=["disabled", "chronic"]),
    ),
    ("Q32", of(3, work_months=1), of(3, work_months=1, id_no=born("20070411", man=False))),
    ("Q33", of(0, work_months=13), of(0, work_months=12)),
    ("Q33", of(0, work_months=-1), of(0, work_months=0)),
    ("Q34", of(4, work_months=6), of(4, work_months=5)),
    (
        "Q34",
        of(0, id_no=born("19780315") + "42", id_type="disability"),
        of(0, id_no=born("19780315") + "43", id_type="disability"),
    ),
    ("Q35", said(wage_income=0), said(wage_income=36000)),
    ("Q36", of(0, work_months=0), of(0, work_months=10)),
    ("Q37", said(wage_income=3000), said(wage_income=4000)),
    ("Q37", said(wage_income=300001), said(wage_income=300000)),
    ("Q38", Spoilt({"member[0].work_months": 0, "business_income": 0}), of(0, work_months=0)),
    ("Q39", of(2, medical_insurance=False), of(2, medical_insurance=False, employee_insurance=True)),
    ("Q40", of(0, employee_insurance=True), of(0, employee_insurance=True, medical_insurance=False)),
    ("Q41", of(5, dibao=True), Spoilt({"member[5].dibao": True, "dibao_amount": 9600})),
    ("Q42", said(dibao_amount=9600), Spoilt({"member[5].dibao": True, "dibao_amount": 9600})),
    ("Q43", said(dibao_amount=199), said(dibao_amount=200)),
    (
        "Q44",
        Spoilt({"tekun_amount": 9000}, elsewhere=Elsewhere(known=frozenset({"tekun"}))),
        Spoilt({"tekun_amount": 9000}, elsewhere=Elsewhere(**ON_TEKUN)),
    ),
    ("Q44", Spoilt(elsewhere=Elsewhere(**ON_TEKUN)), Spoilt(elsewhere=Elsewhere(known=frozenset({"tekun"})))),
    (
        "Q45",
        Spoilt(elsewhere=Elsewhere(lists={0: frozenset({"tekun"})})),
        Spoilt(elsewhere=Elsewhere(lists={4: frozenset({"tekun"})})),
    ),
    ("Q46", said(pension_amount=0), said(pension_amount=1200)),
    ("Q47", said(pension_amount=87), said(pension_amount=88)),
    ("Q47", Spoilt({f"member[{n}].id_no": born(f"19{85 + n}0101") for n in range(6)}), Spoilt()),
    ("Q48", said(fp_subsidy=99), said(fp_subsidy=100)),
    ("Q49", said(forest_mu=0), said(forest_mu=0.5)),
    (
        "Q50",
        Spoilt({f"member[{n}].labour": "lost" for n in range(6)}),
        Spoilt({f"member[{n}].labour": "lost" for n in range(6)} | {"member[5].dibao": True}),
    ),
    ("Q51", said(transfer_income=6000), said(transfer_income=6120)),
    ("Q52", said(property_income=301), said(property_income=300)),
    ("Q53", said(wage_income=-1), said(wage_income=1)),
    ("Q53", said(other_transfer="不知道"), said(other_transfer=1200)),
    ("Q54", said(business_expense=0), said(business_expense=10)),
    ("Q55", said(business_expense=15001), said(business_expense=15000)),
    ("Q56", said(wage_income=299), said(wage_income=300)),
    ("Q56", said(wage_income=300001), said(wage_income=300000)),
    ("Q57", Spoilt(state="REJECTED", log=REFUSED), Spoilt(state="REJECTED", log=(*BEGUN, OVERRIDDEN, REFUSED[-1]))),
    ("Q57", Spoilt(state="REJECTED", log=REFUSED), Spoilt({"wage_income": 60000}, state="REJECTED", log=REFUSED)),
    ("Q58", said(wage_income=8579), said(wage_income=8580)),
    (
        "Q59",
        Spoilt({"wage_income": 200000}, state="RECOGNIZED", case={"household_type": "edge"}, log=RECOGNISED, days=13),
        Spoilt({"wage_income": 200000}, state="RECOGNIZED", case={"household_type": "sudden"}, log=RECOGNISED, days=13),
    ),
    ("Q60", said(household_type="sudden"), said(household_type="edge")),
    ("Q60", said(household_type="edge", wage_income=47940), said(household_type="edge", wage_income=47939)),
    (
        "Q60",
        said(household_type="lifted_unstable", wage_income=47940),
        said(household_type="sudden", wage_income=47940),
    ),
    (
        "Q61",
        Spoilt({"household_type": "edge"}, elsewhere=Elsewhere(lists={0: frozenset({"lifted"})})),
        Spoilt({"household_type": "lifted_unstable"}, elsewhere=Elsewhere(lists={0: frozenset({"lifted"})})),
    ),
    (
        "Q62",
        said(house_grade="C"),
        Spoilt({"house_grade": "C"}, parts={"issues": ({"category": "housing", "resolved_at": None},)}),
    ),
    (
        "Q62",
        said(house_grade="D"),
        Spoilt({"house_grade": "D"}, parts={"referrals": ({"target": "housing", "answer": ""},)}),
    ),
    ("Q62", said(house_grade="C"), Spoilt({"house_grade": "C"}, state="RECOGNIZED", log=RECOGNISED, days=13)),
    (
        "Q63",
        said(safe_water=False),
        Spoilt({"safe_water": False}, parts={"issues": ({"category": "water", "resolved_at": None},)}),
    ),
    ("Q64", said(farmland_mu=100.1), said(farmland_mu=100)),
    ("Q65", said(forest_mu=201), said(forest_mu=200)),
    ("Q66", said(orchard_mu=-1), said(orchard_mu=0)),
    ("Q67", said(house_m2=None), said(house_m2=48)),
    ("Q67", said(house_m2=47), said(house_m2=48)),
    ("Q67", said(house_m2=601), said(house_m2=600)),
    ("Q68", said(sanitary_toilet=None), said(sanitary_toilet=False)),
    ("Q69", Spoilt({"phone": "1380500123"}), said(phone="0591-87480420")),
    ("Q69", Spoilt({"phone": None}, case={"phone": ""}), said(phone="none")),
    (
        "Q70",
        Spoilt(elsewhere=Elsewhere(phone=1)),
        Spoilt({"behalf": "other", "helper_relation": "cadre"}, elsewhere=Elsewhere(phone=1)),
    ),
    ("Q70", Spoilt(elsewhere=Elsewhere(phone=2)), Spoilt()),
    ("Q71", Spoilt({"risk": None}, case={"risk": ""}), Spoilt({"risk": "illness"}, case={"risk": ""})),
    ("Q72", Spoilt(case={"risk": "other"}), Spoilt({"risk_note": "缺劳动力"}, case={"risk": "other"})),
    (
        "Q73",
        Spoilt(case={"risk": "disability"}),
        Spoilt({"member[5].health": ["disabled"]}, case={"risk": "disability"}),
    ),
    ("Q74", Spoilt({"member[1].health": ["healthy"], "member[4].health": ["healthy"]}), of(1, health=["healthy"])),
    ("Q75", said(med_oop=0), said(med_oop=1)),
    (
        "Q76",
        Spoilt({"member[2].in_school": "s01", "member[3].in_school": "s02"}, case={"risk": "schooling"}),
        Spoilt({"member[3].in_school": "s02"}, case={"risk": "schooling"}),
    ),
    (
        "Q77",
        Spoilt({f"member[{n}].labour": "none" for n in range(6)}, case={"risk": "unstable_job"}),
        Spoilt({f"member[{n}].labour": "none" for n in range(1, 6)}, case={"risk": "unstable_job"}),
    ),
    (
        "Q78",
        Spoilt({"business_income": 0, "business_expense": 0}, case={"risk": "industry_failure"}),
        Spoilt({"business_income": 0, "business_expense": 9000}, case={"risk": "industry_failure"}),
    ),
    ("Q79", Spoilt(case={"risk": "disaster"}), Spoilt({"risk_note": "9月台风，山体滑坡"}, case={"risk": "disaster"})),
    ("Q80", Spoilt(days=15.7), Spoilt(days=15.6)),  # 11-25 24:00 is 15 days and 15 hours after the clue
    (
        "Q81",
        Spoilt(state="TOWN_AUDIT", log=SHORT, days=9),
        Spoilt(state="TOWN_AUDIT", log=(*POSTED, (8.7, "publicity_ended", {})), days=9),
    ),
    ("Q82", Spoilt(log=SENT, parts={"authorisations": SIGNED[1:]}), Spoilt(log=SENT, parts={"authorisations": SIGNED})),
    ("Q82", Spoilt(parts={"comparisons": ({"member": 0},)}), Spoilt()),
    (  # she was a child when it was sent on the 12th, and came of age on the 13th
        "Q82",
        said(**OF_AGE_ON_THE_12TH) | Spoilt(log=SENT, parts={"authorisations": SIGNED}),
        said(**OF_AGE_ON_THE_13TH) | Spoilt(log=SENT, parts={"authorisations": SIGNED}),
    ),
    ("Q83", Spoilt(log=(*BEGUN[:3], ALONE)), Spoilt()),
    ("Q83", Spoilt(log=(*BEGUN[:3], UNSIGNED)), Spoilt(log=(*BEGUN[:3], BY_PHONE))),
    (
        "Q84",
        Spoilt(state="RECOGNIZED", log=RECOGNISED, days=22.7),
        Spoilt(state="RECOGNIZED", log=RECOGNISED, days=22.6),
    ),
    ("Q85", Spoilt(state="ASSISTING", log=PLANNED[:-1], days=42.7), Spoilt(state="ASSISTING", log=PLANNED, days=42.7)),
    (
        "Q86",
        Spoilt(parts={"measures": measures("safety_net")}, **HELPED),
        Spoilt(parts={"measures": measures("safety_net", "job")}, **HELPED),
    ),
    (
        "Q87",
        Spoilt(parts={"measures": measures("job")}, **HELPED),
        Spoilt(parts={"measures": measures("job", "health")}, **HELPED),
    ),
    (
        "Q87",
        Spoilt({"safe_water": False}, parts={"measures": measures("job", "health")}, **HELPED),
        Spoilt({"safe_water": False}, parts={"measures": measures("job", "health", "water")}, **HELPED),
    ),
    ("Q88", Spoilt(RICH, state="ELIMINATED", log=EARLY, days=112), LAW),
    (
        "Q88",
        Spoilt(RICH, state="ELIMINATED", log=EARLY, days=112),
        Spoilt(RICH, state="ELIMINATED", log=NATURAL, days=112),
    ),
    ("Q89", Spoilt({}, **OVER), LAW),
    ("Q89", Spoilt({**RICH, "house_grade": "D"}, **OVER), LAW),
    ("Q89", Spoilt({**RICH, "member[2].medical_insurance": False}, **OVER), LAW),
    ("Q89", Spoilt({**RICH, "member[3].in_school": None}, **OVER), LAW),
    (
        "Q89",
        Spoilt({**RICH, "member[0].labour": "lost", "member[1].labour": "none"}, **OVER),
        Spoilt({**RICH, "member[0].labour": "lost"}, **OVER),  # his wife is 弱劳动力, which is some
    ),
    ("Q90", Spoilt(state="REJECTED", log=FOR_DIBAO), Spoilt(state="REJECTED", log=REFUSED)),
    ("Q91", Spoilt(elsewhere=Elsewhere(refused=2)), Spoilt(elsewhere=Elsewhere(refused=1))),
    (
        "Q91",
        Spoilt(elsewhere=Elsewhere(refused=3)),
        Spoilt(state="RECOGNIZED", log=RECOGNISED, days=13, elsewhere=Elsewhere(refused=3)),
    ),
]

# As the domain's list has them. Q80, Q84, Q85 are errors there: late clocks only warn (裁定 3).
ERRORS = """
    Q01 Q02 Q03 Q04 Q05 Q06 Q08 Q09 Q10 Q11 Q12 Q13 Q14 Q15 Q19 Q25 Q28 Q29 Q51 Q52 Q53 Q57 Q60 Q62 Q63 Q68 Q69
    Q71 Q72 Q73 Q74 Q76 Q80 Q81 Q82 Q83 Q84 Q85 Q86 Q89 Q90
"""
ONLY_WARN = {"Q80", "Q84", "Q85"}
SCOPES = {
    "cross": "Q06 Q70",
    "case": "Q80 Q81 Q82 Q83 Q84 Q85 Q86 Q87 Q88 Q89 Q90 Q91",
    "member": """
        Q01 Q02 Q03 Q04 Q05 Q07 Q08 Q09 Q14 Q15 Q19 Q20 Q21 Q22 Q23 Q24 Q25 Q26 Q27 Q28 Q29 Q30 Q31 Q32 Q33 Q34 Q39 Q40
    """,
}
