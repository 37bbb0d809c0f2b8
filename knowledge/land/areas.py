"""Areas: land in 亩 (三亩二分, 山上两亩田里一亩半) and houses in 平方米 (一百二十平, 三层每层80平, 长10米宽8米)."""

import re

from knowledge.land.floors import MU_IN_M2, floors, measured_out, storeys_apart
from knowledge.land.houses import (
    ASKED_GROUND,
    asked_house,
    beside,
    built_on,
    built_up,
    of_no_house,
    of_one_storey,
    of_the_house,
    sold,
    standing,
)
from knowledge.land.owners import own, with_own
from knowledge.land.pieces import (
    as_often_as,
    asked_about,
    asked_kind_is_gone,
    asks_for_loss,
    asks_for_rest,
    asks_what_is_left,
    clearly_asked,
    given_back,
    land_only,
    of_another_kind,
    rented_besides,
    undone,
)
from knowledge.land.plots import plots
from knowledge.land.shares import each_times, fraction, halved, how_many, most_of_it, said_each, without_fractions
from knowledge.numbers.bare import bare_numbers, unread
from knowledge.numbers.parts import Part, added_up, described, plainly, uncorrected, with_bare
from knowledge.numbers.retold import once
from knowledge.numbers.settling import (
    FORMER,
    LENT,
    NOW,
    TOTAL,
    Settled,
    answer,
    figure,
    former_less_now,
    less_lost,
    less_the_second,
    measured,
    settle,
)
from knowledge.numbers.tellers import of_latest_year
from knowledge.parsed import Parsed

