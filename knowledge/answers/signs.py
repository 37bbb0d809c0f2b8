"""One clause of an answer to a yes/no question: does it say yes, no, or neither?"""

import re
from collections.abc import Sequence

from knowledge.answers.asked_about import About
from knowledge.answers.echoing import Sign, echoed
from knowledge.answers.implying import ALWAYS, BAD, BARE_NEGATIVE, FINE, NOT_ALWAYS, NOT_OWN
from knowledge.answers.matters import matter
from knowledge.wordlists import wordtable

_WORDS = wordtable("answers")
_SHORTEST = 2
_LEADS = re.compile("^(?:" + "|".join(_WORDS["leads"]) + ")+")
_TAIL = "(?:" + "|".join(_WORDS["tails"]) + ")*"
_A_NOT_A = re.compile(r"(?<!要)([^了有还]{1,2})[不没]\1")


def _any(name: str, whole: bool = False) -> re.Pattern[str]:
    words = sorted(_WORDS[name], key=len, reverse=True)
    parts = "|".join(map(re.escape, words) if whole else words)
    return re.compile(f"(?:(?:{parts}){_TAIL}){{1,3}}" if whole else parts, re.IGNORECASE)


_YES, _NO = _any("yes", whole=True), _any("no", whole=True)
YES_START, NO_START = _any("yes_start"), _any("no_start")
_UNSURE, _ASKS, _ASIDE = _any("unsure"), _any("asks"), _any("aside")
_IRONY_NO, _IRONY_YES, _NONE_AT_ALL = _any("irony_no"), _any("irony_yes"), _any("none_at_all")
_REFUSED, _GRANTED = _any("refused"), _any("granted")
_NOT_OVER = re.compile(r"没有?(出院|毕业|搬走|走|停|断|取消|退|离|过期)")
_NO_END = re.compile(
    r"(?<=.)(?:没有|冇|不行|不会|不要|不愿意|不同意|不用|没了|算了|免了|不必|就不了|不是)[吧啊呀啦了的呢]?$"
)
_YES_END = re.compile(
    r"(?<![不没])(?:可以|也行|愿意|没问题|同意|没错|对的|是的|够的|有的|(?<!没)(?<!哪)有|就有|也有|有呢|就行|就可以|就好)[吧啊呀啦了]?$"
)
_CANNOT_END = re.compile("[^不]不(?:了|起|成|上|动)[啊的]?$")
_PARTLY = re.compile(
    r"一半|一点|有些|部分|[几两]天|^正?在(?:办|弄|申请|等)|^早|^以前|^原来|^当时|^那时|^头[一两几三]|^开头|^刚开始|^起[初先]|^当初"
)
_PAST = re.compile(r"以前|原来|从前|前年|去年|走了|不在了|过世|去世|好了|出院|已经")
_REPORTED = re.compile("[^我您你不没]{1,8}(?:说|讲|叫|让|答应)(?!不[清准好])")
_HEARD_RIGHT = re.compile("[你您]?(?:没有?(?:理解|[听记写看搞弄说算认数])?错|[听记写看搞弄说算认数讲]对了)")
# 笑死人，还存款 to 有没有存款; 还钱, 还贷 is to pay back.
_MOCKED = re.compile(
    "还(?![款清完上给]|[^，]{0,2}[钱贷债账])([^，有在能会要行好没不是得可想需差欠住读种养活了掉过]{1,4}?)[嘞呢咧哦啊]?$"
)
_ANY_MORE = re.compile("还有|还需要|补充|其他|需要.{0,2}改")
_TO_ADD = re.compile("还有|还需要|补充")
_MORE_WANTED = re.compile("要不要|还要|需要|别的|其他|另外")
_IS_ELSE = re.compile("是(?![的啊呀呢哦对这那])[^，]{4,}")
_BY_DEGREE = re.compile("(?:也|就是|只是|但|不过)*不(?:太|是很|怎么|算)?[多大重高常快远][的啊]*")
_NEVER_DONE = re.compile("(?:想|要|打算|准备).{1,4}没.{0,3}(?:成|去|办|做|上)")
_A_LITTLE = re.compile("(?<![没不])有(?:一)?(?:点点?|些)[的啊吧]?$")
_ON_TERMS = re.compile(
    r"(?:只|光|单)[^，不没]{1,10}(?:可以|行|好)|(?:只要)?(?:别|不要|不|莫)[^，]{1,12}(?:就|都)(?:行|好|可以|成|没(?:事|问题|关系|意见))"
)
_AND_MORE = re.compile("[打挡收]不住|不止|不够")
_OWN = re.compile("自己|自家|本人的|您的吗|您家的吗")
_BRIEF, _ECHO = 3, 8
_FINE_WORDS = ("没", "好好", "都好", "还好", "很好", "不错")
_OPEN_END = re.compile(r"[?？吗呢]$|怎么|为什么|是不是|能不能|有没有|要不要|会不会|哪")
_HURT_END = re.compile("没了.?$")
_NOTHING_MORE = re.compile(
    r"(?:暂时|目前|差不多)?(?:就|只有|只)(?:这些|这样|这个|这点|那些)|(?:说|讲)完了|没别的|没其他|够(?:多)?了|没了|^好了|^可以了"
)
_NONE_LEFT = re.compile("没有?(?:剩|留)")
_ANOTHER_NOT_YET = re.compile("还没(?![去办弄交领买来到轮申]).{2}")
_SPEAKS = re.compile(r".{0,3}[讲说听]不(?:好|清|来|懂)[的了啊]*")
_MORE = re.compile(r"我?再(?!多|想|看|考虑|问|说吧|等)|补一|哦?对了|忘了(?:讲|说)|漏了")
_TURNS = re.compile(
    r"不过|但|可是?(?!以)|只是|就是(?!这|我)|除了|偏偏|年前|以前|原来|从前|"
    r"(?:公司|单位|老板|别人|人家|亲戚|朋友|村里)的|不是我|算不算|还[要得]|[?？吗]$"
)
_TOLD = re.compile(r"有(?!没)|[^不难]过(?!得|不|年|去)|还(?!没|不|是)")
AGREES = re.compile(rf"(?:(?:嗯+|恩|对|是|好|没错|对头|是这样|确实){_TAIL}){{1,3}}")
# 要人喂 is no yes to 能自己吃饭吗: these are one when the question asks with the same word.
_MODAL = {
    "有": "有|过|了|没|在|会|吗",
    "要": "要|愿|想|需|同意|可以|肯",
    "会": "会|能|可以|有没有|肯|吗",
    "能": "能|会|可以|行",
    "够": "够",
    "还": "还|在|有|要|需|能|会",
    "在": "在|健在",
}


