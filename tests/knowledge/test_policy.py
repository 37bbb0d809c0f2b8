"""A county's files: what they say, and that every slip is reported at once."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge import policy
from knowledge.county_files import load_county, read_folder
from knowledge.policy import County, PolicyError

COUNTIES = Path(policy.__file__).parent / "counties"


@pytest.mark.parametrize("folder", sorted(COUNTIES.iterdir()), ids=lambda folder: folder.name)
def test_every_county_of_the_package_loads(folder: Path) -> None:
    assert read_folder(folder).code == folder.name


def test_what_the_plan_says(county: County) -> None:
    plan = county.policy
    assert (county.name, county.short) == ("福州市晋安区", "晋安区")
    assert plan.line == {2023: 10560}
    assert [str(limit) for limit in (plan.clocks.recognise, plan.clocks.plan, plan.clocks.publicity)] == [
        "15 天",
        "10 天",
        "5 天",
    ]
    assert (plan.campaign_start, plan.campaign_end) == (date(2023, 11, 10), date(2023, 12, 15))
    assert plan.report_weekday == 5
    names = [county.places.full_name(code) for code in plan.counted_towns]
    assert names == ["鼓山镇", "新店镇", "岳峰镇", "宦溪镇", "寿山乡", "日溪乡"]
    assert plan.hotlines == ("12317", "12345")


def test_channel_rules(county: County) -> None:
    telegram = county.policy.rules("telegram")
    assert "id_number" in telegram.forbid
    assert telegram.cause_by_button
    assert telegram.bare_notices
    assert not telegram.photos
    assert "境外" in county.policy.consent_texts[telegram.consent]
    assert county.policy.rules("nobody-knows-it").mode == "full"
    assert county.policy.consent_texts[county.policy.rules("wechat").consent]


def test_the_line_of_a_year_without_one_is_the_nearest(county: County) -> None:
    assert county.policy.line_on(date(2024, 1, 5)) == 10560


def test_an_unknown_county_is_an_error() -> None:
    with pytest.raises(PolicyError):
        load_county("000000")


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COUNTIES / "350111", tmp_path / "350111"))


def test_all_slips_are_reported_at_once(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    declared = (folder / "policy.toml").read_text("utf-8")
    declared = declared.replace('receipt_prefix = "JA"', 'receipt_prefix = "IO"\nreciept = 1')
    declared = declared.replace('plan = "10天"', 'plan = "十来天"').replace('bureau_phone = "0591-87480420"', "")
    declared = declared.replace('wechat = "ONLINE"', 'wechat = "ONLNE"').replace('2023-1-telegram"\nmax', 'x"\nmax')
    (folder / "policy.toml").write_text(declared, "utf-8")
    rows = (folder / "divisions.csv").read_text("utf-8")
    (folder / "divisions.csv").write_text(
        rows + "350111999201,village,孤村,孤,350111999000,村\n12,town,短,短,x,镇\n", "utf-8"
    )
    (folder / "landmarks.toml").write_text('"无此镇" = ["大榕树"]', "utf-8")
    with pytest.raises(PolicyError) as caught:
        read_folder(folder)
    told = "\n".join(caught.value.problems)
    slips = "receipt_prefix reciept 十来天 bureau_phone ONLINE consent_texts 孤村 12位 无此镇"
    for slip in slips.split():
        assert slip in told


@pytest.mark.parametrize("missing", ["policy.toml", "papers.toml", "divisions.csv"])
def test_a_missing_file_is_named(tmp_path: Path, missing: str) -> None:
    folder = _copy(tmp_path)
    (folder / missing).unlink()
    with pytest.raises(PolicyError, match=missing):
        read_folder(folder)