_NO_LAND = re.compile(
    r"(?:没|无|冇|没得|没有)(?:有|得)?(?:什么|自己的?|一[分点块]?|半[分点])?(?:耕|水|田|山|菜|果|承包|土|林|旱|茶|竹|苗|花|鱼|虾|自留|宅基)*[地田山林园塘棚](?!方)|"
    r"名下(?:都|也)?(?:没有?|冇|无)(?:[，,。\s的啊]|$)|"
    r"[一半][亩分点厘块](?:田|地)*(?:都|也)?(?:没|冇|无)|哪来的?.{0,2}[田地]|哪有.{0,2}[田地]|[田地](?:倒|是|就|都|也)?(?:没有|冇|无)|不种[地田]|没(?:有)?种|没分(?:到|过|[田地]|(?=[，。\s]|$))|"
    r"^\s*(?:我?家?里?)?\s*(?:没有?|无|冇|零|没得|没的){1,3}(?:了|啊|呀|的|哦|咯|啦|嘛|有|呢)*\s*(?:[。.，,！!\s]|$)|"
    r"[，,。\s](?:我们?家?|自己)[就也都]*(?:没有?|冇|无)[的了]*(?:[。.，,！!\s]|$)"
)
_NO_MORE = re.compile(
    r"(?:早|都|全|就|现在)*没(?:有)?了|(?:征|卖|荒|占|分|拆|淹|毁|烧|塌|冲|填|退|推平|流转|收(?=回|走))(?:收|用)?(?:给[^，。\s]{1,8})?(?:完|光|掉|走|平|出去|回|了)|[不没]种了|没我的|哪有我|没份|送(?:给|人)|给[^，。]{1,4}种"
)
_NO_HOUSE = re.compile(
    r"(?:没|无|冇)(?:有|得)?(?:自己的?|什么|一间)*(?:住|楼|瓦|自建|商品)?(?:房|屋|厝|住处|地方住)|哪来的?房|哪有.{0,3}房|现在没有|"
    r"^\s*(?:没有?|无|冇|零|没得){1,3}(?:了|啊|呀|的|哦|咯|啦|嘛|有|呢)*\s*(?:[。.，,！!\s]|$)"
)
_SURELY_SOME = re.compile(
    r"(?:怎么|哪能|谁说|哪里)(?:会|是)?没|有啊|有的|说不|讲不|没(?:量|算|数|多少|几|多大|仔细|办|变|问题|想)|不知道|不晓得|记不|不清楚|[到去上进过]不[了去]|[量算数]什么|[路桥坝堤]都?(?:也)?[塌冲毁淹断]"
)
_COUNTED_BACK = re.compile(
    r"(?:你说|算算?|等于|那)[是有]?几亩|(?<![十百千好上])几亩[呢呀]?[?？]?$|"
    r"(?:租金?|卖|收|补贴?|产)[^，。\d]{0,4}[一二三四五六七八九][百千]一亩"
)
_GIVEN_UP = re.compile(
    r"(?:不|没|没有|没在|没再)[种养包做]了|没再[种养包做]|[卖退荒填拆推挖砍铲拔](?:掉|光|完|平)?了?$"
)
_ALL_GONE = re.compile(r"^[田地]?[都全早就]*(?:没有?了|冇了)|[征卖占](?:光|完|掉)了")
_FALLOW = re.compile(r"[抛撂]?荒(?:了|着|掉|废)*")
_AT_LEAST = re.compile(r"不止|顶天|至少|最少|起码|最多|顶多|不超过")
_NOT_COUNTED = re.compile(r"不算[^，。]|不算$|不能算")
_TENDED = re.compile(r"种|养|租|包|园|塘|棚")
_YET = re.compile(r"[^，,。\s]{0,4}[，,。\s啊呀]*(?:就|只|倒|不过|但|除了|种的是|.{0,3}是种)")
_ON_PAPER = re.compile(r"合同|证|登记|册|台账|说|报")
_MUCH_LAND, _MUCH_FLOOR = 1000.0, 3000.0
_PER_HEAD = re.compile(r"人均|每人|平均每")
_UNKNOWN = re.compile(r"不知道|不晓得|不清楚|没量过|没数|记不|[说讲]不[清准好]|不记得")
_DENIED = re.compile(r"(?:没|冇)有?$")
_SPARED = re.compile(
    r"(?:没|冇|未)(?:有)?(?:怎么|被|出)?(?:淹|租|流转|转包?|包出|荒|征|占|倒|塌|毁|损|受|坏|包|事|压|埋|影响)"
)
_ONE_FLOOR = re.compile(r"楼[上下]|[一1底][楼层]")
# 拆了一半剩六十; 我家占一半，一百六十平: the figure is what the share comes to.
_IS_THE_SHARE = re.compile(
    r"(?:半|分之.)[^|]{0,12}(?:剩|现在|还有|只有|能[住睡])[^，。]{0,4}$|"
    r"(?:半|平分|分之.)[，,。\s]+我们?家?[那这的]份(?:就|也|是|有|只|才)*$|"
    r"(?:占|归|[分得]到?了?)(?:我家?|我们)?(?:一半|.{1,2}分之.)[，,。\s]+[^共整全总原本房厝屋地田大栋]{0,6}$"
)
_COMES_TO = re.compile(r"(?:大概|大约|差不多|估计|约|就是|也就|等于|(?<!我)(?<!家)有)$")  # 屋顶掀了一半，大概四十平
_STILL_FIT = re.compile(r"[能可]以?住|还剩|没(?:有)?[倒塌坏]|完好|剩下")
_FIT_TOLD = re.compile(r"能[住睡]|住人的|还剩|剩下|好住")
_OF_SO_MANY = re.compile(
    r"[一二三四五六七八九十两\d]{1,2}间(?=房?[^，。\d]{0,2}[塌倒坏毁淹][了掉]*[一二三四五六七八九十两\d]间)"
)
_ALL_FLOORS = re.compile(r"建筑面积|建面|总面积")
_KEPT = re.compile(
    r"(?:一半|半数).{0,3}(?:是|种)|(?:动|能[^，。]{1,2}|种|好|熟|在用)的(?:也就|只有?|才|有|大概|就|不到|差不多)*(?:一半|半数)"
)


def area_mu(text: str, question: str = "") -> Parsed[float] | None:
    """Land in 亩; 0 for 没有地. What was added up or converted is asked back."""
    text = _COUNTED_BACK.sub(lambda found: "＿" * len(found[0]), added_up(plainly(text), "亩|分"))
    numbers = [number for number in _numbers(text) if not text.endswith(("一亩", "每亩"), 0, number.start)]
    parts = with_bare(without_fractions(_figures(plots(text), text), text), numbers, text)
    if not parts:
        return _measured(text) or _nothing(text, _NO_LAND, "亩", question)
    parts = once(uncorrected(parts, text), text)
    parts = with_own(parts, numbers, text)
    every = land_only(described(each_times(parts, text, "亩"), text))
    parts = own(every, text)
    if not parts:
        return None  # 一百二十平方的屋子
    chosen = asked_about(of_latest_year(parts, question), question)
    chosen = halved(chosen, text, "亩") if asks_for_loss(question) else chosen
    if gone := _given_up(parts, text, question):
        return answer(gone, text, "亩")
    settled = _as_measured(parts, question) or undone(parts, question, "亩") or _share(chosen, text, "亩", question)
    settled = settled or _what_is_left(parts, chosen, text, question)
    settled = settled or settle(chosen, text, "亩")
    others = "说了不止一个数" if len(parts) < len(every) or unread(settled.part, numbers, text) else ""
    return answer(settled, text, "亩", others or _doubt_of_land(settled.part, chosen, parts, text, question))