def sign(clause: str, asked: About) -> Sign | None:
    """What ``clause`` says of what was asked; None for neither yes nor no."""
    bare = _LEADS.sub("", clause) or clause
    if _ASIDE.match(bare):
        return None
    if found := _taken_up(clause, bare, asked):
        return found
    if asked.exists and _BY_DEGREE.fullmatch(clause) and clause[1] not in asked.text:
        return None  # 有，不多
    if _whole(_YES, clause, bare):  # first: 没错 is 没 and 错 too
        no = asked.faults or asked.objects or (asked.hardship and not asked.checks and _all_well(clause, bare))
        return Sign(not no, sure=not _of_another_verb(clause, asked))
    if found := _as_asked(clause, bare, asked):
        return found
    turned = _turned(clause, asked)
    if turned or unclear(clause, asked):
        return turned
    if NO_START.match(bare) or NO_START.match(clause):
        return Sign(False, sure=not _ANOTHER_NOT_YET.match(clause) or any(each in asked.text for each in clause[2:]))
    return _by_start(clause, bare, asked)


def _taken_up(clause: str, bare: str, asked: About) -> Sign | None:
    """What takes up the words of the question, or says that there is no more to say."""
    if (mocked := _MOCKED.search(clause)) and mocked[1] in asked.text:
        return Sign(False, sure=False)
    if _ANY_MORE.search(asked.text) and _NOTHING_MORE.search(clause):
        return Sign(False)
    if _TO_ADD.search(asked.text) and _MORE.match(clause):
        return Sign(True, sure=False)
    if asked.negative and len(bare) > 1 and bare in asked.text and NO_START.match(bare):
        return Sign(False)  # 没变 to 没变吧
    return Sign(False) if bare.startswith("够") and _MORE_WANTED.search(asked.text) else None


