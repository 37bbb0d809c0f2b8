"""Reading a day that somebody typed or picked."""

from datetime import date

from intake_api.errors import Invalid


def typed_day(text: str, label: str) -> date:
    """``2023-11-10``. Raises ``Invalid`` naming the field."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"“{label}”请写成 2023-11-10 这样的日期") from error
