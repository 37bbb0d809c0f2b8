"""The fifteen printed columns of 附件2. A column is a title and a selection of rows, or has no source."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from intake_api.errors import Invalid
from intake_api.reporting.counting import (
    DEPARTMENTS,
    Source,
    each,
    every,
    households,
    households_of,
    measures,
    screened,
)

TITLE = "防止返贫动态监测和帮扶工作开展情况汇总表"
NO_LIST = {"lifted": "脱贫户名单还没有导入"}
PATROL = "乡村干部定期走访排查"
SCREENING = "行业部门专项筛查"
NOTE = "注：排查筛查发现的问题，以乡镇为单位制定问题清单、整改方案，并汇总报市、区备案。"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its printed title without the unit, the group it stands under, and what it counts."""

    key: str
    title: str
    group: str = ""
    unit: str = ""
    source: Source | None = None
    needs: str = ""  # the imported list without which a figure would be none (裁定 18)

    @property
    def printed(self) -> str:
        """The title as on paper, with the unit in brackets."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title

    @property
    def counts(self) -> bool:
        """Whether it holds a figure (all but 单位 and 备注)."""
        return bool(self.unit)

    @property
    def note(self) -> str:
        """Why it is empty, if it is: an empty cell must not look like a zero (裁定 18)."""
        return NO_LIST[self.needs] if self.counts and self.source is None else ""


UNIT, REMARK = "unit", "remark"
COLUMNS: tuple[Column, ...] = (
    Column(UNIT, "单位"),
    Column("online", "“一键报贫”受理农户申请", unit="户", source=households_of("ONLINE")),
    Column("hotline", "热线电话受理农户申请", unit="户", source=households_of("HOTLINE")),
    Column("patrol_lifted", "排查脱贫户", PATROL, "户次", every("patrolled_lifted"), needs="lifted"),
    Column("patrol_difficult", "排查困难农户", PATROL, "户次", every("patrolled_difficult")),
    Column("patrol_suspects", "发现疑似对象", PATROL, "户", households("found_on_patrol")),
    Column("patrol_problems", "发现群众困难问题", PATROL, "个", each("issue_found", by_departments=False)),
    Column("patrol_solved", "推动解决困难问题", PATROL, "个", each("issue_resolved", by_departments=False)),
    Column("dept_screened", "专项筛查", SCREENING, "户次", screened),
    Column("dept_suspects", "发现疑似对象", SCREENING, "户", households("accepted", DEPARTMENTS)),
    Column("dept_problems", "发现群众困难问题", SCREENING, "个", each("issue_found", by_departments=True)),
    Column("dept_solved", "推动解决困难问题", SCREENING, "个", each("issue_resolved", by_departments=True)),
    Column("recognised", "核实认定监测对象", unit="户", source=households("recognised")),
    Column("measures", "落实强化帮扶措施", unit="项", source=measures),
    Column(REMARK, "备注"),
)


def columns(lists: Collection[str]) -> tuple[Column, ...]:
    """The columns of a county that imported these lists."""
    return tuple(each if each.needs in ("", *lists) else replace(each, source=None) for each in COLUMNS)


def column(key: str, among: Collection[Column] = COLUMNS) -> Column:
    """The counted column of that key. Raises ``Invalid``, also for one that has no source yet."""
    for found in among:
        if found.key == key and found.counts:
            if found.source is None:
                raise Invalid(f"“{found.printed}”：{found.note}")
            return found
    raise Invalid("附件2没有这一列")
