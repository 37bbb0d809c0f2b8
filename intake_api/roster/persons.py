"""Who somebody is, as a cell tells it: name, ID number, sex, telephone."""

import re
import unicodedata

from intake_api.roster.cells import Unusable
from intake_api.roster.sheets import AS_NUMBER
from knowledge.people.id_numbers import is_document_number, is_id_number
from knowledge.people.phones import phone_number

_ID, _OLD_ID = 18, 15
_LONGEST_NAME = 30
_SPACE = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_WRAPPED = re.compile(r"""^[=']*["'“”‘’]*|["'“”‘’]+$""")  # ="3501…", a number kept as text in a csv
_EXPONENT = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.I)
_MASKED = re.compile(r"[*＊×#?？xX]{2,}")
_CUT_OFF = re.compile(r"\d{15}0{3}")
_LIKE_X = str.maketrans("×хХⅹ", "XXXX", "-")
_NOTE = re.compile(r"[(（\[【〔](.*?)[)）\]】〕]")
_NO_NAME = re.compile(r"[\d*＊#?？]")
_APART = re.compile(r"[/、,，;；\s]+")
_MALE, _FEMALE = ("男", "男性", "1", "m"), ("女", "女性", "2", "f")
_SEXES = {**dict.fromkeys(_MALE, "male"), **dict.fromkeys(_FEMALE, "female")}


def identity(text: str) -> tuple[str, str]:
    """The ID number, and what follows it in the number of a 残疾人证. Raises ``Unusable`` with what to do."""
    if _EXPONENT.fullmatch(text):
        raise Unusable(AS_NUMBER)
    number = _WRAPPED.sub("", _SPACE.sub("", narrow(text))).translate(_LIKE_X).upper()
    if is_document_number(number):
        return number[:_ID], number[_ID:]
    if _MASKED.search(number):
        raise Unusable("号码打了码，认不出是谁。请用没有打码的名单")
    raise Unusable(_what_is_wrong(number))


def _what_is_wrong(number: str) -> str:
    if len(number) == _OLD_ID and number.isdigit():
        return "这是 15 位的老号码。请换成现在 18 位的身份证号"
    if re.search(r"[^\dXB]", number):
        return "身份证号里有别的字。请只写 18 位号码，一格一个人"
    if len(number) not in (_ID, _ID + 2, _ID + 4):
        return f"身份证号应是 18 位，这里是 {len(number)} 位。请对着身份证或户口本改"
    if _CUT_OFF.fullmatch(number):
        return AS_NUMBER
    if len(number) > _ID and is_id_number(number[:_ID]):
        return "残疾人证号的最后两位不对（先类别 1—7，后等级 1—4）。请对着残疾人证改"
    return "身份证号不对（校验码对不上，多半是有一位写错了）。请对着身份证或户口本改"


def person_name(text: str) -> str:
    """The name without spaces and notes: 张 三（已故） is 张三. Raises ``Unusable``."""
    bare = _SPACE.sub("", _NOTE.sub("", narrow(text))).replace("•", "·").replace("・", "·").replace("．", "·")
    if "*" in bare or "＊" in bare:
        raise Unusable("姓名打了码，认不出是谁。请用没有打码的名单")
    if not bare or _NO_NAME.search(bare) or len(bare) > _LONGEST_NAME:
        raise Unusable("这一格不像人的姓名。请看一下是不是填错了列")
    return bare


def note_in(text: str) -> str:
    """What stands in brackets behind a name."""
    told = _NOTE.search(text)
    return told[1] if told else ""


def sex(text: str) -> str:
    """male or female. Raises ``Unusable``."""
    found = _SEXES.get(text.strip().lower())
    if not found:
        raise Unusable("性别请写男或女")
    return found


def telephone(text: str, area_code: str = "") -> str:
    """The first telephone number in a cell. Raises ``Unusable``."""
    for part in (text, *_APART.split(text)):
        if found := phone_number(re.sub(r"[^\d]", "", narrow(part)), area_code):
            return found
    raise Unusable("不像电话号码，没有记。请写手机号，或者带区号的座机")


def narrow(text: str) -> str:
    """Full-width digits and letters as ordinary ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
