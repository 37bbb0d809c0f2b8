"""A county's folder read and checked: its policy and papers, divisions, landmarks and answers (``faq/*.md``)."""

import json
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knowledge.declared import Declared
from knowledge.disasters import read_disasters, read_surges
from knowledge.limits import Limit
from knowledge.papers import read_papers
from knowledge.places.atlas import Places
from knowledge.places.place_files import check_divisions, read_divisions, read_landmarks
from knowledge.policy import AuthorisationRules, ChannelRules, Checks, Clocks, County, Mode, Policy, PolicyError, Warn
from knowledge.questions.entries import Entry, read_entry
from knowledge.questions.library import Library
from knowledge.quiet_hours import read_quiet_hours
from knowledge.screening import read_screening
from knowledge.semantic import embedder
from knowledge.text import learn_words

_FOLDER = Path(__file__).parent / "counties"
_ORIGINS = frozenset({"ONLINE", "HOTLINE", "PATROL", "DEPT", "WALKIN", "UPPER", "PETITION"})
_EMERGENCIES = ("suicide", "medical", "violence", "disaster", "food", "shelter")


@lru_cache(maxsize=32)
def load_county(code: str) -> County:
    """The county ``code`` from its folder. Raises ``PolicyError`` with every problem found."""
    return read_folder(_FOLDER / code)


def read_folder(folder: Path) -> County:
    """The county in ``folder``, whose name is its six-digit code. Raises ``PolicyError`` with every problem."""
    problems: list[str] = []
    divisions = read_divisions(folder / "divisions.csv", problems)
    policy = _policy(folder / "policy.toml", problems)
    entries = _entries(folder / "faq", _facts(policy), problems)
    papers = read_papers(Declared(_toml(folder / "papers.toml", problems), "papers.toml", problems), _facts(policy))
    landmarks = read_landmarks(folder / "landmarks.toml", divisions, problems)
    counties = [d for d in divisions if d.level == "county"]
    check_divisions(folder.name, divisions, counties, policy.counted_towns, problems)
    if problems:
        raise PolicyError(problems)
    city = next((d.name for d in divisions if d.code == counties[0].parent), "")
    learn_words(name for d in divisions if d.level in ("town", "village") for name in (d.name, d.short))
    places = Places(divisions, policy.outside, landmarks)
    library = Library(entries, embedder(), _kept(folder / "faq" / "meanings.json"))
    return County(folder.name, city + counties[0].name, counties[0].name, policy, places, library, papers)


def _facts(policy: Policy) -> dict[str, str]:
    """What answers may quote as ``{收入线}``, so that a number stands in one place only."""
    latest = max(policy.line, default=0)
    return {
        "年份": str(latest),
        "收入线": str(policy.line.get(latest, "")),
        "热线": "或".join(policy.hotlines),
        "热线时间": policy.hotline_hours,
        "局电话": policy.bureau_phone,
        "认定天数": str(policy.clocks.recognise.count),
        "计划天数": str(policy.clocks.plan.count),
        "受理天数": str(policy.clocks.accept.count),
        "公示天数": str(policy.clocks.publicity.count),
        "告知天数": str(policy.clocks.refusal.count),
    }


def _entries(folder: Path, facts: dict[str, str], problems: list[str]) -> list[Entry]:
    read = [read_entry(path.read_text("utf-8"), path.name, facts, problems) for path in sorted(folder.glob("*.md"))]
    entries = [entry for entry in read if entry]
    twice = sorted(topic for topic, count in Counter(entry.id for entry in entries).items() if count > 1)
    problems += [f"faq：编号 {topic} 用了不止一次" for topic in twice]
    return entries


def _kept(path: Path) -> dict[str, str]:
    """What ``questions/meanings.py`` keeps of the phrasings; without it the first question takes longer."""
    return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}


def _policy(path: Path, problems: list[str]) -> Policy:
    root = Declared(_toml(path, problems), path.name, problems)
    policy = Policy(
        receipt_prefix=root.need("receipt_prefix", ""),
        timezone=root.need("timezone", ""),
        line=_line(root.table("line")),
        campaign_start=root.need("campaign_start", date.min),
        campaign_end=root.need("campaign_end", date.max),
        report_weekday=root.need("report_weekday", 5),
        counted_towns=root.texts("counted_towns"),
        hotlines=root.texts("hotlines"),
        hotline_hours=root.need("hotline_hours", ""),
        bureau_phone=root.need("bureau_phone", ""),
        area_code=root.need("area_code", ""),
        emergency_numbers=_emergency_numbers(root.table("emergency_numbers")),
        clocks=_clocks(root.table("clocks")),
        warn=_warn(root.table("warn")),
        checks=_checks(root.table("checks")),
        screening=read_screening(root.table("screening")),
        disasters=read_disasters(root.table("disasters")),
        surges=read_surges(root.table("surges")),
        quiet_hours=read_quiet_hours(root.table("quiet_hours")),
        origin_of=_origins(root.table("origin_of")),
        channels=_channels(root.table("channels")),
        consent_texts=_all_texts(root.table("consent_texts")),
        departments=root.texts("departments"),
        authorisation=_authorisation(root.table("authorisation")),
        authorisation_texts=_all_texts(root.table("authorisation_texts")),
        outside=root.texts("outside", ()),
    )
    _check_policy(policy, root)
    root.finish()
    return policy


