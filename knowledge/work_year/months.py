"""Months of work in a year: 大半年, 三月到十月, 两百天, 就歇了两个月, 厦门四个月福州三个月."""

import re
from dataclasses import replace

from knowledge.numbers.bare import bare_numbers
from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part, described, plainly, uncorrected
from knowledge.numbers.retold import once
from knowledge.numbers.settling import Settled, answer, settle
from knowledge.numbers.tellers import of_asked_year, of_latest_year, of_this_person, other_year, others_only
from knowledge.parsed import Parsed
from knowledge.wordlists import wordtable
from knowledge.work_year.halves import in_parts
from knowledge.work_year.listed import listed
from knowledge.work_year.rests import alternating, asks_for_rest, by_season, is_rest
from knowledge.work_year.spans import both_ends, with_months_named, worked_between
from knowledge.work_year.spells import spells

_WORDS = {name: re.compile(pattern) for name, pattern in wordtable("work_year")["words"].items()}
_BUT_NEW_YEAR = re.compile(r"除(?:了|开)?(?:过年|春节|正月)[^。]{0,7}(?:都|一直)(?!没|不|闲|歇)")
_NOT_SAID = re.compile(
    r"不记得|想不起|忘了?|记不|不晓得|不知道|不清楚|说不[准清好]|不一定|看情况|有没有|有活就|没活就|有一天没一天|[两三四五六七八九一几]个?多?月[以之]?前|断断续续$|不好[算说]"
)
_AGAIN_NONE = re.compile(
    r"^[\s＿，]*(?:去年|今年|一年)?(?:都|也|就|倒)?(?:没有?|无|冇|零|没得)(?:了|啊|呀|的|哦|咯|啦|嘛|有|呢)*\s*(?:[。.，,！!\s]|$)"
)
_UNTRUE = re.compile(r"(?:都|也|的)?(?:没(?!休|停|歇|断|间断|回|请假)|不(?!停|休|歇)|就(?!是))")
_ILL_ALL_YEAR = re.compile(r"(?:都|就|全)?(?:是)?(?:在(?:医院|家|床|病)|住院|吃药|生病|卧床|躺)")
_MEANT = re.compile(r"本来|说好|打算|原定|计划|想[做干去]|原来[说想]")
_ON_PAPER = re.compile(r"台账|登记|表上|写|合同|报的?是|记的")
# 工地开了十个月 我只做了六个
_OTHERS_SPELL = (re.compile(r"(?<![在去进到])(?:工地|工期|厂子?|老板|公司|店里?|项目)[^，。我|]{0,4}\|"),)
_MINE = re.compile(r"(?:我|自己)[^，。|]{0,3}(?:只|才|就|做|干)")
_CUT_SHORT = re.compile(r"晚[去来到]|迟[去来]|早[走回]|提前")
_AMID = re.compile(r"中间|中途|当中|里面|里头")
_UNPAID = re.compile(r"拖|欠|没[给发结拿]|[发给]了|押|工资[^，。|]*没|没算钱")
_NOT_A_DAY = re.compile(r"(?<![\d十百一二三四五六七八九])一天(?:都|也)?[没冇]有?(?=[歇休停落请缺])")
_WITHIN = re.compile(r"^有$|中间|中途|其中|里面|里头|当中")
_FOR_YEARS = re.compile(r"(?:都)?没(?:有)?(?:再)?(?:[做干]|出去|打工|上班|工作)|[做干]不[了动]|[做干]不成|干不得")
_IDLE_SINCE = re.compile(r"瘫|躺|病|住院|在家|没[做干去出]|[做干]不|歇|退休|失业|下岗|带(?:孩|孙|娃)")
_IDLE_ALL_YEAR = re.compile(
    r"(?<![没不无＿])(?:关在|[待呆在]家|在屋|在厝|躺|卧床|病|医院|住院|陪护|闲|歇|失业|待业|没活|没工|没事做|没[去做出]|带(?:孩|孙|娃)|瘫)(?!在外)"
)
_AGAIN = re.compile(r"又|再|另|还")
_AT_WORK = re.compile(r"有(?:活|工)|做|干|打工|上班|在外|外面|出工|工地|厂")
_AT_LEAST = re.compile(r"偶尔|零星|[没不](?:有)?[做干]?(?:超过|满)|至少|最少|起码|最多|顶多")
_WHOLE_TOLD = re.compile(rf"(?:{wordtable('work_year')['words']['whole']})(?=[，。；,;\s])")
_NONE_TOLD = re.compile(r"一个月(?:都|也)?没[做干去]")
_UP_TO_THE = re.compile(r"(?:做|干|打|上|待|跑)到第(?P<nth>[\d一二三四五六七八九十]{1,2})个月")
_PIECE = re.compile(r"个(?=$|[，。,\s左上吧啊多])")
_LESS = re.compile(r"扣|减|除|去掉|刨|歇|休|停|生病|没|少|在家|不算|回家|封")
_LEFT = re.compile(r"(?:就|只|剩下?|才|等于|实际|实做|算|共|是|还有)[^，。又再后另]{0,3}$")
_CLAUSE = re.compile(r"[，。；;,]")
# 一个月做十天的样子，全年都有
_DAYS_A_MONTH = re.compile(
    r"(?:一个?|每个?)月[^，。\s\d一二两三四五六七八九十]{0,3}(?P<days>1?\d(?!\d)|[一二两三四五六七八九]?十[一二三四五六七八九]?)[来多几]?天"
)
_MONTHS, _TWO_YEARS, _NEAR, _DAYS = 12, 23, 0.01, 30


