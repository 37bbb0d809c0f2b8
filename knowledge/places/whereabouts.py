"""Where somebody lives now, against where they come from, are registered, work, or where others live."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

# A new clause also begins where the speaker turns from one place to another without a pause.
_TURNS = (
    "后来|现在|如今|嫁到|嫁来|搬到|搬去|搬来|安置到|户口|户籍|老家|娘家|人住|人在|人早就|人搬|(?<![老娘])家在|归(?=[一-鿿]{2,3}管)|住在|租在|"
    "划到|划给|并到|改成|但是|不过|可是"
)
_CLAUSES = re.compile(
    rf"[，。,.;；、!！?？\n：:（）()—…\s]+|(?<=[一-鿿])(?<![人就])(?={_TURNS})|(?<=[搬嫁迁]过来)(?=[住在落到])"
)
_RATHER = re.compile("(不是[一-鿿]{2,6}?)(?=(?:而|应该|其实)?是)")  # 不是宦溪是寿山
# 新店旁边的宦溪, 靠近连江的宦溪: it is not the neighbour that counts.
_NEAR = "隔壁|旁边|边上|附近|对面"
_BESIDE = re.compile(
    rf"[一-鿿]{{2}}[镇乡村]?(?:街道)?的?(?:{_NEAR}|过去|再?往[上下里]|[再更]过去)一?点?的?(?=[一-鿿]{{2}})|"
    "(?:靠近?着?|紧?挨着?|[临邻]近|接近)[一-鿿]{2,3}的(?=[一-鿿]{2})"
)
_NO = re.compile("[哦啊噢]?不是")
_TAKEN_BACK = re.compile(r"[填写说讲搞弄]错了?|(?<!字)不对|说反了|看错了?|哦不|更正")
_KIN = "妈|爸|哥|姐|弟|妹|大?儿子|女儿|叔|伯|舅|姑|姨|公公|婆婆|亲戚|朋友|同学|外婆|外公|爷爷|奶奶"
_REPORTS_FOR_OTHERS = re.compile("(?:帮|替|代|给)(?!我[报填问])[一-鿿]{1,6}?(?:报|填|问|登记|申请)")
_THEIRS = re.compile(rf"(?:{_KIN}|他|她)[^，]{{0,3}}(?:在|住|是)")
_ROLES = (
    ("reported", re.compile(r"^(?:我|就|现在|这次)?(?:是)?(?:帮|替|代|给)(?!我)|报的(?:是|这)|要报的")),
    (
        "helper",
        re.compile(
            r"志愿者|网格员|社工|义工|驻村|(?:镇|乡|街道|村)(?:政府|办|委会?|部).{0,2}(?:上班|工作|的)|"
            r"我是.{1,10}(?:干部|书记|主任|工作人员)"
        ),
    ),
    (
        "others",
        re.compile(
            rf"^(?:我|他|她)?的?(?:{_KIN}|老板|医生|骗子)[^，]{{0,3}}(?:在|住|(?<![说讲])是|去|嫁|搬|跑)|"
            rf"^(?:我|他|她)?的?(?:{_KIN})$|^不是(?!讲|说)"
        ),
    ),
    ("between", re.compile(r"交界|接壤|中间|之间|[两二]不管|搭界|(?:边|分)界")),
    ("beside", re.compile(rf"隔壁|离.{{1,6}}(?:远|近)|(?<!政府)(?<!医院)(?<![小中大]学)(?<!市场)(?:{_NEAR})$")),
    (
        "once",
        re.compile(
            r"老家|娘家|以前|原来|本来|从前|之前|祖籍|出生|原先|早先|老厝在|小时候|年轻时|嫁过来前|搬(?:走|出)|"
            r"从.{1,8}(?:搬|嫁|迁|下来)|那边.{0,3}(?:嫁|搬)|嫁过来|搬过来的$"
        ),
    ),
    ("registered", re.compile(r"户口|户籍|户头|落户|身份证(?:上|是|在|地址|写)|归.{1,5}管")),
    (
        "lives",
        re.compile(
            r"现在|如今|目前|搬[到去来在]|嫁[到去来在]|划[到给]|并到|租在|安置|住|人在|人早|自己在|我在|家(?:还|就|也)?[在是]|常年|厝在|厝住"
        ),
    ),
)
_WORKS = re.compile(r"打工|务工|上班|做工|干活|工作|看病|住院|医院|读书|上学|念书|工地|开店|卖菜|摆摊|做生意")
_WANTED = (
    ("once", re.compile(r"老家|娘家|祖籍|原籍|原来")),
    ("registered", re.compile(r"户口|户籍|落户")),
    ("works", re.compile("哪[^，。？]{0,4}(?:打工|干活|上班|做工|务工)")),
    ("land", re.compile(r"(?:的|块|您)(?:田|地(?![址方]))")),
)
_OF_ANOTHER = re.compile("[他她]|孩子|小孩|老人|病人|当事人|对方|[这那][户家位]|困难户")
_ORDER = {
    "lives": ("reported", "lives", "", "registered", "once", "between", "helper"),
    "registered": ("registered", "reported", "", "lives", "once", "between", "helper"),
    "once": ("once", "registered", "", "reported", "lives", "between", "helper"),
    "works": ("works", "", "lives"),
    "land": ("", "reported", "lives", "registered", "once", "between", "helper"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A clause and what it says of the place in it: reported (of whom it is all about), lives, registered, once,
    between (寿山跟宦溪交界), others, works, or "" for no word of it."""

    words: str
    role: str


def parts(text: str) -> list[Part]:
    """The clauses of ``text``, what was taken back left out; a clause with a role and nothing else passes it on."""
    clauses = [clause for clause in _CLAUSES.split(_RATHER.sub(r"\1，", _BESIDE.sub("", text[:300]))) if clause]
    last = max((at for at, clause in enumerate(clauses[:-1]) if _TAKEN_BACK.search(clause)), default=-1)
    clauses = clauses[last + 1 :][:20]
    denied = {at - 1 for at, clause in enumerate(clauses) if _NO.fullmatch(clause)}  # 寿山，不是，日溪
    told = [Part(clause, "helper" if at in denied else _role(clause)) for at, clause in enumerate(clauses)]
    if not _REPORTS_FOR_OTHERS.search(text):
        return told
    theirs = (each.role in ("others", "lives") and bool(_THEIRS.search(each.words)) for each in told)
    return [replace(each, role="reported") if his else each for each, his in zip(told, theirs, strict=True)]


def _role(clause: str) -> str:
    found = next((role for role, pattern in _ROLES if pattern.search(clause)), "")
    return "works" if not found and _WORKS.search(clause) else found


def wanted(question: str) -> str:
    """What the question asks for: lives (as a rule), registered, or once."""
    return next((role for role, pattern in _WANTED if pattern.search(question)), "lives")


def order(question: str) -> Sequence[str]:
    """The roles in the order in which they answer the question."""
    roles = _ORDER[wanted(question)]
    return (*roles, "others") if _OF_ANOTHER.search(question) else roles
