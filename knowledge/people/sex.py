"""男 or 女, as told: in so many words, or by the word for a relative (他是我儿子). Never from a voice or a name."""

import re

from knowledge.answers.yes_no import yes_no
from knowledge.parsed import Parsed
from knowledge.people.kin_asked import asked_about
from knowledge.people.kin_paths import sex_of_path
from knowledge.people.kin_phrases import Clause, Person, clauses
from knowledge.people.kinship import BOTH, STEPS
from knowledge.people.name_asked import whose
from knowledge.wordlists import wordtable

_TABLE = wordtable("sexes")
_KIN = "|".join(sorted((re.escape(w) for w in STEPS if len(w) > 1 and ("男" in w or "女" in w)), key=len, reverse=True))
_NOT_HERE = re.compile(
    rf"(?P<kin>{_KIN})|(?:男|女)(?:朋友|方|婿|儿)|[像似]{{1,2}}[一-鿿]{{0,2}}[男女]的?|以为[一-鿿]{{0,3}}[男女]的?|妇女主任|"
    r"(?:登记?|印|写|填|搞|弄|打|认|听|当|看|念|输|点|选|按|勾|录)(?:错|漏)?了?(?:成|作)了?个?[男女]的?|"
    # 先生了个女的: first born; 男士是我老公: not the one who speaks.
    rf"先生(?=了?[个一]|下|过|的(?:是|[男女]))|(?:[男女](?:士|的|生)?|先生)(?:那个)?(?:嘛|呢)?就?是我(?:的|家)?(?=[老爱丈妻媳儿女爸妈爹娘哥弟姐妹孙婆公奶爷舅叔姑姨外新囝])"
)
_OWN_CHILDREN = re.compile("男孩|女孩|男娃|女娃|男仔|女仔|男囝|女囝")


def _either(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            f"(?P<{name}>{'|'.join(sorted(map(re.escape, table[sex].split()), key=len, reverse=True))})"
            for name, sex in (("male", "男"), ("female", "女"))
        )
    )


_SAID, _TOLD = _either(_TABLE["said"]), _either(_TABLE["told"])
_IMPLIED = _either(_TABLE["implied"])
_TYPED = re.compile(rf"(?<![A-Za-z])(?:{_either(_TABLE['typed']).pattern})(?![A-Za-zü])")
_NOT = re.compile(
    r"(?:(?:怎么|哪|岂)(?:里|会|能|可能|可以)*(?:是|算)?|不是|不算|非|哪是|不|(?:别|不要|莫|不能)再?(?:[叫喊写填登当](?:我|成|作)*))(?:个|一个)?$"
)
_RHETORICAL = re.compile("[的人]*[吗么]")  # 我不是男的吗
_MINE = re.compile(r"(?:我|本人)(?:自己)?(?:当然|肯定|明明|可)?(?:就?是)?(?:个)?$")
_ANSWER = re.compile("[嗯是个就]*[男女][的孩生娃＿]*[，,。 ]")  # 男的，大的那个是女孩
_CORRECTED = re.compile(r"不对|错了|打错|写错|说错|弄错|应该是|其实|改成|更正|哦不|不不")
_HOW_SO = re.compile("(?:一定|难道|凭什么|非得|就得|必须|叫[一-鿿]{2}就)[^，。]{0,8}[吗么?？]")  # 叫建国就一定是男的吗
_BOTH = re.compile(
    r"龙凤胎|一男一女|男女都有|有男有女|一对(?:男女|夫妻)|一儿一女|一子一女|儿女双全|男孩女孩都|两个都有"
)
_A_SON = re.compile("(?:[个添生]|^)了?囝(?=$|[，。,\\s啊呢的])|唐[捕晡部]囝")
_ODD = re.compile(r"(?:倒数第二位|第十七位|第17位).{0,6}?(?:(?P<odd>单|奇|[13579])|双|偶|[02468])")
_PLACE = re.compile("(?P<first>前者|前面|前一[个种]|第一[个种])|后者|后面|后一[个种]|第二[个种]")
_OTHER = {"男": "女", "女": "男"}
_SIDE = re.compile(
    r"^(?:的?(?:那边|家里?的?|家人|娘家|单位|朋友|同事|哥|弟|姐|妹|老板)|带|生(?!病|了?重病)|叫|让|说|帮|替)"
)
_LONGEST = 120


