"""刚才讲四口人讲错了 · 门牌36写成63了: an answer that was told or written wrong, whichever way it is said."""

import re

_CLAUSES = re.compile(r"[，,。；;！!、\s]+")
_TELLING = r"(?:填|写|说|讲|报|念|打|按|输|选|记|登|弄|搞|点|看|发|抄)"
# Said about the form: a verb of telling with what went wrong, or an order to change it.
_WRONG = re.compile(
    rf"{_TELLING}(?:的|得)?(?:错|反|漏|混|颠倒|成)|[少多漏]{_TELLING}|{_TELLING}[少多]|"
    rf"{_TELLING}.{{0,12}}(?:不对|不准|有误|少了|多了|其实|应该|漏了)|反悔|后悔|收回|还是不同意|只同意"
)
_ORDER = re.compile(
    r"(?:帮我|给我|替我|麻烦|我要|我想|想|要|得|能不能|可以|你|那个|这个|一下)(?:再|把.{1,6})?(?:改|换|补|更正|修改|纠正)|(?:改|换|补)(?:一?下|过来|回来|成)|改$"
)
_TURNED = re.compile(r"不对|错了|其实|不是.{1,8}是|是.{1,8}不是|应该是|打不通")
_ABOUT_FORM = re.compile(rf"刚才|刚刚|前面|之前|原来|上面|上次|上回|那里|那一?[项栏]|{_TELLING}的")
_ELSEWHERE = re.compile(r"医|病历|房产|合同|户口本|学校|老师|派出所|法院|老板|公司|他们|人家|厂|药")
_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("consent", re.compile(r"授权|同意(?:书|公开|你们|查|核)?")),
    ("id_number", re.compile(r"身份证|证件|证号")),
    ("phone", re.compile(r"电话|手机|号码|换号|尾号")),
    ("address", re.compile(r"门牌|地址|住址|几号楼|组")),
    ("size", re.compile(r"人口|人数|几口|[\d一二两三四五六七八九十]口|家里.{0,4}[\d一二两三四五六七八九十]个人")),
    ("income", re.compile(r"收入|挣|工资|年薪")),
    ("risk", re.compile(r"原因|致困|致贫|主要困难|困难类型")),
    ("name", re.compile(r"名字|姓名|姓氏|我姓|(?<!一)姓")),
    ("village", re.compile(r"村(?!里|干|委|部|书)|社区")),
    ("town", re.compile(r"镇(?!上|里|政府)|乡(?!下|亲|里)|街道")),
)
_LONGEST = 80
_MOST = 8


def misreported(text: str, question: str = "") -> str:
    """The field whose answer was told wrong by what ``text`` says, or an empty string.

    >>> misreported("刚才讲四口人讲错了，是五口"), misreported("医生把我名字写错了")
    ('size', '')
    """
    if len(text) > _LONGEST or not (_WRONG.search(text) or _ORDER.search(text)):
        return ""
    clauses = [clause for clause in _CLAUSES.split(text) if clause][:_MOST]
    wrong = [at for at, clause in enumerate(clauses) if _is_wrong(clause + "".join(clauses[at + 1 : at + 2]), text)]
    if not wrong or _ELSEWHERE.search(text):
        return ""
    near = sorted(range(len(clauses)), key=lambda at: min(abs(at - each) for each in wrong))
    named = next((field for at in near if (field := _field(clauses[at]))), "")
    if named or not re.search(r"有一位|最后|末尾|尾数|[第前后].{1,3}位", text):
        return named
    return _field(question)  # 有一位报错了 while the number is asked for


def _is_wrong(clause: str, text: str) -> bool:
    if _WRONG.search(clause):
        return bool(_ABOUT_FORM.search(text) or _field(clause))
    ordered = _ORDER.search(clause) and (_TURNED.search(text) or _ABOUT_FORM.search(text))
    return bool(ordered)


def _field(words: str) -> str:
    return next((field for field, cue in _FIELDS if cue.search(words)), "")