def _toml(path: Path, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        problems.append(f"缺少 {path.name}")
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{path.name}：不是正确的 TOML（{error}）")
    return {}


def _line(table: Declared) -> dict[int, int]:
    line = {}
    for year in table.names():
        amount = table.take(year, 0)
        if not year.isdigit() or amount <= 0:
            table.problem(f"{year} 应当是“年份 = 元”")
        else:
            line[int(year)] = amount
    return line


def _clocks(table: Declared) -> Clocks:
    read: dict[str, Callable[[Declared, str], Any]] = {
        "Limit": _limit,
        "int": _positive,
        "bool": lambda of, name: of.take(name, False),
    }
    clocks = Clocks(**{each.name: read[_type_name(each.type)](table, each.name) for each in fields(Clocks)})
    table.finish()
    return clocks


def _limit(table: Declared, name: str) -> Limit:
    try:
        return Limit.read(table.need(name, "1天"))
    except ValueError as error:
        table.problem(f"{name} {error}")
        return Limit(1)


def _positive(table: Declared, name: str) -> int:
    number = table.need(name, 1)
    if number <= 0:
        table.problem(f"{name} 应当大于 0")
    return number


def _type_name(type_: Any) -> str:
    return str(getattr(type_, "__name__", type_))


def _checks(table: Declared) -> Checks:
    checks = Checks(**{each.name: _positive(table, each.name) for each in fields(Checks)})
    table.finish()
    return checks


def _warn(table: Declared) -> Warn:
    warn = Warn(table.need("yellow", 0.6), table.need("orange", 0.8))
    if not 0 < warn.yellow < warn.orange < 1:
        table.problem("应当 0 < yellow < orange < 1")
    table.finish()
    return warn


def _authorisation(table: Declared) -> AuthorisationRules:
    rules = AuthorisationRules(table.texts("methods"), _positive(table, "link_days"))
    if unknown := set(rules.methods) - {"paper", "link", "call"}:
        table.problem(f"methods 不认得 {'、'.join(sorted(unknown))}")
    table.finish()
    return rules


def _emergency_numbers(table: Declared) -> dict[str, tuple[str, ...]]:
    numbers = {kind: table.texts(kind) for kind in _EMERGENCIES}
    for kind, given in numbers.items():
        if not given:
            table.problem(f"{kind} 至少要有一个电话")
    table.finish()
    return numbers


def _origins(table: Declared) -> dict[str, str]:
    origins = _all_texts(table)
    for channel, origin in origins.items():
        if origin not in _ORIGINS:
            table.problem(f"{channel} 应是 {'/'.join(sorted(_ORIGINS))} 之一")
    return origins


def _all_texts(table: Declared) -> dict[str, str]:
    return {key: table.take(key, "") for key in table.names()}


def _channels(table: Declared) -> dict[str, ChannelRules]:
    return {name: _rules(table.table(name)) for name in table.names()}


def _rules(table: Declared) -> ChannelRules:
    usual = ChannelRules()
    mode: Mode = "questions" if table.take("mode", "full") == "questions" else "full"
    rules = ChannelRules(
        forbid=frozenset(table.texts("forbid", ())),
        cause_by_button=table.take("cause_by_button", usual.cause_by_button),
        photos=table.take("photos", usual.photos),
        mode=mode,
        bare_notices=table.take("bare_notices", usual.bare_notices),
        consent=table.take("consent", usual.consent),
        max_choices=table.take("max_choices", usual.max_choices),
    )
    table.finish()
    return rules


def _check_policy(policy: Policy, root: Declared) -> None:
    prefix = policy.receipt_prefix
    if len(prefix) != 2 or not (prefix.isascii() and prefix.isupper()) or set(prefix) & set("IO"):
        root.problem("receipt_prefix 应是两个大写字母，不用 I 和 O")
    if policy.campaign_start > policy.campaign_end:
        root.problem("campaign_start 晚于 campaign_end")
    if not 1 <= policy.report_weekday <= 7:
        root.problem("report_weekday 应在 1 到 7 之间")
    if not policy.hotlines:
        root.problem("hotlines 至少要有一个电话")
    if not policy.authorisation_texts:
        root.problem("[authorisation_texts] 至少要有一版授权书")
    if not policy.line:
        root.problem("[line] 至少要有一年的监测线")
    for name, rules in policy.channels.items():
        if rules.consent not in policy.consent_texts:
            root.problem(f"channels.{name} 的告知文本 {rules.consent} 不在 [consent_texts] 里")
    try:
        ZoneInfo(policy.timezone)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        root.problem(f"timezone {policy.timezone!r} 不是时区名")
