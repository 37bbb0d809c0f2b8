"""Yes or no by grammar: 有, 冇, 没断过, 早断了, 有车还找你们."""

import re
from collections.abc import Sequence

from knowledge.answers.asked_about import About, about
from knowledge.answers.contrasts import better_and_worse, parted, seasons
from knowledge.answers.echoing import Sign, done
from knowledge.answers.implying import BAD, ENDED, SETTLED, implied
from knowledge.answers.matters import matter, not_ours, plain_matter
from knowledge.answers.reaching import reached
from knowledge.answers.signs import AGREES, NO_START, YES_START, echoes, ironic, opens, plain, sign, turned, unclear
from knowledge.answers.somebody import named, told_of
from knowledge.parsed import Parsed
from knowledge.wordlists import wordlist

_LONGEST = 80
_LONG = 24
_FEW = 5
_SHORTEST = 2
_MOST_CLAUSES = 8
_CLAUSES = re.compile(r"[\s，。,.!！;；、…~～:：]+|(?<=[?？])")
_TAKEN_BACK = re.compile(r"(?<=.)(?:不对不?对?|说错了?|哦不是?|讲错了?)[，, ]+(?=.)")
_BUT = re.compile(r"^(?:但是?|不过|可是|只是|就是|然而|除了|偏偏)")
_ONCE = re.compile(r"以前|原来|从前|过去|前[几两]?年|去年|早先|之前|本来|那时|年轻")
_NOW = re.compile(r"现在|如今|目前|眼下|后来|没再")
_WRONG_IN_IT = re.compile(
    r"[少多漏错]写|写错|不对|没[算加写]|[记听写搞弄说念][反岔混倒漏]|不[止全]|不齐|"
    r"错了|[多少]了|应该是|不是|漏了|要改|改一下|哪有|我说的是"
)
_OF_OTHERS = re.compile(r"(?:隔壁|别人|人家|邻居|对门|村里?别)[^，]{0,6}(?:有|是|会|能|领|拿|都)")
_THERE_IS = re.compile(r"有(?:的|啊|倒是|是有|一|[两几二三]|个|台|本|部|辆)")
_EVER = re.compile(r"过(?!敏|年|得|不|期|世|户)")
_GUESSED = re.compile(r"(?:应该|估计|大概|可能|好像)")
_DENIED = ("不", "不是", "不对", "哪里", "不不", "不不不")
_NOT_SO = re.compile(
    r"^(?:也|话)?(?:不能|不好|别)这[样么]|^不(?:对|完全是|全是|是这样)|^也?不(?:至于|见得)|^谁[说讲]|^我们?(?:就|明明|当然|本来)就?是(?!不|没)|^你?[说记搞弄]错"
)
_NO_TROUBLE = re.compile(r"没有?(?:什么|啥)?(?:问题|毛病)[的啊呀了呢]*")
_NOT_RIGHT = re.compile(r"(?<!对)不对[吗吧呀么]?\W*$")
_NO_FAULT = re.compile(r"(?:嗯+|对|是的?)?[你您]?(?:没有?|没有?(?:理解|[听记写看搞弄说算认])错|不错)[的啊呀了呢哦吧]*")
_A_DIGIT = re.compile(
    r"(?:最后|末尾|尾号|中间|开头|前面|后面|第.{1,2}|倒数.{0,3})(?:面|头|边)?(?:那|的|一|[两三四几]|个|位|字|号|数|码)*(?:应该)?(?:是|错)"
)
_CORRECTED = re.compile(r"(?:我|应该|那个?|就)?是(?![的这那对没啊呀呢哦嗯真我])(.{1,8}?)[的啊呀呢哦嘛]*")
_CALLED = re.compile(r"名字|叫|姓|住|地址|[村镇乡县路]")
_ALL_RIGHT = re.compile(r"没错|对|是的|可以")
_SPELT_SO = wordlist("spelt")
_SPELT = re.compile(r"是?.{1,4}的那?个?(.)")
_RUN_ON = re.compile(r"((?:[对是嗯恩][的啊呀]*){1,4})([没不冇未].+)")
_YOU_SAY = re.compile(
    r"[你您](?:说|讲|看|觉得|想|评评理)(?:说|看|呢|啊|一下)*(?:(?P<v>[^你您]{1,2})[不没](?P=v).{0,3}|是不是|有没有|还.{1,4}[吗嘛]|.{1,4}不.{0,2})?"
)
_IN_A_WAY = re.compile(r"(?:勉强|也|就|应该|可以|差不多|基本)*算(?:是|有)?(?:的|了|啦|啊|有)*")
_ABOUT_RIGHT = re.compile(r"差不多|大差不差|大概(?:是|就)?这样|八九不离十|基本(?:上)?(?:对|是)?")


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
    if found is None or found.confirm or not turned(clauses, asked, found.value):
        return found
    return Parsed(found.value, found.words, True, "听起来是" if found.value else "听起来不是")


def clauses_of(text: str, asked: About) -> list[str]:
    """The clauses that are looked at."""
    clauses = [part for part in _CLAUSES.split(_kept(text.strip()[:_LONGEST], asked)) if part][:_MOST_CLAUSES]
    if len(clauses) > 1 and _YOU_SAY.fullmatch(clauses[-1].rstrip("？?")):
        clauses.pop()  # 走三步喘两步，你讲有没有: to ask so leaves no doubt
    return clauses


