"""Yes or no by grammar: 有, 冇, 没断过, 早断了, 有车还找你们."""

import re
from collections.abc import Sequence

from knowledge.answers.asked_about import About, about
from knowledge.answers.contrasts import better_and_worse, parted, seasons
from knowledge.answers.echoing import Sign, done
from knowledge.answers.implying import BAD, ENDED, SETTLED, implied
from knowledge.answers.matters import matter, not_ours, plain_matter
from knowledge.answers.noted import ABOUT_RIGHT, noted_wrong
from knowledge.answers.reaching import reached
from knowledge.answers.signs import AGREES, NO_START, YES_START, echoes, ironic, opens, plain, sign, turned, unclear
from knowledge.answers.somebody import named, told_of
from knowledge.answers.to_a_no import to_a_no
from knowledge.parsed import Parsed

_LONGEST = 80
_LONG = 24
_SHORTEST = 2
_MOST_CLAUSES = 8
_CLAUSES = re.compile(r"[\s，。,.!！;；、…~～:：]+|(?<=[?？])")
_TAKEN_BACK = re.compile(r"(?<=.)(?:不对不?对?|说错了?|哦不是?|讲错了?)[，, ]+(?=.)")
_BUT = re.compile(r"^(?:但是?|不过|可是|只是|就是|然而|除了|偏偏)")
_ONCE = re.compile(r"以前|原来|从前|过去|前[几两]?年|去年|早先|之前|本来|那时|年轻")
_OF_THE_PAST = re.compile(f"{_ONCE.pattern}|过(?:吗|没|么)|有没有.{{0,8}}过")
_NOW = re.compile(r"现在|如今|目前|眼下|后来|没再")
_OF_OTHERS = re.compile(r"(?:隔壁|别人|人家|邻居|对门|村里?别)[^，]{0,6}(?:有|是|会|能|领|拿|都)")
_THERE_IS = re.compile(r".{0,4}是有(?!的)|有(?:的|啊|倒是|是有|一|[两几二三]|个|台|本|部|辆)")
_EVER = re.compile(r"过(?!敏|年|得|不|期|世|户)")
_SIGHS = re.compile("[哎唉诶]+呀?")
_SPARED = re.compile("(?:还好|好在|幸好|幸亏|万幸|人?都?没什?么?事)")
_GUESSED = re.compile(r"(?:应该|估计|大概|可能|好像)")
_DENIED = ("不", "不是", "不对", "哪里", "不不", "不不不")
_NO_FAULT = re.compile(r"(?:嗯+|对|是的?)?[你您]?(?:没有?|没有?(?:理解|[听记写看搞弄说算认])错|不错)[的啊呀了呢哦吧]*")
_HEARD = re.compile(r"我?(?:晓得|知道|明白|听懂|听到|清楚)了?[啊哦]?|这样[啊哦子]*")
_YOU_SAY = re.compile(
    r"[你您](?:说|讲|看|觉得|想|评评理)(?:说|看|呢|啊|一下)*(?:(?P<v>[^你您]{1,2})[不没](?P=v).{0,3}|是不是|有没有|还.{1,4}[吗嘛]|.{1,4}不.{0,2})?"
)
_IN_A_WAY = re.compile(r"(?:勉强|也|就|应该|可以|差不多|基本)*算(?:是|有)?(?:的|了|啦|啊|有)*")


