"""Plans and measures: what is done for a household, by whom, until when, and the evidence that it was done."""

# 方案 三(五)：产业就业等开发式帮扶措施.
DEVELOPING = frozenset({"industry", "job", "public_post", "finance"})
