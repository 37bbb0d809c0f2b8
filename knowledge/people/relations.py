"""What somebody is to the head of the household (与户主关系): the judgement over all that was said.

How it is come by: ``kin_asked`` tells from the question who is meant and puts 户主, 我, 他 in the place of names;
``kin_phrases`` finds the people in each clause, ``kin_ties`` who is tied to whom there, ``kin_statements`` collects the
ties of all clauses, ``kin_ways`` joins them to ways from the head to the one asked for. ``kin_paths`` reckons with the
ways, ``kinship`` holds the words.
"""

import re
from dataclasses import replace

from knowledge.answers.yes_no import yes_no
from knowledge.parsed import Parsed
from knowledge.people.kin_asked import Asked, asked_about, with_names_resolved
from knowledge.people.kin_paths import shortened, value_of
from knowledge.people.kin_phrases import clauses
from knowledge.people.kin_statements import sex_said, statements
from knowledge.people.kin_ways import Statement
from knowledge.people.kinship import GROUPS, STEPS, VALUES, in_known_words

_UNKNOWN = re.compile(
    r"不知道|不晓得|不清楚|不记得|忘[了记]|讲不清|说不清|搞不清|谁知道|不认识|不好说|难说|保密|不想说|不告诉|哪[里能会]?(?:知道|晓得|清楚)|怎么(?:知道|晓得)|鬼知道|(?:谁|哪一?个)是户主|户主是谁"
)
_ASKS_BACK = re.compile("问的?(?:是|到)?(?:哪|谁)|哪一?[个位]|什么意思|啥意思")
_ONLY_ASKS = re.compile("[^，。 ]{0,6}是不是[^，。 ]{1,6}[啊呀呢吗？?]*")  # 填的是不是我啊
_CORRECTED = re.compile(
    "不对|[说讲弄搞]错|错了|哦不|噢不|啊不|不不|更正|改一下|应该是|(?<=[，。,; ])其实|"
    "(?:^|[，,。 ])(?:哎|啊|哦)?不是(?=[，,。 ])"
)
_NOW = re.compile(
    "(?:以前|原来|本来|过去|先前|早先|早年|早些年|前几年|之前|从前|最早|一开始|老早)[^现如后改换]{1,20}(?:现在|如今|后来|改成|换成|换了)"
)
_STEPCHILD = re.compile("前[夫妻]|前头|前面那|前一个|改嫁|过继|二婚")
_PROPOSED = re.compile("户主的([一-鿿]{1,5}?)(?:吗|吧|对吗|对吧|是吗|是吧|是不是|么)")
_ALREADY = re.compile(
    "^(?:不是)?(?:[我都早刚才前面跟你您已经]{0,6})[说讲](?:过|了)+(?:多少遍|好几遍|[几一两三]遍)?[了啊呀嘛吗]*[，, ]*"
    "(?=[是就他她我户])"
)
_NO_TIE = re.compile("(?:我?[跟和](?:他|她|户主))?(?:没有?|无)(?:啥|什么|任何)?关系[的啊了呀]*")
_WE_PARTED = re.compile("(?:我们?俩|我们|我[跟和]他|我[跟和]她|两个人)[^，。]{0,4}(?:离了|离婚|分了)")
_SIGNS = (  # what else makes an answer doubtful
    (re.compile("的话|如果|假如|要是"), "您说的是“如果”"),
    (re.compile("是不是|大概|可能|好像|也算|勉强|算不算|应该(?!是的)"), "您说得不太肯定"),
    (re.compile("户主[^，。 ]{0,6}(?:过世|去世|死了|不在了|没了|走了|病故)"), "户主是不是不在了，户口本改了没有"),
    (re.compile("(?:以前|曾经|原来|过去|原先)(?:就|还)?是"), "现在还是不是"),
    (re.compile("没过门|未过门|[没未]领证|没办证"), "没领证的，要问一下户口本上怎么写"),
)
_NO_PAPER = re.compile("[没未](?:有)?(?:去)?[领办扯打拿](?:过|到|那个)?(?:结婚)?证|[没未](?:有)?(?:去)?登记(?:结婚|过)")
_PARTED = re.compile(r"离了|离婚|离异|分手|以前是|原来是夫妻")
_DEAD = re.compile(r"过世|去世|死了|不在了|没了|走了|病故|死掉|过身|故去")
_FOR_THE_HEAD = re.compile("(?:户主|[填写报]他|[填写报]她)本人")  # 村干部代填，填他本人
# 户口本上写的是“婿”: a word of the printed page, which nobody says otherwise.
_PRINTED = re.compile(
    "(?:[^，,。我他她]{0,8}?[写印填记](?:的|着)?(?:就?是|个)?)?"
    "[\\s“”\"‘’'：:「」]*(子|女|父|母|妻|夫|媳|婿|孙)[\\s“”\"‘’'。」吧啊的]*"
)
_WRITTEN = re.compile("^[^，,。我他她]{0,8}?[写印填记](?:的|着)?(?:就?是|个)?[：: ]*")
_MY_MASTER = re.compile("^(?:就?是)?(?:我(?:家|们|们家)?)?当家的")  # what is the head to you? – my husband
_REPORTS_HIMSELF = re.compile("(?:登记|填报?|报|帮)[的了]*(?:就?是)?我(?:自己|本人)")
_IT_IS_ME = re.compile("^就?是?(?:我自己|我?本人|我)[啊呀嘛]?[，,。 ]+(?=.*户主)")  # 是我，户主是我姐
_INVENTORY = re.compile(
    "(?:^|[，。 ])(?:我们?|咱们?)?家里?(?:现在|一共|总共|就|只|还)*(?:有|剩)|家里(?:就|只)(?:是|有)?"
)
_LONGEST = 120