def months(text: str, question: str = "") -> Parsed[int] | None:
    """Months worked in a year (or without work, when those are asked for), 0 to 12; computed and rough ones are
    asked back."""
    text = _NOT_A_DAY.sub(lambda found: "＿" * len(found[0]), plainly(text))
    if other_year(text, question):
        return None
    text = with_months_named(of_asked_year(text, question))
    if turns := alternating(text) or by_season(text):
        value = 12 - turns[0] if asks_for_rest(question) else turns[0]
        return _whole(Settled(Part(value, value, value, 0, len(text)), turns[1]), text)
    told = uncorrected(spells(text), text)
    if parts := in_parts(text, told):
        return _whole(Settled(_asked(parts, question), _asked(parts, question).working), text)
    every = described(once(told, text), text)
    chosen = of_this_person(of_latest_year(_real(every), question), text, question)
    if chosen and not (_for_years(chosen, text) or _outdone_by_dates(chosen, text)):
        if others_only(chosen, text, question) and (none := _WORDS["none"].search(text, chosen[-1].end)):
            return Parsed(0, none[0], True, "说的像是自己没有出去做", unit="月")
        settled = _worked(chosen, text, question)
        doubt = "说了不止一个数" if len(chosen) < len(every) or _says_otherwise(text, settled) else ""
        doubt = doubt or ("说的像是别人的" if "谁" not in question and others_only(chosen, text, question) else "")
        settled = _with_a_span(settled, text)
        return _whole(settled if settled.why else replace(settled, why=doubt), text)
    return _by_name(text, question) or _without_number(text, question)


def _with_a_span(settled: Settled, text: str) -> Settled:
    """年头做到清明，后来又做了一个月: from when to when is told besides, so it is added, or a doubt at least."""
    span = None if settled.why else both_ends(text)
    if not span or abs(span.value - settled.part.value) < 1 or span.start <= settled.part.start < span.end:
        return settled
    together = settled.part.value + span.value
    if not _AGAIN.search(text) or together > _MONTHS:
        return replace(settled, why="又说了别的起止时间", others=(span.value,))
    part = replace(settled.part, low=together, high=together, value=together)
    return Settled(part, f"{span.value:g}＋{settled.part.value:g}＝{together:g}个月", (settled.part.value,))


def _asked(worked: Part, question: str) -> Part:
    """The months worked, or what they leave of the year when the months without work are asked for."""
    if not asks_for_rest(question):
        return worked
    left = _MONTHS - worked.value
    return replace(
        worked, low=left, high=left, value=left, working=f"一年12个月，减去{worked.value:g}个月，算{left:g}个月"
    )


def _real(parts: list[Part]) -> list[Part]:
    """Without what was only meant, is only written, or is still unpaid, where something else is told."""
    others = _OTHERS_SPELL if any(_MINE.search(part.about) for part in parts) else ()
    for unreal in (_MEANT, _ON_PAPER, _UNPAID, *others):
        parts = [part for part in parts if not unreal.search(part.about)] or parts
    return parts


