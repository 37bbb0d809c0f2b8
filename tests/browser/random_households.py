"""Households of every sort, always the same ones: what the page and the server reckon is compared over them."""

from random import Random
from typing import Any

from intake_api.casework.income import PROPERTY, RIGID, TRANSFERS

AMOUNTS = ("wage_income", *TRANSFERS, "business_income", *PROPERTY, "business_expense", *RIGID, "claims")


def households() -> list[dict[str, Any]]:
    """Many households: whole yuan, 分, nothing, losses, people who do not live there."""
    chance = Random(20231110)
    found = []
    for _ in range(400):
        some = {
            key: chance.choice([0, chance.randint(0, 90000), chance.randint(0, 9_000_000) / 100]) for key in AMOUNTS
        }
        given = {key: value for key, value in some.items() if chance.random() < 0.6}
        if chance.random() < 0.5:
            given["income_before"] = chance.randint(0, 200_000)
        if chance.random() < 0.3:
            given["size"] = chance.randint(1, 8)
        for place in range(chance.randint(0, 7)):
            given[f"member[{place}].member_name"] = "某"
            if chance.random() < 0.2:
                given[f"member[{place}].not_counted"] = "分户"
        found.append(given)
    return found