def relation(text: str, question: str = "") -> Parsed[str] | None:
    """One of the 28 relations to the head of the household.

    The question tells whose relation is asked for and from which side (您是户主的什么人, 户主是您什么人). What took
    two steps, leaves the sex open or can be understood in two ways is to be confirmed.
    """
    text = text.strip()[:_LONGEST]
    if _ONLY_ASKS.fullmatch(text):
        return None
    text = in_known_words(_ALREADY.sub("", text))
    asked = asked_about(question, text)
    if asked.who == "this" and (_REPORTS_HIMSELF.search(text) or _IT_IS_ME.match(text)):
        asked, text = replace(asked, who="me", yours=""), _IT_IS_ME.sub("", text)
    if asked.reversed or asked.head_is_me:
        text = _MY_MASTER.sub("是我掌柜的", text)
    text = _printed(with_names_resolved(text, question, asked.who))
    if text in VALUES or (f"之{text}" in VALUES and not asked.reversed):
        return Parsed(text if text in VALUES else f"之{text}", text)
    said = _last_said(text, asked)
    if not said and asked.neutral:  # 与户主的关系？ – 我老婆是户主
        said = _last_said(text, replace(asked, who="me"))
    if not said:
        return _unmarried(text) or _agreed(text, question)
    return _fitting(_judged(said, text), question)


_OF_A_WOMAN = re.compile("她|阿婆|阿姨|大妈|大姐|女孩")
_MEN = frozenset("之子 之女婿 之孙子 之外孙子 之父 之公公 之岳父 之祖父 之外祖父 之叔伯 之侄儿".split())  # noqa: SIM905


def _fitting(found: Parsed[str], question: str) -> Parsed[str]:
    """她和户主…？ – 她公公: rather who the head is."""
    if found.confirm or found.value not in _MEN or "他" in question or not _OF_A_WOMAN.search(question):
        return found
    return replace(found, confirm=True, why="问的这一位是女的吗")


