"""The nine causes as Annex 1 prints them."""

# 方案 附件1 致贫返贫风险：九项
CAUSES = {
    "illness": "因大病", "schooling": "因学", "disaster": "因灾", "disability": "因残", "epidemic": "因疫情",
    "accident": "因突发事件", "industry_failure": "因产业失败", "unstable_job": "因就业不稳", "other": "其他",
}  # fmt: skip
