"""The household's income, computed before everybody's eyes: what goes in, what comes out, per head."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from intake_api.casework.collected import Collected

_CENT = Decimal("0.01")
TRANSFERS = ("fp_subsidy", "dibao_amount", "tekun_amount", "pension_amount", "eco_comp_amount", "other_transfer")
PROPERTY = ("asset_dividend", "other_property")
RIGID = ("med_oop", "edu_oop", "disaster_loss", "other_rigid")


@dataclass(frozen=True, slots=True)
class Income:
    """元 a year. ``people`` are those who live together (统筹实际居住和共享收支)."""

    wage: Decimal
    transfer: Decimal
    business: Decimal
    assets: Decimal
    expense: Decimal
    people: int
    rigid: Decimal = Decimal(0)
    claims: Decimal = Decimal(0)
    before: Decimal | None = None

    @property
    def net(self) -> Decimal:
        """家庭纯收入: wages, transfers, sales and property, less the costs of production."""
        return self.wage + self.transfer + self.business + self.assets - self.expense

    @property
    def per_capita(self) -> Decimal | None:
        """人均, to the 分; None while nobody is counted."""
        return (self.net / self.people).quantize(_CENT, ROUND_HALF_UP) if self.people else None

    def below(self, line: int) -> bool | None:
        """Whether it is below the year's line: strictly, as the plan says 低于 (方案 一(一))."""
        return None if self.per_capita is None else self.per_capita < line

    def is_sudden(self, line: int) -> bool:
        """The above-line route as a hint for people to judge (突发严重困难): what must be spent, or a fall of income
        to 70 % of the year before, makes living hard although the income is not below the line."""
        if self.per_capita is None or self.per_capita < line:
            return False
        left = (self.net + self.claims - self.rigid) / self.people
        return left < line or (self.before is not None and self.net < self.before * Decimal("0.7"))

    def working(self) -> str:
        """The sum in words: ``24000 + 3600 + 8000 + 500 - 5000 = 31100 元，3 人，人均 10366.67 元``."""
        parts = f"{_yuan(self.wage)} + {_yuan(self.transfer)} + {_yuan(self.business)} + {_yuan(self.assets)}"
        total = f"{parts} - {_yuan(self.expense)} = {_yuan(self.net)} 元"
        return f"{total}，{self.people} 人，人均 {self.per_capita} 元" if self.people else total


def income(found: Collected) -> Income:
    """The income that the answers tell; what was not answered counts as nothing."""
    counted = sum(each.counted for each in found.people)
    before = found.get("income_before")
    return Income(
        wage=_money(found, "wage_income"),
        transfer=_total(found, TRANSFERS),
        business=_money(found, "business_income"),
        assets=_total(found, PROPERTY),
        expense=_money(found, "business_expense"),
        people=counted or int(found.get("size") or 0),
        rigid=_total(found, RIGID),
        claims=_money(found, "claims"),
        before=None if before is None else Decimal(str(before)),
    )


def is_known(found: Collected) -> bool:
    """Whether the income was asked about at all: a farmer's first report need not tell it."""
    keys = ("wage_income", "business_income", *TRANSFERS, *PROPERTY)
    return any(found.get(key) is not None for key in keys) and bool(found.people or found.get("size"))


def _total(found: Collected, keys: tuple[str, ...]) -> Decimal:
    return sum((_money(found, key) for key in keys), Decimal(0))


def _money(found: Collected, key: str) -> Decimal:
    value = found.get(key)
    return Decimal(str(value)) if value is not None else Decimal(0)


def _yuan(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
