"""The cause heard in plain words."""

import pytest

from knowledge.risks.rules import clear_risk, guess_risks

CODES = {
    "illness",
    "schooling",
    "disaster",
    "disability",
    "epidemic",
    "accident",
    "industry_failure",
    "unstable_job",
    "other",
}
CLEAR = [
    ("老婆透析一年花了八万", "illness"),
    ("得了癌症在化疗", "illness"),
    ("两个孩子上大学，学费交不起", "schooling"),
    ("台风把房子吹倒了", "disaster"),
    ("家里被水淹了", "disaster"),
    ("一级残疾，坐轮椅", "disability"),
    ("疫情没生意", "epidemic"),
    ("车祸住院花了十万", "accident"),
    ("老公去年走了", "accident"),
    ("猪瘟死了五十头猪", "industry_failure"),
    ("果树绝收", "industry_failure"),
    ("厂倒了没工做", "unstable_job"),
    ("老板欠了半年工资，失业了", "unstable_job"),
    ("离婚了一个人带孩子", "other"),
    ("没病没灾，就是没活干", "unstable_job"),
    ("没病没灾", None),
    ("我看着孩子", None),
    ("我高中毕业", None),
    ("意外收入", None),
    ("走了十里路", None),
    ("你好", None),
    ("孩子生病，大学学费也交不起", "schooling"),
]


@pytest.mark.parametrize(("text", "code"), CLEAR)
def test_clear_risk(text: str, code: str | None) -> None:
    found = clear_risk(text)
    assert (found.code if found else None) == code


def test_guesses_are_ordered_and_explained() -> None:
    guesses = guess_risks("透析化疗，孩子上学")
    assert [g.code for g in guesses][:2] == ["illness", "schooling"]
    assert guesses[0].score > guesses[1].score
    assert {"透析", "化疗"} <= set(guesses[0].words)
    assert all(0 < g.score < 1 and g.code in CODES for g in guesses)


def test_two_causes_leave_it_open() -> None:
    assert clear_risk("得了癌症，台风又把房子吹倒了") is None