def _all_well(clause: str, bare: str) -> bool:
    return (clause.startswith(_FINE_WORDS) or bare == "好了") and not clause.startswith("没错")


def _as_asked(clause: str, bare: str, asked: About) -> Sign | None:
    """What is a yes or a no by what kind of question it answers."""
    if asked.checks and not asked.negative and _HEARD_RIGHT.match(clause):
        return Sign(True)
    if f"{clause}吗" in asked.text and not asked.negative and NO_START.match(bare):
        return Sign(True)  # 都不在了 to 父母都不在了吗
    if _NEVER_DONE.match(bare):
        return Sign(False, sure=False)  # 想去没去成
    if _whole(_NO, clause, bare):
        return Sign("免" in asked.text and "免" in bare)
    if asked.consent and _ON_TERMS.match(clause):
        return Sign(not asked.objects, sure=False)  # 不要写名字就行
    if asked.consent and _GRANTED.match(clause):
        return Sign(not asked.objects)
    hurt = asked.hardship and (_NONE_LEFT.search(clause) or _A_LITTLE.search(clause))
    return Sign(True, sure=False) if hurt else None


def _of_another_verb(clause: str, asked: About) -> bool:
    """都报了 to 还有其他家人吗."""
    about_it = any(verb in clause for verb in asked.verbs) or any(c in asked.text for c in clause[:-1] if c != "都")
    return bool(asked.text) and clause.endswith("了") and not about_it


def _by_start(clause: str, bare: str, asked: About) -> Sign | None:
    if asked.hardship and FINE.search(clause):
        return Sign(False, sure=False)  # 够吃 to 吃饭有困难吗
    if ALWAYS.search(asked.text) and NOT_ALWAYS.search(clause):
        return Sign(False, sure=False)  # 隔天吃一次 to 按时吃药吗
    if _OWN.search(asked.text) and (NOT_OWN.search(clause)) and not clause.startswith(("自", "是自")):
        return Sign(False, sure=False)
    # 我是他堂弟 is no 是; 有 and 会 are what they are with any subject.
    at_start = YES_START.match(clause)
    starts = at_start or (YES_START.match(bare) and (bare[0] not in "是对好" or clause.startswith("就是")))
    if starts and bare.startswith(("还在", "还要")) and asked.done:
        return Sign(False, sure=False)  # 还在引山泉 to 通自来水了吗
    if starts and _IS_ELSE.match(bare) and not any(letter in asked.letters for letter in bare):
        return Sign(True, sure=False)  # 是我老公前面带来的 to 是亲生的吗
    if starts and re.search(_MODAL.get(bare[0], ""), asked.text):
        return Sign(True)
    if len(bare) > _SHORTEST and bare in asked.text:
        # 第一次 to 是第一次来吗; 成年了 to 都成年了吗 is plain.
        return Sign(
            not BARE_NEGATIVE.search(bare), sure=(f"{bare}吗" in asked.text or "得" in bare) and not asked.negative
        )
    if asked.consent and (found := _leave(bare)):
        return found
    return echoed(bare, asked) or _at_end(bare, asked)


def _leave(bare: str) -> Sign | None:
    """Leave given or refused without a yes or no: 来呗 · 随时来 · 录音就算了."""
    if _GRANTED.match(bare):
        return Sign(True)
    return Sign(False, sure=False) if _REFUSED.search(bare) else None


def _at_end(clause: str, asked: About) -> Sign | None:
    """孤儿没有 · 扫地可以: said of a word of the question it is plain, said of another it is not."""
    if asked.hardship and BAD.search(clause) and not FINE.search(clause) and _HURT_END.search(clause):
        return Sign(True, sure=False)  # 路都冲没了
    if _CANNOT_END.search(clause) and not asked.hardship:
        return Sign(False, sure=False)  # 罚款没交上不了
    if found := _NO_END.search(clause):
        return Sign(False, sure=clause[: found.start()] in asked.text)
    return Sign(True, sure=False) if _YES_END.search(clause) else None