def sex(text: str, question: str = "") -> Parsed[str] | None:
    """男 or 女; None for neither and for both."""
    text = text.strip()[:_LONGEST]
    if not text or _HOW_SO.search(text):
        return None
    if _BOTH.search(text):
        return _one_of_both(text)
    if _WHICH.search(text) and len({m.lastgroup for m in _SAID.finditer(text)}) > 1:
        return None  # 我儿子男 我儿媳女 你问的哪个
    text = _of_the_one_asked(text, question)
    for read in (_said, _agreed, _by_place, _told):
        if found := read(text, question):
            return found
    return (
        _a_son(text)
        or _by_number(text)
        or _typed(text)
        or _implied(text)
        or _by_spouse(text, question)
        or _by_she(text, question)
    )


def _a_son(text: str) -> Parsed[str] | None:
    """添了个囝: a son, as a rule; any child now and then."""
    return Parsed("男", found[0], True, f"“{found[0]}”听起来是男孩") if (found := _A_SON.search(text)) else None


def _one_of_both(text: str) -> Parsed[str] | None:
    """一男一女，上学的是男的."""
    left = list(_SAID.finditer(_BOTH.sub("", text)))
    if len({word.lastgroup for word in left}) != 1:
        return None
    return Parsed("男" if left[0].lastgroup == "male" else "女", text, True, "男、女都说到了")


def _of_the_one_asked(text: str, question: str) -> str:
    """大的男孩已经工作 读书的是妹妹: the clause about 读书的, where the question asks for 读书的."""
    sized = {found.lastgroup for found in _SIZED.finditer(question)}
    marks = list(_SIZED.finditer(text))
    if len(sized) == 1 and len({mark.lastgroup for mark in marks}) > 1:  # 大的女 小的才是男
        mark = next(mark for mark in marks if mark.lastgroup in sized)
        behind = [other.start() for other in marks if other.start() > mark.start() and other.lastgroup not in sized]
        return text[mark.start() : min(behind, default=len(text))]
    if len(sized) == 1 and marks and _SAID.search(text, 0, marks[-1].start()) and _SAID.search(text, marks[-1].end()):
        return text[marks[-1].start() :]  # 先有个女的，后来才有的男孩，老大就是女的
    for named in _ONE_WHO.finditer(text):
        rest = _REST.match(text, named.end())
        if (
            set(named[1]) & set(question) - _EMPTY
            and rest
            and (_SAID.search(rest[0]) or any(c.people for c in clauses(rest[0])))
        ):
            return rest[0]
    return text


_ONE_WHO = re.compile("([一-鿿]{1,3})的(?:那一?个|这一?个|人|那位|这位|孩子)?[就才也]?是(?!谁|哪)")
_SIZED = re.compile(
    "(?P<big>大(?=的|儿子|女儿|孩子|那个|囝)|老大)|(?P<small>小(?=的|儿子|女儿|孩子|那个|囝)|老[二小幺])"
)
_EMPTY = set("男女的是家里个这那您我你他她们有人")
_REST = re.compile("[^，。,;；!！?？ ]+")
_WHICH = re.compile("问的?(?:是|到)?(?:哪|谁)|哪一?[个位]")


def _by_place(text: str, question: str) -> Parsed[str] | None:
    """是男的还是女的？ – 后者."""
    named = ["男" if m.lastgroup == "male" else "女" for m in _SAID.finditer(question)]
    place = _PLACE.search(text) if len(text) <= _FEW and len(set(named)) == len(named) == len(_OTHER) else None
    return Parsed(named[0] if place["first"] else named[1], text, True, "按先后记下的") if place else None


