"""开发式帮扶: the categories of measures that let people earn (方案 三(五))."""

DEVELOPING = frozenset({"industry", "job", "public_post", "finance"})
