"""The states of a case, and which of them are open."""

# The official's words. What a farmer hears stands in notices.farmer_words and in the dialog.
STATES = {
    "NEW": "还没有",
    "DRAFT": "草稿",
    "SUBMITTED": "待受理",
    "ACCEPTED": "已受理",
    "VERIFYING": "入户核实",
    "REVIEW": "民主评议",
    "PUBLICITY": "村内公示",
    "TOWN_AUDIT": "乡镇核实",
    "COUNTY_CONFIRM": "区级确认",
    "RECOGNIZED": "已认定",
    "ASSISTING": "帮扶中",
    "ELIM_REVIEW": "消除评议",
    "ELIM_PUBLICITY": "消除公示",
    "ELIMINATED": "风险已消除",
    "WITHDRAWN": "已撤回",
    "DUPLICATE": "重复申报",
    "TRANSFERRED": "已转外地",
    "REJECTED": "未纳入",
    "APPEAL": "复核中",
    "CLOSED_NATURAL": "自然减少",
}
NEW, DRAFT = "NEW", "DRAFT"
ENDS = frozenset({"ELIMINATED", "WITHDRAWN", "DUPLICATE", "TRANSFERRED", "REJECTED", "CLOSED_NATURAL"})
OPEN = frozenset(STATES) - ENDS - {NEW, DRAFT}  # somebody owes this household a next step
# Whose step it is: who is told when a case comes to the state, and in whose list it stands.
HOLDERS = {
    "SUBMITTED": ("village", "town_clerk"),
    "ACCEPTED": ("village",),
    "VERIFYING": ("village",),
    "REVIEW": ("village",),
    "PUBLICITY": ("village",),
    "TOWN_AUDIT": ("town_clerk", "town_leader"),
    "COUNTY_CONFIRM": ("county_clerk",),  # the group decides what the clerk proposes: then it stands in their list
    "RECOGNIZED": ("village", "town_clerk"),
    "ASSISTING": ("village",),
    "ELIM_REVIEW": ("village",),
    "ELIM_PUBLICITY": ("town_clerk", "county_clerk"),
    "APPEAL": ("town_clerk", "town_leader"),
    "REJECTED": ("village",),  # the household must still be told why (裁定 4)
}
DECIDED = frozenset({"RECOGNIZED", "ASSISTING", "ELIM_REVIEW", "ELIM_PUBLICITY", "ELIMINATED"})  # recognised once
DECIDING = OPEN - DECIDED  # the 15 days run