def _printed(text: str) -> str:
    """之父 of 我填的：之父, 长子 of 写着长子; else ``text``."""
    if len(values := {value for value in VALUES if value[0] == "之" and value in text}) == 1:
        return values.pop()
    written = _WRITTEN.sub("", text)
    if printed := _PRINTED.fullmatch(text):
        return printed[1]
    return written if written != text and written in STEPS else text


def _last_said(text: str, asked: Asked) -> list[Statement]:
    """What is stated; behind a correction (孙子，不对，是外孙) only what follows; of the unsure, what is plain."""
    corrected = [*_CORRECTED.finditer(text), *_NOW.finditer(text)]
    if corrected and (later := statements(text[corrected[-1].end() :], asked)):
        return [replace(each, why=each.why or "您改过口") for each in later]
    said = statements(text, asked)
    if _INVENTORY.search(text) and "户主" not in text and not any(each.strong for each in said):
        relatives = {each.words for clause in clauses(text) for each in clause.people if each.path}
        said = [] if len(relatives) > 1 else said  # all who live there, instead of an answer
    if _ASKS_BACK.search(text):
        return [each for each in said if each.strong]
    if _UNKNOWN.search(text):
        return [
            replace(each, why=each.why or "您说不太清楚") for each in said if each.strong or (each.pure and each.path)
        ]
    return said


def _agreed(text: str, question: str) -> Parsed[str] | None:
    """他是户主的儿子吗？ – 是的."""
    proposed = _PROPOSED.search(question)
    if not proposed or not (answer := yes_no(text, question)) or not answer.value:
        return None
    found = relation(proposed[1], "他是户主的什么人？")
    if found is None:
        return None
    return replace(found, words=text, confirm=True, why=found.why or f"您是说{found.value.replace('之', '')}吗")


def _unmarried(text: str) -> Parsed[str] | None:
    """没领证，跟夫妻一样过; and 我俩离了."""
    if _WE_PARTED.search(text):
        return Parsed("其他", text, True, "是不是已经不算夫妻了", others=("配偶",))
    if _NO_TIE.fullmatch(text):
        return Parsed("其他", text, True, "跟户主不是亲戚吗")
    if not _NO_PAPER.search(text):
        return None
    return Parsed("配偶", text, True, "没领证的，要问一下户口本上怎么写", others=("其他",))


def _judged(said: list[Statement], text: str) -> Parsed[str]:
    """The narrowest of what agrees; what disagrees is asked back."""
    said = [each for each in said if not (_describes(each) and _longer(each, said))]
    if any(each.strong and each.path in _SIBLING for each in said):  # 亲兄弟，户主是老大，我是老三
        said = [each for each in said if not _RANK.search(each.words)]
    if pair := next((each for each in said if each.other and _WHICH_OF_TWO in each.doubt), None):
        return _of_pair(pair, [each for each in said if each is not pair], text)
    known = [each for each in said if not each.strong and not each.guessed]
    told = [each for each in said if each.strong or each.pure or each.doubt]
    said = [each for each in said if each.strong] or [each for each in said if each.pure] or said
    later_first = reversed(said) if said[0].strong else said  # 我大儿子 哦 我是他大儿子
    chosen = min(later_first, key=lambda each: (each.guessed, bool(each.other), bool(each.doubt), _openness(each.path)))
    value, others = _value(chosen, text)
    narrower = [v for each in known if (v := _value(each, text)[0]) in others and not each.doubt]
    if narrower:
        value, others = narrower[0], ()
    others, apart = _with_rivals([*told, *said], value, others, text)
    why = _doubt(chosen, value, others, apart, text)
    return Parsed(value, chosen.words, bool(why), why, others=others)


def _with_rivals(said: list[Statement], value: str, others: tuple[str, ...], text: str) -> tuple[tuple[str, ...], bool]:
    """``others`` and the values of what does not agree with ``value``; was there any?"""
    read = [(each, _value(each, text)[0]) for each in said]
    rivals = [told for each, told in read if told not in (value, *others) and not _fits(each, value)]
    return tuple(dict.fromkeys((*others, *rivals))), bool(rivals)