def by_grammar(text: str, question: str = "") -> Parsed[bool] | None:
    """The truth of what was asked, or None for hesitation, a question back, or what grammar cannot make out."""
    asked = about(question)
    clauses = clauses_of(text, asked)
    if not clauses:
        return None
    if _IN_A_WAY.fullmatch(clauses[0]) and asked.text and not asked.negative and len(clauses) == 1:
        return Parsed(True, clauses[0], True, "说的是“算是”")
    if (value := plain_matter("".join(clauses), asked)) is not None:
        return Parsed(value, clauses[0])
    if (value := told_of(clauses, asked)) is not None:
        return Parsed(value, clauses[0], asked.negative, "听起来不是" if asked.negative else "")
    if asked.no_fault and _NO_FAULT.fullmatch(clauses[0]):
        clauses[0] = "对"  # 没有 to 我没听错吧
    found = _read(clauses, asked)
    if found and not found.confirm and asked.tagged:
        return Parsed(found.value, found.words, True, "问的话里带“没”或“不”，怕听反了")
    told = len(clauses) == 1 and not plain(clauses[0]) and not ironic(clauses[0])
    known = matter(clauses[0], asked) if told and reached(clauses[0], asked) is None else None
    if found and known is not None and known != found.value:
        return Parsed(known, found.words, True, "听起来是" if known else "听起来不是")  # 都有活干 to 有人失业吗
    if found is None or found.confirm or not turned(clauses, asked, found.value):
        return found
    return Parsed(found.value, found.words, True, "听起来是" if found.value else "听起来不是")


def clauses_of(text: str, asked: About) -> list[str]:
    """The clauses that are looked at."""
    clauses = [part for part in _CLAUSES.split(_kept(text.strip()[:_LONGEST], asked)) if part][:_MOST_CLAUSES]
    if len(clauses) > 1 and "知道" not in asked.text and _HEARD.fullmatch(clauses[0]):
        clauses.pop(0)
    if any(not _SIGHS.fullmatch(clause) for clause in clauses):
        clauses = [clause for clause in clauses if not _SIGHS.fullmatch(clause)]  # 走了五年了 哎 胃癌
    if len(clauses) > 1 and _ONCE.match(clauses[0]) and _NOW.match(clauses[-1]) and not _OF_THE_PAST.search(asked.text):
        clauses = clauses[-1:]  # 以前难，现在好了
    if len(clauses) > 1 and _YOU_SAY.fullmatch(clauses[-1].rstrip("？?")):
        clauses.pop()  # 走三步喘两步，你讲有没有: to ask so leaves no doubt
    return clauses


def _kept(text: str, asked: About) -> str:
    """What is left when words are taken back; 电话不对，其他没错 to 都对吗 takes nothing back."""
    return text if asked.checks else _TAKEN_BACK.split(text)[-1]


def _read(clauses: list[str], asked: About) -> Parsed[bool] | None:
    if asked.negative and (found := to_a_no(clauses, asked)):
        return found
    if asked.negative and not asked.is_not and len(clauses) > 1 and clauses[0] in _DENIED:
        clauses = clauses[1:]  # 不，有一本: the 不 is for the question's no
    if asked.checks and not asked.negative and ABOUT_RIGHT.match(clauses[0]):
        return Parsed(True, clauses[0], True, "说的是差不多")
    signs = [None if echoes(clauses, at, asked) else sign(clause, asked) for at, clause in enumerate(clauses)]
    others = [bool(_OF_OTHERS.match(clause)) for clause in clauses]
    if any(each and not other for each, other in zip(signs, others, strict=True)):
        signs = [None if other else each for each, other in zip(signs, others, strict=True)]
    doubtful = any(
        not said
        and unclear(clause, asked)
        and clause.rstrip("？?") not in asked.text
        and not (clause != clauses[-1] and any(signs) and not unclear(clause.rstrip("？?"), asked))  # 指望他？…
        for clause, said in zip(clauses, signs, strict=True)
    )
    if doubtful and not (signs[-1] and plain(clauses[-1])):
        return _guessed(clauses, signs, asked)
    if asked.checks and (found := noted_wrong(clauses, asked)):
        return found
    if seasons(clauses, signs, asked):
        value = not asked.every or clauses[0].startswith(("平时", "平常", "一般", "白天"))
        return Parsed(value, clauses[0], True, "有时是，有时不是")
    worse = better_and_worse(clauses, signs, asked)
    if worse is not None and not any(map(opens, clauses)):
        return Parsed(worse, clauses[0], True, "听起来是" if worse else "听起来不是")
    if known := _known(clauses, signs, asked):
        return known
    if any(signs):
        return _weighed(clauses, signs, asked, doubtful)
    return _meant(clauses, asked) if asked.text else None