def plain(clause: str) -> bool:
    """Is a yes or a no all there is to the clause?"""
    bare = _LEADS.sub("", clause) or clause
    return _whole(_YES, clause, bare) or _whole(_NO, clause, bare) or len(clause) <= _SHORTEST


def opens(clause: str) -> bool:
    """Does the clause begin with a yes or a no?"""
    bare = _LEADS.sub("", clause) or clause
    by_bare = NO_START.match(bare) or (YES_START.match(bare) and bare[0] not in "是对好")
    return bool(by_bare or YES_START.match(clause))


def ironic(clause: str) -> bool:
    """Does it say the opposite of what it looks like: 哪有人家没欠债的?"""
    return bool(_IRONY_YES.search(clause) or _IRONY_NO.search(clause))


def _clear(clause: str, said: Sign | None, asked: About) -> bool:
    """A yes or no on its own, at the start, or said shortly of what was asked; not 听懂一半, not 有活干就干几天."""
    if plain(clause) and said:
        return True
    if _PARTLY.search(clause) or (clause.startswith("有") and "有" not in asked.text and len(clause) > _BRIEF):
        return False
    return opens(clause) or bool(said and said.sure and (len(clause) <= _ECHO or not said.value))


def turned(clauses: Sequence[str], asked: About, value: bool) -> bool:
    """Is the first clause no clear yes or no, or does a later one turn it: 没批, 公司的, 十年前给过?"""
    said = sign(clauses[0], asked)
    told = len(clauses) > 1 and not said and not _PARTLY.search(clauses[0]) and matter(clauses[0], asked) is value
    if not told and not _clear(clauses[0], said, asked):
        return True
    if matter("，".join(clauses), asked) is (not value):
        return True
    for clause in clauses[1:]:
        said = sign(clause, asked)
        if (said and said.sure and said.value == value) or (
            value and matter(clause, asked) and not _PAST.search(clause)
        ):
            continue
        if _TURNS.search(clause) or (BARE_NEGATIVE if value else _TOLD).search(clause):
            return True
    return False


def echoes(clauses: Sequence[str], at: int, asked: About) -> bool:
    """报销 哼 … : a word of the question taken up, not yet answered."""
    return (
        at < len(clauses) - 1
        and not clauses[at].endswith(("过", "了", "啊"))
        and not YES_START.match(clauses[at])
        and clauses[at].rstrip("？?") in asked.text
        and not (_YES.fullmatch(clauses[at]) or _NO.fullmatch(clauses[at]))
    )


def _whole(words: re.Pattern[str], clause: str, bare: str) -> bool:
    return bool(words.fullmatch(clause) or words.fullmatch(bare))


def _turned(clause: str, asked: About) -> Sign | None:
    """Irony and double negation: the words say the opposite of what they look like."""
    if (found := _IRONY_YES.search(clause)) and not (asked.helped and BAD.search(clause)):  # 他自己一屁股债
        # 没少 to 少了吗 is a plain no.
        same = found[0][0] == "没" and found[0][1:2] in asked.text
        return Sign(not same, same or found[0][0] == "没")
    if (over := _NOT_OVER.search(clause)) and over[1] not in asked.text:
        return Sign(True, sure=False)
    if _NONE_AT_ALL.search(clause) and not _AND_MORE.search(clause):
        return Sign(False)
    return Sign(False, sure=False) if _IRONY_NO.search(clause) else None


def unclear(clause: str, asked: About) -> bool:
    """Hesitation, or a question back."""
    if _REPORTED.match(clause) and not _ASKS.search(clause):
        return False  # 保险公司说要再看看: their doubt, not the speaker's
    if "话" in asked.letters and _SPEAKS.fullmatch(clause):
        return False
    knows = "知道" in asked.verbs and not _ASKS.search(clause)
    if NO_START.match(clause) and not _UNSURE.search(clause) and not _OPEN_END.search(clause):
        return False  # 没本钱做啥生意
    return not knows and bool(_UNSURE.search(clause) or _ASKS.search(clause) or _A_NOT_A.search(clause))
