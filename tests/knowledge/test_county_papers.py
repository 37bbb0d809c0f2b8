"""The wording of a county's papers: read, filled in, and every slip reported."""

import pytest

from knowledge.declared import Declared
from knowledge.papers import KINDS, read_papers
from knowledge.policy import County

WHOLE = {kind: {"title": kind} for kind in KINDS}


def problems_of(declared: dict[str, dict[str, str]]) -> list[str]:
    problems: list[str] = []
    read_papers(Declared(declared, "papers.toml", problems), {"热线": "12317"})
    return problems


def test_every_paper_of_the_county_has_its_words(county: County) -> None:
    assert set(county.papers) == set(KINDS)
    assert "12317" in county.papers["posting"].foot
    assert "榕晋乡振〔2023〕12号" in county.papers["review"].basis
    for version, text in county.policy.authorisation_texts.items():
        assert text.strip().startswith(county.papers["authorisation"].title), version


def test_numbers_come_from_the_policy() -> None:
    problems: list[str] = []
    declared = WHOLE | {"posting": {"title": "公示", "foot": "打{热线}"}}
    assert read_papers(Declared(declared, "x", problems), {"热线": "12317"})["posting"].foot == "打12317"
    assert problems == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"posting": {}}, "papers.toml [posting]：缺少 title"),
        ({"posting": {"title": " "}}, "papers.toml [posting]：缺少 title"),
        ({"review": {"title": "x", "tittle": "y"}}, "papers.toml [review]：不认识 tittle"),
        ({"receipt": {"title": "x", "foot": "打{电话}"}}, "papers.toml [receipt]：foot 里有不认识的{电话}"),
        ({"other": {"title": "x"}}, "papers.toml：不认识 other"),
    ],
)
def test_slips(change: dict[str, dict[str, str]], problem: str) -> None:
    assert problems_of(WHOLE | change) == [problem]


def test_a_missing_paper() -> None:
    assert "papers.toml：缺少 review" in problems_of({kind: WHOLE[kind] for kind in KINDS if kind != "review"})