def _says_otherwise(text: str, settled: Settled) -> bool:
    """Is the whole year told besides, or that nothing was done?"""
    whole = settled.part.value != _MONTHS and _WHOLE_TOLD.search(text)
    return bool(whole or _NONE_TOLD.search(text))


def _for_years(parts: list[Part], text: str) -> bool:
    """腿坏了三年了没做过: years that are no answer."""
    if not all(part.value > _TWO_YEARS for part in parts):
        return False
    return bool(_FOR_YEARS.search(text, parts[-1].end) or _IDLE_SINCE.search(text, 0, parts[-1].start))


def _outdone_by_dates(parts: list[Part], text: str) -> bool:
    """台账写十二个月，实际四月才去."""
    return all(_ON_PAPER.search(part.about) for part in parts) and worked_between(text) is not None


def _by_name(text: str, question: str) -> Parsed[int] | None:
    """The year as a whole, or told by the names of months and feasts."""
    if _BUT_NEW_YEAR.search(text):
        return Parsed(11, text.strip()[:60], True, "一年里除了过年都在做，算11个月", unit="月")
    if nth := _UP_TO_THE.search(text):
        number = quantities(nth["nth"])[0].value
        why = f"{nth[0]}，算{number:g}个月"
        return _whole(Settled(Part(number, number, number, *nth.span()), why, (number - 1,)), text)
    if found := _WORDS["whole"].search(text):
        return _whole_year(found, text, question)
    if span := listed(text, asks_for_rest(question)) or worked_between(text):
        return _whole(Settled(span, span.working), text)
    return None


def _worked(parts: list[Part], text: str, question: str) -> Settled:
    """The spells asked for together; when only the others are told, the year less them."""
    rested = [part for part in parts if is_rest(part, text, question)]
    work = [part for part in parts if part not in rested]
    resting = asks_for_rest(question)
    if (left := _told_as_left(parts, text)) and not resting:
        return Settled(left)
    wanted, others = (rested, work) if resting and (rested or _is_work(work)) else (work, rested)
    if resting and rested:
        wanted = [part for part in parts if part in rested or not _is_work([part])]  # 封了两个月 过年一个月
    whole_year = len(wanted) == 1 and wanted[0].value == _MONTHS and not resting
    if whole_year and (others or _IDLE_ALL_YEAR.search(wanted[0].about)):
        return _less(others or wanted, text, resting)  # 十二个月减两个月; 一年都在医院
    within = [part for part in wanted[1:] if _WITHIN.search(part.about.partition("|")[0])]
    if wanted:
        kept = [part for part in wanted if part not in within]
        together = settle(kept, text, "个月", may_shrink=False)
        if within and not together.why:
            together = replace(together, why="中间还说了别的月数")
        if not together.why and _AT_LEAST.search(text):
            together = replace(together, why="说的是大概的数")
        if others and not resting and not together.why:
            together = _interrupted(together, others)
        return together if together.part.value <= _MONTHS or len(kept) == 1 else _likeliest(kept)
    return _less(others, text, resting)


def _interrupted(worked: Settled, rested: list[Part]) -> Settled:
    """工期八个月，我晚去了一个月: less what was missed; 十个月，中间歇俩月: perhaps less that."""
    missed = sum(part.value for part in rested)
    left = worked.part.value - missed
    if left <= 0 or not any(_CUT_SHORT.search(part.about) or _AMID.search(part.about) for part in rested):
        return worked
    working = f"{worked.part.value:g}个月，减去{missed:g}个月，算{left:g}个月"
    if all(_CUT_SHORT.search(part.about) for part in rested):
        return Settled(replace(worked.part, low=left, high=left, value=left), working, (worked.part.value,))
    return replace(worked, why="中间还说了歇的月数", others=(left,))


def _told_as_left(parts: list[Part], text: str) -> Part | None:
    """四个月，扣掉生病的一个月就三个月: the last is what the first comes to without the second."""
    if len(parts) != 3 or not _LESS.search(parts[1].about):
        return None
    fits = abs(parts[0].value - parts[1].value - parts[2].value) < _NEAR
    return parts[2] if fits and _LEFT.search(text, parts[1].end, parts[2].start) else None