def _kept(text: str, asked: About) -> str:
    """What is left when words are taken back; 电话不对，其他没错 to 都对吗 takes nothing back."""
    return text if asked.checks else _TAKEN_BACK.split(text)[-1]


def _read(clauses: list[str], asked: About) -> Parsed[bool] | None:
    if asked.negative and (found := _to_a_no(clauses, asked)):
        return found
    if asked.negative and not asked.is_not and len(clauses) > 1 and clauses[0] in _DENIED:
        clauses = clauses[1:]  # 不，有一本: the 不 is for the question's no
    if asked.checks and not asked.negative and _ABOUT_RIGHT.match(clauses[0]):
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
    if (
        asked.checks
        and not asked.negative
        and any(_WRONG_IN_IT.search(clause) or _A_DIGIT.match(clause) for clause in clauses)
    ):
        brief = len(clauses) == 1 and len(clauses[0]) <= _FEW
        return Parsed(False, clauses[0], not brief, "" if brief else "说有地方不对")
    if asked.checks and (corrected := _corrected(clauses, asked)):
        return corrected
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


def _corrected(clauses: Sequence[str], asked: About) -> Parsed[bool] | None:
    """是五口 to 四口人，对吗: another than what was noted; 是梅花的梅 only spells it when it is in it."""
    found = next(filter(None, map(_CORRECTED.fullmatch, clauses)), None)
    if clauses[0] in _SPELT_SO and clauses[0][-1] in asked.text:
        return Parsed(True, clauses[0], True, "说的是同一个字")  # 耳东陈 to 您姓陈，对吗
    if not found and _CALLED.search(asked.text) and _another_name(clauses[0], asked):
        return Parsed(False, clauses[0], True, "说有地方不对")
    if not found or found[1] in asked.text or (found.string != clauses[0] and AGREES.fullmatch(clauses[0])):
        return None
    spelt = _SPELT.fullmatch(found.string)
    same = spelt is not None and spelt[1] in asked.text
    return Parsed(same, found.string, True, "说的是同一个字" if same else "说有地方不对")


def _another_name(said: str, asked: About) -> bool:
    """大民 to 陈大明，对吗."""
    shared = sum(letter in asked.text for letter in said)
    return len(said) in (2, 3) and 0 < shared < len(said) and not _ALL_RIGHT.search(said) and not opens(said)


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
    if opens(clauses[0]) or done(clauses[0], asked):
        return None
    if any(
        said and ((said.sure and plain(clause)) or ironic(clause)) for clause, said in zip(clauses, signs, strict=True)
    ):
        return None
    said = "，".join(clauses)
    if (come := reached(said, asked)) is not None:
        return Parsed(come, said, True, "听起来是" if come else "听起来不是")
    if named(clauses, asked):
        return Parsed(True, said, True, "听起来是")
    value = matter(said, asked) if len({each.value for each in signs if each}) <= 1 else None
    if value is None or any(each and each.sure and each.value == value for each in signs):
        return None
    return Parsed(value, said, True, "听起来是" if value else "听起来不是")


def _to_a_no(clauses: list[str], asked: About) -> Parsed[bool] | None:
    """An answer to 没有残疾证吧 or 不是替人报的吧 that takes up its no: 嗯 · 不是，我自己的事 · 也不能这样讲."""
    if run_on := _RUN_ON.match(clauses[0]):
        clauses = [run_on[1], run_on[2], *clauses[1:]]  # 对的没领过
    if _NOT_RIGHT.search(asked.text) and AGREES.fullmatch(clauses[0]) and clauses[0].startswith("对"):
        return Parsed(True, clauses[0], True, "问的话里带“没”或“不”，怕听反了")  # 这个数不对吗: 对的呀
    if _NO_TROUBLE.fullmatch(clauses[0]) and not asked.consent:
        return _agreed(clauses, asked)  # 没问题 to 没有隐患吧
    if AGREES.fullmatch(clauses[0]) or (asked.is_not and clauses[0].rstrip("的啊呀呢哦吧") in ("不", "不是")):
        return _agreed(clauses, asked)
    if len(clauses) > 1 and plain(clauses[0]) and NO_START.match(clauses[0]) and matter("，".join(clauses[1:]), asked):
        return Parsed(True, clauses[0], True, "说的有是有不是")  # 不会啊，我儿子在工地
    no_such = clauses[0].startswith("不会") and "会" not in asked.text
    if (_NOT_SO.match(clauses[0]) or no_such) and (len(clauses) == 1 or not sign(clauses[-1], asked)):
        return Parsed(True, clauses[0], True, "听起来是")
    return None


def _agreed(clauses: Sequence[str], asked: About) -> Parsed[bool] | None:
    """嗯 to 没有残疾证吧: it agrees, unless what follows says otherwise (对，有的)."""
    known = matter("，".join(clauses[1:]), asked)
    later = [said for clause in clauses[1:] if (said := sign(clause, asked))]
    if later and later[0].value and known is not False and (known or any(map(opens, clauses[1:]))):
        return Parsed(True, clauses[0], True, "说的有是有不是")
    if later and later[0].value:
        return Parsed(False, clauses[0], True, "听起来不是")
    bare = len(clauses) == 1
    return Parsed(False, clauses[0], bare, "问的话里带“没”或“不”，怕听反了" if bare else "")


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