def _guessed(clauses: Sequence[str], signs: Sequence[Sign | None], asked: About) -> Parsed[bool] | None:
    """应该有吧，村里统一扣的: they think so, and say why. 有的，你看要不要: said first, then something else."""
    if (first := signs[0]) and plain(clauses[0]) and len(clauses[0]) > 1 and not AGREES.fullmatch(clauses[0]):
        return Parsed(first.value, clauses[0], True, "听起来是" if first.value else "听起来不是")
    if len(clauses) == 1 or not _GUESSED.match(clauses[0]) or unclear(clauses[-1], asked):
        return None
    value = matter("，".join(clauses[1:]), asked)
    return None if value is None else Parsed(value, clauses[0], True, "说的是“应该”")


def _known(clauses: Sequence[str], signs: Sequence[Sign | None], asked: About) -> Parsed[bool] | None:
    """What is known of the matter, where no yes or no says more."""
    if _of_another(clauses[0], asked) and matter("，".join(clauses[1:]), asked):
        return Parsed(True, "，".join(clauses), True, "说的有是有不是")
    if opens(clauses[0]) or done(clauses[0], asked):
        return None
    if asked.hardship and _SPARED.match(clauses[0]) and not any(each and each.value and each.sure for each in signs):
        hurt = len(clauses) > 1 and (any(each and each.value for each in signs) or matter("，".join(clauses), asked))
        return Parsed(False, clauses[0], True, "听起来不是") if hurt else None  # 还好没事，只是跑了点鱼
    if any(
        said and ((said.sure and plain(clause)) or ironic(clause)) for clause, said in zip(clauses, signs, strict=True)
    ):
        return None
    said = "，".join(clauses)
    told = matter(said, asked)
    if (come := reached(said, asked)) is not None:
        return Parsed(come, said, True, "听起来是" if come else "听起来不是")
    if named(clauses, asked):
        return Parsed(True, said, True, "听起来是")
    value = told if len({each.value for each in signs if each}) <= 1 else None
    if value is None or any(each and each.sure and each.value == value for each in signs):
        return None
    return Parsed(value, said, True, "听起来是" if value else "听起来不是")


def _of_another(clause: str, asked: About) -> bool:
    """没证，不过断了三个指头 to 有人残疾吗: what is denied is not what was asked."""
    rest = NO_START.sub("", clause, count=1).lstrip("有过")
    pairs = [rest[at : at + 2] for at in range(len(rest))]
    about_it = any(verb in rest for verb in asked.verbs) or any(pair in asked.text for pair in pairs)
    return bool(NO_START.match(clause)) and bool(rest) and not about_it


def _weighed(
    clauses: Sequence[str], signs: Sequence[Sign | None], asked: About, doubtful: bool = False
) -> Parsed[bool]:
    """All clauses together: the first that answers decides, and what contradicts it makes us ask."""
    said = [each for each in signs if each]
    value, words = said[0].value, clauses[signs.index(said[0])]
    if _EVER.search(asked.text) and _once_at_least(clauses, said, asked):
        return Parsed(True, words, True, "说的有是有不是")
    plainly = {each.value for each in _surely(clauses, signs)}
    if not said[0].sure and not ironic(words) and plainly == {not value}:
        return Parsed(not value, words, True, "说的有是有不是")  # 听说有，一分钱没见到
    if not_ours(clauses, asked):
        return Parsed(False, words, True, "听起来是别人的")
    if _all_but(clauses, asked):
        return Parsed(True, words, True, "说有，又说了别的")
    if (retort := _retort(clauses, signs, asked)) is not None:
        return Parsed(retort, words, True, "听起来是" if retort else "听起来不是")
    if _one_but(clauses, asked):
        return Parsed(True, words, True, "说有，又说了别的")
    if (part := parted(clauses, signs, asked)) is not None:
        return Parsed(part, words, True, "说的有是有不是")
    if any(each.value != value for each in said):
        kept = not _last_counts(clauses, signs) or (said[0].sure and matter("，".join(clauses), asked) == value)
        return Parsed(value if kept else said[-1].value, words, True, "说的有是有不是")
    over = value and not (_EVER.search(asked.text) and "过" in words) and _over(clauses, asked)
    hurt = not value and asked.hardship and any(BAD.search(clause) for clause in clauses if clause != words)
    hard = value and not asked.hardship and any(BAD.search(clause) for clause in clauses) and not YES_START.match(words)
    sure = said[0].sure and not hard and not hurt and not over and not any(_BUT.match(clause) for clause in clauses)
    sure = sure and not doubtful
    why = "" if sure else "原来有，后来没有了" if over else "听起来是" if value else "听起来不是"
    return Parsed(value and not over, words, not sure or sum(map(len, clauses)) > _LONG, why)