def _likeliest(parts: list[Part]) -> Settled:
    """Too many months for one year: the figure told most often, else the one of work, else the last."""
    values = [part.value for part in parts]
    often = max(reversed(parts), key=lambda part: values.count(part.value))
    working = [part for part in parts if _is_work([part])]
    return Settled(working[0] if len(working) == 1 and values.count(often.value) == 1 else often, "说了不止一个数")


def _is_work(parts: list[Part]) -> bool:
    return any(
        re.search(
            r"打工|上船|出海|跑[船车]|营业|开门|[做干](?!什么)|有(?:活|工|事)|在外|出去|上班|工地|厂|除[了开]",
            part.about,
        )
        for part in parts
    )


def _less(others: list[Part], text: str, resting: bool) -> Settled:
    """A year, or the span that is told, less what was not asked for."""
    less = sum(part.value for part in others)
    span = None if resting else both_ends(text)
    whole = span.value if span and span.value > less else float(_MONTHS)
    left = max(0.0, whole - less)
    why = f"{'一年12' if whole == _MONTHS else f'{whole:g}'}个月，减去{less:g}个月，算{left:g}个月"
    return Settled(replace(others[0], low=left, high=left, value=left, working=why), why)


def _whole(settled: Settled, text: str) -> Parsed[int] | None:
    """In whole months; None for what is no part of a year."""
    found = answer(settled, text, "月")
    if found.value > _TWO_YEARS and not found.confirm:
        return Parsed(_MONTHS, found.words, True, "说的是几年，一年算12个月", unit="月")
    if not 0 <= found.value <= _MONTHS:
        return None
    value = int(found.value + 0.5)
    rough = settled.part.rough or value != found.value
    why = found.why or ("说的是大概的数" if rough else "")
    others = tuple(int(other + 0.5) for other in found.others)
    return Parsed(value, found.words, bool(why), why, found.low, found.high, "月", others=others)


def _whole_year(found: re.Match[str], text: str, question: str) -> Parsed[int] | None:
    clause = _CLAUSE.split(text[: found.start()])[-1] + _CLAUSE.split(text[found.end() :])[0]
    resting = asks_for_rest(question)
    if _ILL_ALL_YEAR.match(text, found.end()) or _IDLE_ALL_YEAR.search(clause):
        why = "" if resting else "说的像是整年都没有做"
        return Parsed(_MONTHS if resting else 0, found[0], bool(why), why, unit="月")
    if resting and _AT_WORK.search(clause):
        return Parsed(0, found[0], True, "说的像是整年都在做", unit="月")
    if _UNTRUE.match(text, found.end()):
        return None
    if few := _DAYS_A_MONTH.search(text):
        days = quantities(few["days"])[0].value
        left = int(days * _MONTHS / _DAYS + 0.5)
        return Parsed(_MONTHS, found[0], True, f"一个月只做{days:g}天", unit="月", others=(left,))
    return Parsed(_MONTHS, found[0], unit="月")


def _without_number(text: str, question: str) -> Parsed[int] | None:
    counted = _PIECE.sub("", text)  # 11个
    plain = [number for number in bare_numbers(counted) if number.value <= _MONTHS]
    if len(plain) == 1 and len(quantities(text)) == 1:
        return _whole(Settled(plain[0]), text)
    if plain and (kept := uncorrected(plain, text)) and len(kept) == 1:
        return _whole(Settled(kept[0]), text)
    if _NOT_SAID.search(text):
        return None
    if found := _AGAIN_NONE.search(text):
        return Parsed(0, found[0].strip(), unit="月")
    resting = asks_for_rest(question)
    if found := _WORDS["none"].search(text):
        rest = resting and not _WORDS["nearly_whole"].search(text)
        return Parsed(_MONTHS if rest else 0, found[0].strip(), rest, "说的像是整年都没有做" if rest else "", unit="月")
    for name, value, why in (("nearly_whole", _MONTHS, "说的像是整年都在做"), ("hardly", 0, "说的像是没有出去做")):
        if found := _WORDS[name].search(text):
            return Parsed(_MONTHS - value if resting else value, found[0], True, why, unit="月")
    if _FOR_YEARS.search(text):
        return Parsed(_MONTHS if resting else 0, text.strip()[:60], True, "说的像是没有出去做", unit="月")
    return None