_NEPHEWS = ("bs", "bd", "zs", "zd")
_CHILD = ("s", "d", "c")
_WHICH_OF_TWO = "您说的是哪一位"
_ROLE = re.compile(
    r"(?:(?P<head>户主)|我|他|她|这[个位])[就才是当做]+(?:那个|[当做])*"
    r"(?:(?P<young>小的|小辈|晚辈|年轻|下辈)|老的|大的|长辈|上辈)"
)


_SIBLING, _RANK = ("b", "z", "i"), re.compile("老[大二三四五六七八幺小]$")
_BOY_OR_GIRL = re.compile("[男女][孩娃仔囝]")


def _describes(each: Statement) -> bool:
    return each.path in _CHILD and bool(each.doubt or _BOY_OR_GIRL.search(each.words))


def _longer(child: Statement, said: list[Statement]) -> bool:
    """我女儿生的，男孩: the child is described, not named anew."""
    return any(len(each.path) > 1 and each.path[-1] in "csd" for each in said if each is not child)


def _of_pair(pair: Statement, more: list[Statement], text: str) -> Parsed[str]:
    """婆媳，户主是婆婆: which of the two, as far as the rest tells."""
    both = [value_of(shortened(path))[0] for path in (pair.path, pair.other)]
    told = [v for each in more for read in [_value(each, text)] for v in (read[0], *read[1]) if v in both]
    if not told and (role := _ROLE.search(text)):
        told = [both[bool(role["young"]) == bool(role["head"])]]
    value = told[0] if told else both[0]
    others = tuple(each for each in both if each != value)
    return Parsed(value, pair.words, True, pair.doubt, others=others)


def _value(statement: Statement, text: str) -> tuple[str, tuple[str, ...]]:
    path = shortened(statement.path)
    sex = statement.sex or sex_said(text)
    if path.endswith("c") and sex:
        path = path[:-1] + ("s" if sex == "男" else "d")
    if path in ("h", "w", "o") and _PARTED.search(text):
        return "其他", ("配偶",)
    value, others = value_of(path)
    if path in _NEPHEWS and "过继" in text:
        value, others = ("之女" if path.endswith("d") else "之子"), (value,)
    if statement.other:
        others = tuple(dict.fromkeys((*others, value_of(shortened(statement.other))[0])))
    return value, tuple(each for each in others if each != value)


def _fits(statement: Statement, value: str) -> bool:
    read, others = value_of(shortened(statement.path))
    return value in (read, *others) or (bool(statement.other) and value == value_of(shortened(statement.other))[0])


def _openness(path: str) -> int:
    return sum(step in "cpoi" for step in path) * 10 + len(path)


def _doubt(chosen: Statement, value: str, others: tuple[str, ...], rivals: bool, text: str) -> str:
    """Why the value is to be confirmed; empty when it is certain."""
    if chosen.doubt:
        return chosen.doubt
    if rivals:
        return "说了不止一种关系"
    if value == "其他" and _FOR_THE_HEAD.search(text):
        return "是填您自己，还是填户主本人"
    if others and value == "其他":
        return "是不是已经不算夫妻了"
    if others:
        return f"是{'、'.join((value, *others)).replace('之', '')}里的哪一个"
    if value in ("之子", "之女") and _STEPCHILD.search(text):
        return "是不是亲生的，户口本上怎么写"
    if sign := next((why for words, why in _SIGNS if words.search(text)), ""):
        return sign
    if chosen.inverted and _DEAD.search(text):
        return "户主是不是不在了，户口本改了没有"
    return chosen.why


def relation_group(value: str) -> str:
    """The contract's coarser relation for one of the 28 values."""
    return GROUPS.get(value, "其他")