def _said(text: str, question: str) -> Parsed[str] | None:
    """In so many words. Of both, the one that corrects the other or that the speaker says of himself."""
    bare = _NOT_HERE.sub(lambda part: "＿" * len(part[0]), _OWN_CHILDREN.sub(lambda part: part[0][0] + "＿", text))
    found: list[tuple[str, int, bool]] = []
    for word in _SAID.finditer(bare):
        value = "男" if word.lastgroup == "male" else "女"
        denied = bool(_NOT.search(bare[: word.start()])) and not _RHETORICAL.match(bare, word.end())
        found.append((_OTHER[value] if denied else value, word.start(), denied))
    first = _TOLD.search(text)
    if not found or (first and first.start() < found[0][1] and _OWN_CHILDREN.search(text)):
        return None  # 寡妇 带两个男孩子
    if len({value for value, _, _ in found}) == 1:
        value, at, denied = found[0]
        denied = all(each[2] for each in found)
        return Parsed(value, text[at : at + 1], denied, "您说不是" + _OTHER[value] if denied else "")
    corrected = max((m.end() for m in _CORRECTED.finditer(bare)), default=-1)
    mine = [each for each in found if _MINE.search(bare[: each[1]])]
    later = [each for each in found if each[1] >= corrected >= 0]
    if mine and whose(question) == "other":
        mine = [each for each in found if each not in mine]
    answered = [each for each in found if corrected < 0 and _ANSWER.match(bare) and each is found[0]]
    for some in (mine, later, answered):
        if len({value for value, _, _ in some}) == 1:
            return Parsed(some[0][0], text, some is not mine, "" if some is mine else "男、女都说到了")
    return None


def _agreed(text: str, question: str) -> Parsed[str] | None:
    """是男的吧？ – 是; and 不是, which is read back."""
    asked = {"男" if m.lastgroup == "male" else "女" for m in _SAID.finditer(question)}
    if len(asked) != 1 or not re.search(r"[吧吗么嘛]|对[吗不]|是不是", question):
        return None
    answer = yes_no(text)
    if answer is None:
        return None
    value = asked.pop()
    return Parsed(
        value if answer.value else _OTHER[value], text, not answer.value, "" if answer.value else f"您说不是{value}的"
    )


def _told(text: str, question: str) -> Parsed[str] | None:
    """By the word for what somebody is: 我妈, 他是我儿子, 寡妇."""
    own = asked_about(question, text).who == "me" and not re.search("您(?:家|的)?(?:这|那|亲|孩|爱)", question)
    about_me = own or bool(_WHO_SPEAKS.search(question))
    of_other = not about_me and bool(_SOMEBODY.search(question)) and whose(question) != "me"
    text = _COUPLE.sub("＿", text)
    found: list[tuple[str, str, bool]] = []
    for clause in _as_it_is_now(list(clauses(text))):
        told = _of_clause(clause, about_me, of_other)
        if told and _THIS_ONE.search(clause.text):
            found = told
        else:  # 这个号是我女儿的，我是她爸: himself first
            found = told + found if _OF_HIMSELF.match(clause.text) and not of_other else found + told
    word = _TOLD.search(_I_AM.sub("", text) if of_other else text)
    if word and (not found or len(text) <= _FEW or word.start() <= text.find(found[0][1])):
        value = "男" if word.lastgroup == "male" else "女"
        return Parsed(value, word[0])
    if not found:
        return None
    value, words, doubtful = found[0]
    mixed = doubtful or any(each[0] != value for each in found)
    return Parsed(value, words, mixed, f"“{words}”说的是这一位吗" if mixed else "")


def _as_it_is_now(told: list[Clause]) -> list[Clause]:
    """以前户主是我爸 现在改我妈了: without who it was before."""
    since = next((at for at, clause in enumerate(told) if at and clause.people and _NOW.search(clause.text)), 0)
    return [clause for at, clause in enumerate(told) if at >= since or not _BEFORE.search(clause.text)]