def _one_but(clauses: Sequence[str], asked: About) -> bool:
    """有一个，不亮: there is one, whatever is wrong with it."""
    later = clauses[1:]
    ended = any(_NOW.search(clause) or ENDED.search(clause) or re.search("没有|冇", clause) for clause in later)
    return asked.exists and bool(_THERE_IS.match(clauses[0])) and bool(later) and not ended


def _all_but(clauses: Sequence[str], asked: About) -> bool:
    """除了我爸，别人都没有: so one has it."""
    return asked.exists and len(clauses) > 1 and clauses[0].startswith(("除了", "除开", "除去"))


def _retort(clauses: Sequence[str], signs: Sequence[Sign | None], asked: About) -> bool | None:
    """摩托车都卖了，哪来的小车: a retort that names what was asked about says more than what came before."""
    for clause, each in zip(clauses[1:], signs[1:], strict=True):
        if each and ironic(clause) and sum(letter in asked.letters for letter in clause) > 1:
            return each.value
    return None


def _surely(clauses: Sequence[str], signs: Sequence[Sign | None]) -> list[Sign]:
    """都健全，就是老了: what only adds to what was said is no yes."""
    pairs = zip(clauses, signs, strict=True)
    return [each for clause, each in pairs if each and each.sure and not _BUT.match(clause)]


def _once_at_least(clauses: Sequence[str], said: Sequence[Sign], asked: About) -> bool:
    """申请过，没批 · 没啊，十年前给过三百: it has happened, whatever came of it."""
    if said[0].value:
        return any(not each.value for each in said)
    return any(matter(clause, asked) for clause in clauses[1:])


def _last_counts(clauses: Sequence[str], signs: Sequence[Sign | None]) -> bool:
    """嗯 … 没有 · 前年有 … 现在没有: what comes last is what is so."""
    if AGREES.fullmatch(clauses[0]) or (signs[-1] and len(clauses[-1]) <= _SHORTEST):
        return True
    first = next(clause for clause, said in zip(clauses, signs, strict=True) if said)
    later = clauses[clauses.index(first) + 1 :]
    return bool(_ONCE.search(first)) or any(_NOW.search(clause) for clause in later)


def _over(clauses: Sequence[str], asked: About) -> bool:
    """吃过，前年拿掉了: it was so once."""
    ended = [found[0] for clause in clauses if (found := ENDED.search(clause)) and not NO_START.match(clause)]
    if asked.hardship:
        ended = [words for words in ended if SETTLED.search(words)]  # a shop that closed ends no trouble
    return any(words not in asked.text and words[0] not in asked.letters for words in ended)


def _meant(clauses: Sequence[str], asked: About) -> Parsed[bool] | None:
    """No word for yes or no, but an answer all the same (租的 to 是自己的吗). Always asked back."""
    said = "，".join(clauses)
    value = implied(said, clauses[0], asked)
    if value is None:
        return None
    return Parsed(value, said, True, "听起来是" if value else "听起来不是")