def _figures(parts: list[Part], text: str) -> list[Part]:
    """Without the 几亩 that the speaker does not know or denies: 几亩我讲不清; 没几亩，一亩半."""
    unknown = _UNKNOWN.search(text)
    return [p for p in parts if text[p.start] != "几" or not (unknown or _DENIED.search(text, 0, p.start))]


def _measured(text: str) -> Parsed[float] | None:
    """A piece of land told by its length and width in metres."""
    paced = measured_out(text)
    if len(paced) != 1:
        return None
    part = paced[0].times(1 / MU_IN_M2, "")
    return answer(Settled(part, f"{paced[0].working}，约{part.value:.2f}亩"), text, "亩")


def _as_measured(parts: list[Part], question: str) -> Settled | None:
    return None if _ON_PAPER.search(question) else measured(parts, "亩")


def _given_up(parts: list[Part], text: str, question: str) -> Settled | None:
    """种过三亩，前年就不种了; 水田早没了，剩旱地一亩: none of what was asked for."""
    part = parts[0]
    since = 0 if FORMER.search(text[: part.start]) else part.end
    gone = FORMER.search(text[: part.start]) and _ALL_GONE.search(text[: part.start])
    stopped = gone or (_GIVEN_UP.search(text, since) and _TENDED.search(question) and not NOW.search(part.about))
    if len(parts) != 1 or asks_for_loss(question) or not (stopped or asked_kind_is_gone(text[: part.start], question)):
        return None
    return Settled(part.times(0, ""), "说的像是现在没有了", (part.value,))


def _what_is_left(parts: list[Part], chosen: list[Part], text: str, question: str) -> Settled | None:
    if asks_for_loss(question) and (lost := former_less_now(parts, "亩")):
        return lost
    if given_back(parts, question) or (len(parts) == 2 and asks_for_rest(question, text[parts[-1].end :])):
        return less_the_second(parts, "亩")
    if len(parts) < 2 or len(chosen) < len(parts) or not asks_what_is_left(question):
        return None
    return less_lost(parts, "亩")


def _doubt_of_land(part: Part, chosen: list[Part], parts: list[Part], text: str, question: str) -> str:
    if part.value > _MUCH_LAND:
        return "这个数很大"
    if said_each(part, text):
        return "说的像是一份的数"
    if _AT_LEAST.search(text):
        return "说的是大概的数"
    if _NOT_COUNTED.search(text):
        return "说了有的不算"
    if part.rough or rented_besides([part], parts, question):
        return "说的是大概的数" if part.rough else "还有租来的地没有算进去"
    tilled = any(p.start != part.start and p.about.partition("|")[0].endswith("种") for p in parts)
    if "种" in question and tilled and "种" not in part.about:
        return "说了不止一个数"
    if len(parts) > 1:
        return "说了不止一个数" if len(chosen) < len(parts) and not clearly_asked(chosen, parts, question) else ""
    if "种" not in question:
        text = _FALLOW.sub("", text)  # 四亩，全抛荒了 is still land of theirs
    given_away = (
        (_NO_MORE.search(text) or LENT.search(text) or _NO_LAND.search(text))
        and part.value
        and not asks_for_loss(question)
    )
    return "说的像是已经不在种的地" if given_away else of_another_kind(part, question)


