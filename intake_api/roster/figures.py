"""Amounts of money, and the grades of a disability or a house, as lists write them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from intake_api.roster.cells import Unusable

_MOST = 100_000_000
_AMOUNT = re.compile(r"[约￥¥]?\s*(?:人民币)?(\d+(?:\.\d+)?)\s*(万)?\s*元?整?(?:[/每]?[月年人户])*")
_LEVELS = {"一": "1", "二": "2", "三": "3", "四": "4", "壹": "1", "贰": "2", "叁": "3", "肆": "4"}
_LEVEL = re.compile(r"([1-4一二三四壹贰叁肆])\s*级?$")
_CLASSES = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
_HOUSE = re.compile(r"(?<![A-Z])([A-D])\s*级?(?![A-Z])")


def yuan(text: str) -> int:
    """Whole yuan: 12,345.67元, 1.2万. Raises ``Unusable``."""
    told = _AMOUNT.fullmatch(text.replace(",", "").replace("，", ""))
    if not told:
        raise Unusable("这一格不是金额。请只写数字，单位是元")
    amount = Decimal(told[1]) * (10_000 if told[2] else 1)
    if amount > _MOST:
        raise Unusable("金额太大了，请看一下是不是填错了列，或者单位不是元")
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def disability_level(text: str) -> str:
    """1 to 4, of 二级, 2, 肢体二级. Raises ``Unusable``."""
    told = _LEVEL.search(text)
    if not told:
        raise Unusable("残疾等级请写一级、二级、三级或四级")
    return _LEVELS.get(told[1], told[1])


def disability_class(text: str) -> str:
    """视力残疾 … 多重残疾, of 视力, of its number (1 to 7), or as written."""
    if text in map(str, range(1, len(_CLASSES) + 1)):
        return f"{_CLASSES[int(text) - 1]}残疾"
    return next((f"{each}残疾" for each in _CLASSES if each in text), text)


def house_grade(text: str) -> str:
    """A to D, of C级, D级危房; as written where it names none."""
    told = _HOUSE.search(text.upper())
    return told[1] if told else text
