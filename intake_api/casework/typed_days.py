"""Reading a day that somebody typed or picked."""

from datetime import date, timedelta

from intake_api.errors import Invalid
from intake_api.office import Work


def typed_day(text: str, label: str) -> date:
    """``2023-11-10``. Raises ``Invalid`` naming the field."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"“{label}”请写成 2023-11-10 这样的日期") from error


def lately(work: Work, day: date, label: str) -> date:
    """``day``, if it is not to come and not longer past than the policy lets one write down later. Raises
    ``Invalid``."""
    if day > work.today():
        raise Invalid(f"{label}还没到，请看看日期")
    back = work.county.policy.clocks.back_days
    if day < work.today() - timedelta(back):
        first = work.today() - timedelta(back)
        raise Invalid(
            f"{label}太早了：最多往前补登记 {back} 天，就是 {first.isoformat()} 起。"
            "请看看年份；更早的事，日期写最近一次去看的那天，原来哪天写在说明里。"
        )
    return day
