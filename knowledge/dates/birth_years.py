"""Birth years from an age (六十八了, 虚岁六十二) or an animal of the year (属兔的)."""

import re
from datetime import date

from knowledge.dates.calendar import lunar_date, zodiac
from knowledge.dates.figures import CHARACTERS, figure
from knowledge.parsed import Parsed

_AGE = rf"(\d{{1,3}}|[{CHARACTERS}百]{{1,5}})"
_AGED = re.compile(
    rf"(?a)(?<![\d{CHARACTERS}]){_AGE}[周虚]?岁|(?:^|[，,。 ]|我|他|她|有|都){_AGE}(?:了|咯|啦|喽|哦|啊|[，,。 ]|$)|"
    rf"(?:今年|满|整|快|都|虚岁|周岁|实岁|年纪|年龄)(?:是|有|都|刚|虚岁|周岁)?{_AGE}(?![\d年月号日.\-/多几])"
)
_ABOUT = re.compile(rf"(?a)([{CHARACTERS}]{{1,2}}十|\d0)(?:多|几|来)岁?")
_ANIMAL = re.compile("属([鼠牛虎兔龙蛇马羊猴鸡狗猪])|(小龙)")
_DECADE = re.compile(rf"([{CHARACTERS}2-9])(?:几年|[十0零]年代)")
_BESIDE = re.compile(
    rf"(?a)(?:比(?:我|他|她|你|[一-鿿]{{1,3}}?)([大小长少老])|([大小])[我他她]){_AGE}(?:岁|[，,。 ]|$)"
)
_NOMINAL, _FULL = re.compile("虚|毛岁"), re.compile("周岁|实岁|足岁|满")
_AT_AGE = re.compile(rf"(?a){_AGE}岁(?:那年|那一年|的时候|时|上|就|[退走嫁娶结离得查守])")
_NOW = re.compile(rf"(?a)(?:今年|现在|如今|目前)(?:都|有|已经|快|虚岁|周岁|刚|满|也)*{_AGE}(?:岁|了|多|$|[，。 ])")
_NUMBERED = re.compile(r"(?a)(?<!\d)\d{6}((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_OLDEST = 115


def of_id_number(text: str) -> Parsed[str] | None:
    """The birthday that an identity number holds, to be asked back."""
    found = _NUMBERED.search(text)
    return Parsed("-".join(found.groups()), found[0], True, "按身份证号码里的出生日期") if found else None


def birth_year(text: str, today: date, child: bool = False) -> Parsed[str] | None:
    """The year somebody was born who says how old he is; always asked back. None when that says no age."""
    nominal_now = lunar_date(today)[0] or today.year
    animal = _animal(text)
    if age := _age(text):
        number, words = age
        years = _candidates(number, text, today.year, nominal_now)
        fitting = [year for year in years if animal in ("", zodiac(year))] or years
        told = f"{'虚岁' if _NOMINAL.search(text) else ''}{number}岁{f'、属{animal}' if animal else ''}"
        why = f"按{told}算是{fitting[0]}年"
        others = tuple(str(year) for year in dict.fromkeys((*fitting[1:], *years)) if year != fitting[0])
        return Parsed(str(fitting[0]), words, True, why, others=others)
    return _of_animal(animal, text, today, child) if animal else None


def _of_animal(animal: str, text: str, today: date, child: bool) -> Parsed[str] | None:
    """属虎, 六十来岁 · 属虎, 六几年的 · a child: 属虎."""
    if about := _ABOUT.search(text):
        least, told = figure(about[1]), about[0]
        span = range(today.year - least - 10, today.year - least + 1)
    elif decade := _DECADE.search(text):
        first = 10 * figure(decade[1])
        first += 2000 if 2000 + first <= today.year and first < 20 else 1900
        span, told = range(first, first + 10), decade[0]
    elif child:
        span, told = range(today.year - 23, today.year + 1), "小孩"
    else:
        return None
    years = [year for year in span if zodiac(year) == animal]
    if not years:
        return None
    why = f"{told}、属{animal}，算是{years[-1]}年"
    return Parsed(str(years[-1]), text.strip()[:40], True, why, others=tuple(map(str, years[-2::-1])))


def older_or_younger(text: str, born: int | None, today: date) -> Parsed[str] | None:
    """比我大二十八岁, told by somebody born in 1970 (or 五十三了): 1942."""
    found = _BESIDE.search(text)
    years = _figure(found[3]) if found else None
    if not found or not years:
        return None
    told = f"{born}年生" if born else ""
    if not born and (age := _age(text.replace(found[0], "，"))):
        born, told = today.year - age[0], f"{age[0]}岁"
    if not born:
        return None
    more = found[1] or found[2]
    year = born - years if more in "大长老" else born + years
    why = f"{told}，{more}{years}岁，算是{year}年"
    return Parsed(str(year), found[0], True, why, others=(str(year - 1), str(year + 1)))


def year_since_age(text: str, today: date) -> Parsed[str] | None:
    """他五岁那年，现在十五: ten years ago."""
    then, now = _AT_AGE.search(text), _NOW.search(text)
    told = [_figure(each[1]) for each in (then, now) if each]
    if not then or len(told) < 2 or not told[0] or not told[1] or told[0] >= told[1]:
        return None
    year = today.year - (told[1] - told[0])
    why = f"现在{told[1]}岁，{told[0]}岁是{year}年"
    return Parsed(str(year), then[0], True, why, others=(str(year - 1), str(year + 1)))


def year_of_age(text: str, born: int) -> Parsed[str] | None:
    """三十八岁那年, told by somebody born in 1980: 2018."""
    found = _AT_AGE.search(text)
    age = _figure(found[1]) if found else None
    if not found or not age:
        return None
    year = born + age
    return Parsed(str(year), found[0], True, f"{born}年生，{age}岁是{year}年", others=(str(year - 1), str(year + 1)))


def _animal(text: str) -> str:
    found = _ANIMAL.search(text)
    return (found[1] or "蛇") if found else ""


def _age(text: str) -> tuple[int, str] | None:
    for found in _AGED.finditer(text):
        age = _figure(next(part for part in found.groups() if part))
        if age is not None and 0 < age <= _OLDEST:
            return age, found[0]
    return None


def _figure(words: str) -> int | None:
    try:
        return figure(words)
    except ValueError:
        return None


def _candidates(age: int, text: str, year: int, lunar_year: int) -> list[int]:
    """Birth years that fit an age, likeliest first. 虚岁 counts the year of birth as one and goes by lunar years."""
    if _NOMINAL.search(text):
        return [lunar_year - age + 1, lunar_year - age]
    if _FULL.search(text):
        return [year - age, year - age - 1]
    return [year - age, year - age - 1, year - age + 1]