def _by_spouse(text: str, question: str) -> Parsed[str] | None:
    """我老公叫我来问的, of her who speaks."""
    if asked_about(question, text).who != "me":
        return None
    spouses = [p for clause in clauses(text) for p in clause.people if p.base == "me" and p.path in _OTHER_HALF]
    if not spouses:
        return None
    return Parsed(_OTHER_HALF[spouses[0].path], spouses[0].words, True, f"您说到“{spouses[0].words}”")


def _by_she(text: str, question: str) -> Parsed[str] | None:
    """老伴，她今年七十, of somebody else."""
    if "她" not in text or "他" in text or "她" in question or asked_about(question, text).who == "me":
        return None
    return Parsed("女", "她", True, "您说的是“她”")


_COUPLE = re.compile("老头老太|爷爷奶奶|公公婆婆|外公外婆|[爸爹]妈|夫妻|老两口|两口子")
_I_AM = re.compile("(?:^|(?<=[，, ]))我就?是[^，, ]*")
_BEFORE, _NOW = re.compile("以前|原来|从前|本来|过去|之前|原先"), re.compile("现在|如今|目前|改|换")
_WHO_SPEAKS = re.compile("(?:说话|讲话|打字|填表|联系|回话)的(?:这?[个位])?(?:人|是)")
_SOMEBODY = re.compile("病|残|困难|受伤|[他她]|孩|老人|[这那]一?[个位]")
_OF_HIMSELF = re.compile("我就?是")
_THIS_ONE = re.compile("这[个位一次回胎]|总算|最后|终于")  # 三个都是女儿，这个总算是儿子
_FEW = 8


def _of_clause(clause: Clause, about_me: bool, of_other: bool) -> list[tuple[str, str, bool]]:
    if clause.negated or not clause.people:
        return []
    people = tuple(each for each in clause.people if not clause.text[: each.start].endswith(_NONE))
    if of_other and len(people) > 1 and _speaks_of_himself(clause) and clause.joints[0] == "is":
        other = _OTHER_HALF.get(people[1].path)  # 我是他妈 tells nothing of the child
        return [(other, people[1].words, False)] if other else []
    if about_me and not _speaks_of_himself(clause):
        return []
    named = [(p, value) for p in people if p.path and (value := sex_of_path(p.path)) and p.words not in BOTH]
    if not named or _SIDE.match(clause.text[named[-1][0].end :]):
        return []
    person, value = named[-1] if len(people) > 1 and clause.joints[-1:] == ("is",) else named[0]
    return [(value, person.words, _aside(clause, person))]


_NONE = ("没", "没有", "没得", "无")  # 我没老婆
_OTHER_HALF = {"h": "女", "w": "男"}  # 我是她男人: she is a woman


def _speaks_of_himself(clause: Clause) -> bool:
    """我是他妈, 他老婆: not 我妈."""
    people = clause.people
    if len(people) > 1:
        return people[0].base == "me" and not people[0].path
    return people[0].base != "me"


def _aside(clause: Clause, person: Person) -> bool:
    if clause.text[: person.start].endswith(("和", "跟", "与")):  # 我和我老婆都病了
        return True
    return clause.text[person.end :].startswith(("的事", "的"))


def _by_number(text: str) -> Parsed[str] | None:
    odd = _ODD.search(text)
    return Parsed("男" if odd["odd"] else "女", odd[0], True, "按身份证倒数第二位") if odd else None


def _implied(text: str) -> Parsed[str] | None:
    """得了子宫癌, 刚生完孩子: nobody says so, but it can be nobody else."""
    word = _IMPLIED.search(text)
    return Parsed("男" if word.lastgroup == "male" else "女", word[0], True, f"您说到{word[0]}") if word else None


def _typed(text: str) -> Parsed[str] | None:
    found = list(_TYPED.finditer(text))
    values = {"男" if word.lastgroup == "male" else "女" for word in found}
    return Parsed(values.pop(), found[0][0], True, "按字母记下的") if len(values) == 1 else None