def area_m2(text: str, question: str = "") -> Parsed[float] | None:
    """A floor area in 平方米; 0 for 没有房子. What was multiplied or added is asked back."""
    text = storeys_apart(added_up(plainly(text), "平"))
    if asks_for_loss(question):
        text = _OF_SO_MANY.sub("", text)
    numbers = _numbers(text)
    parts = with_bare(without_fractions(floors(text), text), numbers, text)
    if not parts:
        return _nothing(text, _NO_HOUSE, "平方米", question)
    parts = described(once(uncorrected(of_the_house(beside(parts, numbers, text), text), text), text), text)
    every, parts = parts, own(parts, text)
    if len(parts) == 1 and not asks_for_loss(question) and sold(text):
        return answer(Settled(parts[0].times(0, ""), "说的像是现在没有了", (parts[0].value,)), text, "平方米")
    if one := of_one_storey(parts, text, question):
        return answer(one, text, "平方米")
    if built := built_up(parts, numbers, text, question):
        return answer(built, text, "平方米")
    chosen = asked_house(parts, question)
    if _STILL_FIT.search(question) and len(chosen) > 1 and (left := _still_fit(chosen)):
        return answer(left, text, "平方米")
    as_it_is = asks_for_loss(question) or ASKED_GROUND.search(question)
    there = chosen if as_it_is else standing(built_on(chosen, question), text) or chosen
    settled = _share(there, text, "平方米", question) or settle(
        described(each_times(there, text, "平方米"), text), text, "平方米"
    )
    several = len(there) < len(every) or unread(settled.part, numbers, text)
    doubt = "说了不止一个数" if several else _doubt_of_floor(settled.part, parts, text, question)
    return answer(settled, text, "平方米", doubt)


def _still_fit(parts: list[Part]) -> Settled | None:
    """原先一百多平，塌了半边，现在能住的就二十五平; 九十平塌了四十: what can be lived in, told or reckoned."""
    told = [part for part in parts if _FIT_TOLD.search(part.about.partition("|")[0])]
    return Settled(told[0], "说了不止一个数") if len(told) == 1 else less_lost(parts, "平方米")


def _share(parts: list[Part], text: str, unit: str, question: str) -> Settled | None:
    """一百二十亩我占四分之一; 六十平住四个人 when asked for each person's."""
    if len(parts) != 1:
        return None
    part = parts[0]
    if doubled := as_often_as(part, text, question, unit):
        return doubled
    if unit == "平方米" and _PER_HEAD.search(question):
        heads = how_many("人", part, text)
        working = f"{figure(part.value, unit)}÷{heads:g}人" if heads else ""
        return Settled(part.times(1 / heads, working), working, (part.value,)) if heads else None
    if not (share := fraction(text) or (asks_for_loss(question) and most_of_it(text))) or _KEPT.search(text):
        return None
    before = text[: part.start]
    if asks_for_loss(question) and share[1] in before and _COMES_TO.search(before) and not TOTAL.search(before):
        return Settled(part, f"{figure(part.value, unit)}是不是{share[1]}的数", (part.value * share[0],))
    if not asks_for_loss(question) and _IS_THE_SHARE.search(before):
        return Settled(part, f"{figure(part.value, unit)}是不是{share[1]}的数", (part.value * share[0],))
    working = f"{figure(part.value, unit)}的{share[1]}"
    return Settled(part.times(share[0], working), working, (part.value,))


def _doubt_of_floor(part: Part, parts: list[Part], text: str, question: str) -> str:
    if part.value > _MUCH_FLOOR:
        return "这个数很大"
    if len(parts) == 1 and not asks_for_loss(question) and of_no_house(parts[0], text):
        return "说的像是现在没有的房子"
    if _NO_HOUSE.search(text) and not asks_for_loss(question):
        return "说的像是没有自己的房子"
    if said_each(part, text):
        return "说的像是一层或一间的数"
    if _ONE_FLOOR.search(part.about):
        return "说的像是一层的数"
    storeys = how_many("层", part, text)
    return (
        f"是一层的还是{storeys:g}层一共的"
        if storeys and not TOTAL.search(text) and not _ALL_FLOORS.search(part.about)
        else ""
    )


def _numbers(text: str) -> list[Part]:
    """The numbers without a unit, unless the speaker says not to know."""
    return [] if _UNKNOWN.search(text) else without_fractions(bare_numbers(text), text)


def _nothing(text: str, none: re.Pattern[str], unit: str, question: str) -> Parsed[float] | None:
    """No figure: there is none (0), it is gone (0, asked back), or nothing was said."""
    if asks_for_loss(question) and (spared := _SPARED.search(text)):
        return Parsed(0.0, spared[0], unit=unit)
    if _SURELY_SOME.search(text):
        return None
    if found := none.search(text):
        but = _YET.match(text, found.end()) is not None
        return Parsed(0.0, found[0].strip(), but, "说的像是没有" if but else "", unit=unit)
    if found := _NO_MORE.search(text):
        return Parsed(0.0, found[0], True, "说的像是已经没有了", unit=unit)
    return None
