"""Danger in what people write: recognised before anything else, at every step (rulings 6).

A danger missed is worse than one too many, so patterns are wide; what sounds alike and is harmless is masked first.
"""

import re
from dataclasses import dataclass
from typing import Literal

DistressKind = Literal["suicide", "food", "shelter", "medical", "violence", "disaster"]

_HARMLESS = re.compile(
    # 打 that hits nobody
    r"自打|打我(?:的|家|这个|这|爸的?|妈的?|儿子的?|女儿的?|老公的?|老婆的?)?(?:电话|手机|座机|号码|号|微信|语音)|打我\s*[0-9１]|"
    r"被打(?:工|发|动|开|印|扫|包|湿|听|击|乱|断(?!腿|手|骨|肋))|(?:没|没有|不|不会|从不)(?:被)?打(?:过)?我|"
    # 死 and 饿 of animals and plants, or as an exclamation
    r"(?:猪|鸡|鸭|鹅|羊|牛|鱼|狗|兔|虾|鳗|蜜蜂|树|苗|菜)[^，。,]{0,6}(?:饿|想死|快不行|没吃的|没东西吃|中毒|被困|要死|快死)|"
    r"饿死了?[^，。,]{0,4}[头只条羽][^，。,]{0,3}|(?:不|没)饿|饿死鬼|想死你|(?:吵|烦|累|热|冷|气|急|愁|忙)得?要死了?|"
    # things that fail, not people
    r"(?:生意|厂子?|店|公司|养殖场|果园|合作社|手机|车子?|机器|大棚|眼睛|腿脚?|手|腰|膝盖|身体|体力|干活|种地)[^，。,]{0,4}(?:快|也|都)?不行了?|"
    # over and done
    r"抢救(?:过来|无效|回来)|昏迷过|(?:中毒|晕倒|昏倒)过|跳楼价|被困[扰难]|资金被困|"
    r"(?:去年|前年|大前年|以前|早年|那年|多年前|[0-9一二三四五六七八九十几]+年前)[^。！？!?]{0,14}(?:自杀|喝农药|跳楼|上吊|跳河)[^，。,]{0,4}"
    r"(?:走|死|去世|过世|没)了?|"
    r"(?:不会|没有|没|不是|从没)(?:想|要|去)?(?:自杀|轻生|寻短见|不想活|想不开|想死)|喝水|打(?:了|过)?农药|农药店"
)
_PAST = re.compile(
    r"(?:去年|前年|大前年|以前|早年|那年|上个?月|上半年|[0-9一二三四五六七八九十几]+年前?|[0-9一二三四五六七八九十]+个?月前?|春节|之前)[^。！？!?]{0,16}$"
)
_NOW = re.compile(r"现在|正在|还在|马上|快来|救|刚刚|今天|今晚|困|出不来")

# Most urgent first.
_SIGNS: tuple[tuple[DistressKind, re.Pattern[str], bool], ...] = (
    ("suicide", re.compile(
        r"不想活|不要活了|活不下去|活不成|活够了|活着(?:没|真没|也没|还有什么)|没法活|想死|死了(?:算了|干净|好)|去死|不如死|自杀|轻生|寻短|"
        r"自尽|(?:喝|吃|灌)(?:了|下|点|瓶)?(?:一瓶|半瓶|点)?(?:农药|百草枯|敌敌畏|老鼠药|安眠药)|跳楼|跳河|跳江|跳井|跳桥|上吊|割腕|"
        r"一了百了|了结(?:自己|一切|生命)|结束生命|遗书|想不开|没有?活路|死给"
    ), False),
    ("medical", re.compile(
        r"快不行|人不行了|不行了[，。,]?(?:快|救)|昏迷|昏过去|晕过去|晕倒|昏倒|大出血|血止不住|止不住血|流血不止|吐血|急救|救命|抢救|没气了|没呼吸|没心跳|"
        r"喘不[上过]气|透不过气|口吐白沫|抽搐|中毒|休克|病危|快死了|要死了|救护车|没有?钱(?:去)?(?:住院|抢救|做手术|动手术|救命)|农药中毒"
    ), False),
    ("violence", re.compile(
        r"家暴|挨打|被(?:我)?(?:他|她|人|老公|丈夫|男人|儿子|媳妇|邻居|家里人|爸|妈|别人)?(?:天天|经常|又|往死里)?打(?!算|理|工)|"
        r"打我|(?:天天|老是|经常|又|喝酒就|喝醉就|动手|往死里)打(?!工|牌|电话|麻将|零工|扫|针|点滴|吊)|殴打|毒打|虐待|拿刀|砍(?:人|我|死)|要杀|杀了我|"
        r"被关(?:起来|在家|在屋)|强奸|性侵|猥亵|不让我出门"
    ), False),
    ("disaster", re.compile(
        r"被困|困在(?:屋顶|楼|房顶|水|车|电梯|山|洪|洞|井)|出不来了|水(?:已经|都)?(?:漫|淹|灌|涌|冲|进)(?:进|到|上)?(?:来|屋|家|房|二楼|床)|"
        r"(?:洪水|山洪|泥石流)(?:来了|冲|下来)|着火|起火|失火|山体?滑坡|塌方|被埋|埋在|埋住|被水(?:冲|围)|被洪水|煤气泄[漏露]|燃气泄[漏露]|冲走了"
    ), True),
    ("shelter", re.compile(
        r"没有?(?:地方|房子|屋子?|哪里)(?:可以)?(?:住|睡|去|安身)|没处(?:住|睡)|没有?家可?(?:回|归)|无家可归|睡(?:在)?(?:外面|桥洞|大街|马路|街上|路边|车站|露天|公园)|"
        r"露宿|流落街头|被赶出|(?:房子?|房屋|屋子?|厝|屋顶|墙)(?:全|都|要|快|快要|被[^，。]{0,6})?(?:塌|倒(?!闭|出))"
    ), True),
    ("food", re.compile(
        r"没有?(?:饭|米|粮|东西|得|什么)(?:可以|可)?(?:吃|下锅|了)|没米|没粮|没吃的|没有吃的|揭不开锅|断粮|断炊|断顿|饿(?:了|着)?(?:肚子)?[0-9一二两三四五好几]+[天顿]|"
        r"饿肚子|饿得|快?要?饿死|挨饿|肚子饿|(?:我|我们|孩子|小孩|娃|老人|一家人?|全家)(?:都|在|很|好|快)?饿|吃不[上起]饭|吃不饱|没钱买(?:米|菜|吃的)|"
        r"上顿没下顿|[0-9一二两三四五好几]+天没(?:有)?吃(?!药)|讨饭|要饭"
    ), False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Distress:
    """A danger and the words that tell it."""

    kind: DistressKind
    words: str


def distress(text: str) -> Distress | None:
    """The most urgent danger told in ``text``; None for none, or for one long over."""
    plain = _HARMLESS.sub(lambda found: "＿" * len(found[0]), text)
    for kind, sign, may_be_past in _SIGNS:
        for found in sign.finditer(plain):
            if not (may_be_past and _is_past(plain, found)):
                return Distress(kind, found[0])
    return None


def _is_past(text: str, found: re.Match[str]) -> bool:
    """A flood of last year is a hardship to report, not an alarm."""
    return bool(_PAST.search(text[: found.start()])) and not _NOW.search(text)
