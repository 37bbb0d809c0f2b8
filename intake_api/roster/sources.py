"""What each list is, and by which headings its columns are known: ``sources.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from intake_api.errors import Invalid


@dataclass(frozen=True, slots=True)
class Field:
    """What a column may hold; ``label`` is what the page calls it."""

    key: str
    label: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of list; what each part means stands at the top of ``sources.toml``. ``fields`` are what it may tell,
    each with the usual headings; ``required`` are sets of fields of which one is needed."""

    key: str
    label: str
    department: str
    whole: bool
    standing: str
    group: str
    screening: bool
    required: tuple[tuple[str, ...], ...]
    fields: Mapping[str, Field]


def source(key: str) -> Source:
    """The list of this key. Raises ``Invalid`` for another one."""
    if key not in SOURCES:
        raise Invalid("请选这是哪一种名单。")
    return SOURCES[key]


def _read(path: Path) -> dict[str, Source]:
    declared = tomllib.loads(path.read_text("utf-8"))
    known = {key: Field(key, each["label"], tuple(each["says"])) for key, each in declared["fields"].items()}
    return {key: _source(key, each, declared["common"], known) for key, each in declared["sources"].items()}


def _source(key: str, declared: dict[str, Any], common: list[str], known: dict[str, Field]) -> Source:
    says = declared.get("says", {})
    names = [*common, *(name for name in declared["fields"] if name not in common)]
    fields = {name: Field(name, known[name].label, (*says.get(name, ()), *known[name].says)) for name in names}
    if unknown := says.keys() - fields.keys():
        raise ValueError(f"sources.toml [sources.{key}.says]: {unknown}")
    return Source(
        key=key,
        label=declared["label"],
        department=declared.get("department", ""),
        whole=declared.get("whole", False),
        standing=declared.get("standing", ""),
        group=declared.get("group", ""),
        screening=declared.get("screening", False),
        required=tuple(tuple(each.split("|")) for each in declared["required"]),
        fields=MappingProxyType(fields),
    )


SOURCES: Mapping[str, Source] = MappingProxyType(_read(Path(__file__).with_name("sources.toml")))
