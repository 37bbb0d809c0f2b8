"""The heading of a sheet: in which line it stands, in one or two lines, and which field each column may be."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from intake_api.roster.cells import BadCell, Line, letters
from intake_api.roster.sources import Source

_LONGEST = 24  # characters of a heading; a sentence is none
_ENOUGH = 2  # fields that a line must name to be a heading
_DIGITS = re.compile(
    r"\d{6,}|^\d{4}[-./年]\d{1,2}[-./月]?(?:\d{1,2}日?)?$"
)  # a number or a day: this line is somebody's
_BRACKETS = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
_NOISE = re.compile(r"[\s*＊:：、，,。.·/\\_\-—\"'“”]+|必填|选填")
# 监护人姓名, 帮扶责任人电话: somebody else's.
_OTHERS = re.compile(
    "监护|父亲|母亲|配偶|联系人|开户|代理|代办|经办|填报|填表|打印|录入|采集|统计|更新|干部|网格员|帮扶|责任|负责|包户|挂钩|"
    "银行|卡号|账号|机构"
)
_SUFFIX, _ANYWHERE = 2, 4  # characters of a known heading that may stand at the end of another, or anywhere in it
JOIN = "·"  # between the two lines of a heading: 户主·姓名


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of a sheet, one a column, each a different text; ``row`` is the (last) line they stand in."""

    row: int
    names: tuple[str, ...]


def find_heading(source: Source, top: Sequence[Line]) -> Heading | None:
    """The heading among the first lines of one sheet: the line, or two lines together, that name the most fields;
    else the first line that looks like one, for its columns can be chosen by hand."""
    if not top:
        return None
    width = max(len(line.cells) for line in top)
    rows = [(line, _names(line, width)) for line in top]
    found = [(len(suggest(source, names)), Heading(line.row, names)) for line, names in rows if _looks(line)]
    for (above, upper), (below, lower) in pairwise(rows):
        if _looks(above) and _looks(below) and below.row == above.row + 1 and _has_gaps(upper):
            names = tuple(_joined(*both) for both in zip(upper, lower, strict=True))
            found.append((len(suggest(source, names)), Heading(below.row, names)))
    # Of equals the first: single lines come before pairs.
    score, best = max(found, key=lambda each: each[0], default=(0, None))
    if best is None:
        return None
    return _distinct(best if score >= _ENOUGH else found[0][1])


def suggest(source: Source, headings: Sequence[str]) -> dict[str, str]:
    """For each field of the source the heading it most likely has. Where the list names the head of the household
    only, he is the person."""
    forms = {heading: _forms(heading) for heading in headings if heading}
    chosen: dict[str, str] = {}
    _choose(chosen, forms, _by_whole_name(source, forms))
    _choose(chosen, forms, _by_part(source, forms))
    if "name" not in chosen and "head" in chosen:
        chosen["name"] = chosen.pop("head")
        if "id_no" not in chosen and "head_id" in chosen:
            chosen["id_no"] = chosen.pop("head_id")
    return {key: chosen[key] for key in source.fields if key in chosen}


Ranked = Iterator[tuple[int, int, str, str]]  # how far from the best, which column, the field, its heading


def _choose(chosen: dict[str, str], forms: dict[str, tuple[str, ...]], ranked: Ranked) -> None:
    """Give out headings to fields, best first, each once."""
    for _, _, key, heading in sorted(ranked):
        if key not in chosen and heading in forms:
            chosen[key] = heading
            del forms[heading]


def _by_whole_name(source: Source, forms: dict[str, tuple[str, ...]]) -> Ranked:
    """Headings that are known as they are; of two lines (户主·姓名) rather both together than the lower alone."""
    for key, ranks in _known(source).items():
        for column, (heading, written) in enumerate(forms.items()):
            for place, form in enumerate(written):
                if form in ranks:
                    yield 1000 * place + ranks[form], column, key, heading


def _by_part(source: Source, forms: dict[str, tuple[str, ...]]) -> Ranked:
    """Headings that hold a known one: 救助人员姓名, 身份证号码18位."""
    for key, ranks in _known(source).items():
        for column, (heading, written) in enumerate(forms.items()):
            form = written[0]
            if len(form) <= _LONGEST and not _OTHERS.search(form) and (longest := _longest_part(form, ranks)):
                yield -longest, column, key, heading


def _longest_part(form: str, ranks: dict[str, int]) -> int:
    parts = (
        len(each)
        for each in ranks
        if (len(each) >= _ANYWHERE and each in form) or (len(each) >= _SUFFIX and form.endswith(each))
    )
    return max(parts, default=0)


@lru_cache(maxsize=64)
def _ranks(says: tuple[str, ...]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for rank, words in enumerate(says):
        ranks.setdefault(_plain(words), rank)
    return ranks


def _known(source: Source) -> dict[str, dict[str, int]]:
    return {key: _ranks(each.says) for key, each in source.fields.items()}


def _forms(heading: str) -> tuple[str, ...]:
    """What a heading may be known as: itself, and of two lines the lower one, unless it is somebody else's."""
    whole = _plain(heading)
    lower = heading.rpartition(JOIN)[2]
    return (whole,) if lower == heading or _OTHERS.search(whole) else (whole, _plain(lower))


def _plain(heading: str) -> str:
    """Without units, marks and spaces: 金额（元） is 金额."""
    text = unicodedata.normalize("NFKC", heading)
    bare = _NOISE.sub("", _BRACKETS.sub("", text)).lower()
    return bare or _NOISE.sub("", text).lower()


def _names(line: Line, width: int) -> tuple[str, ...]:
    texts = ("" if isinstance(cell, BadCell) else " ".join(cell.split()) for cell in line.cells)
    return (*texts, *("" for _ in range(width - len(line.cells))))


def _looks(line: Line) -> bool:
    """Could this be a heading? Several short texts, not all the same (a title over all columns), nobody's number."""
    texts = {cell for cell in line.cells if isinstance(cell, str) and cell}
    short = {text for text in texts if len(text) <= 2 * _LONGEST}
    bad = any(isinstance(cell, BadCell) for cell in line.cells)
    return len(short) >= _ENOUGH and not bad and not any(_DIGITS.search(text) for text in texts)


def _has_gaps(upper: Sequence[str]) -> bool:
    """Does the upper line run over several columns, merged or left empty?"""
    return any(not right or left == right for left, right in pairwise(upper))


def _joined(upper: str, lower: str) -> str:
    return f"{upper}{JOIN}{lower}" if upper and lower and upper != lower else upper or lower


def _distinct(heading: Heading) -> Heading:
    """Two columns of one name are told apart by their letters."""
    names = list(heading.names)
    for column, name in enumerate(names):
        if name and name in names[:column]:
            names[column] = f"{name}（{letters(column)}列）"
    return Heading(heading.row, tuple(names))
