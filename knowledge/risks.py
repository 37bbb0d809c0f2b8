"""What has struck a household: guesses among the nine causes of Annex 1, always for the person to confirm."""

import re
from dataclasses import dataclass

_HARMLESS = re.compile(
    r"没病没[灾痛]|没(?:有|得)?(?:什么)?(?:大)?(?:病|残疾|灾|车祸)|不是(?:因为)?(?:生?病|残疾|灾|疫情)|无病|身体(?:很|都|还)?(?:好|健康)|病(?:都)?好了|"
    r"看着|看见|看好|意外(?:收入|之喜|地)|旱地|旱厕|旱季作|大学(?:城|路|里)|(?:高中|初中|大专|小学|中专|大学)(?:没|未)?(?:毕业|文化|学历|水平)|"
    r"(?:没|不|少)(?:怎么)?(?:读|念)(?:过)?书|读书少|疫情(?:前|以前|之前)|手术室打扫|医院(?:打扫|做|当|上班|食堂)|走了(?:几|很多|好|一|半|[0-9])|"
    r"失业金|上学期|残疾人?(?:学校|联合会)|残联|不欠债|没(?:有)?欠债|病假条|保健|卖药|书记"
)
_RULES: dict[str, tuple[tuple[str, float], ...]] = {
    "illness": (
        (r"癌|肿瘤|化疗|放疗|透析|尿毒症|肾衰|肾病|白血病|心梗|搭桥|支架|中风|脑梗|脑溢血|脑出血|偏瘫|肝硬化|植物人|重病|大病|病倒|换肾|移植|"
         r"红斑狼疮|帕金森|心脏病|肺病|尘肺|肝病|血友病|瘤|病危|ICU|精神病|精神分裂|抑郁症|老年痴呆|癫痫", 2.0),
        (r"住院|开刀|手术|治病|看病|生病|得病|有病|病了|医药费|医疗费|药费|治疗|医院|病重|长期吃药|吃药|慢性病|糖尿病|高血压|化验|卧床|痛风|类风湿", 1.0),
    ),
    "schooling": (
        (r"学费|助学|住宿费|供(?:孩子|小孩|娃|儿子|女儿|两个|三个|不起)|考上|上大学|读大学|上大专|上高中|读高中|念大学|读书的?(?:钱|费)|交不起学|"
         r"生活费.{0,4}(?:大学|学校)|大学生", 2.0),
        (r"上学|读书|念书|大学|大专|中专|职高|高中|研究生|开学|书本费", 1.0),
    ),
    "disaster": (
        (r"台风|洪水|暴雨|水淹|被淹|淹了|淹死了|内涝|泥石流|滑坡|塌方|火灾|着火|失火|烧了|烧光|烧掉|烧没|冰雹|冻灾|霜冻|冻死|干旱|大旱|旱灾|地震|雷击|"
         r"房子(?:被)?(?:冲|刮|吹|倒|塌)|厝倒|山洪|发大水|大水|受灾|遭灾|水冲", 2.0),
    ),
    "disability": (
        (r"残疾|残障|瘸|截肢|瘫在床|瘫痪|失明|聋|哑(?!巴亏)|盲人|眼瞎|瞎了|看不见|听不见|智障|智力(?:低|有|障|不)|脑瘫|自闭症|残了|一级残|二级残|"
         r"走不了路|站不起来|坐轮椅|腿断了", 2.0),
    ),
    "epidemic": ((r"疫情|新冠|隔离|封控|阳了|方舱", 2.0),),
    "accident": (
        (r"车祸|交通事故|撞(?:了|伤|死|断)|工伤|摔(?:伤|断|死|下|坏)|溺水|淹死(?!了?[几两一二三四五0-9]*[头只])|触电|意外|出事|去世|过世|走得突然|"
         r"(?:爸|妈|老公|老婆|儿子|女儿|爱人|男人|丈夫|顶梁柱|人)(?:突然)?(?:走|没|死)了|丧事|被骗|诈骗|坐牢|被抓|判刑|事故|砸(?:伤|断|到)|烫伤|烧伤|打伤", 2.0),
    ),
    "industry_failure": (
        (r"亏本|亏了|亏损|赔了|赔本|绝收|颗粒无收|卖不出去|卖不掉|滞销|没人(?:要|买|收)|猪瘟|(?:猪|鸡|鸭|鱼|羊|牛|鹅|虾|蜂|鳗)[^，。,]{0,4}(?:死|病)|"
         r"死了[^，。,]{0,5}(?:猪|鸡|鸭|鱼|羊|牛)|大棚(?:倒|塌)|果树(?:死|烂|没)|(?:果|菜|茶|稻|橘|橄榄|枇杷)[^，。,]{0,4}(?:烂|死)|生意(?:倒|差|做不)|关门|关店|店倒|"
         r"倒闭|合作社[^，。,]{0,3}(?:倒|散)|价格跌|跌价|没收成|收成(?:差|不好|少)", 2.0),
    ),
    "unstable_job": (
        (r"失业|没(?:有)?(?:工做|活干|事做|工作|活做|班上|地方打工)|下岗|裁员|被裁|被辞|辞退|厂(?:子)?(?:倒|关|停|搬|黄)|停工|停产|找不到(?:工作|活|事)|"
         r"(?:拖欠|欠)(?:了)?(?:我)?(?:几个月|[一二两三四五六七八九十0-9]+个月)?(?:的)?工资|欠薪|工资(?:没发|发不|拿不)|打零工|没人(?:请|雇|招)|回家待业|待业|丢了工作|工作丢|活(?:少|不多)", 2.0),
        (r"零工|临时工|工地停|没开工|不景气", 1.0),
    ),
    "other": (
        (r"没(?:有)?(?:劳力|劳动力|人干活)|做不动|干不动|带孩子(?:走不开|没法)|离婚|离了|单亲|孤儿|危房|漏雨|漏水|墙裂|没水喝|水(?:脏|不能喝|断)|"
         r"欠(?:了)?(?:很多|好多|一屁股|外|[一二两三四五六七八九十几0-9]+万)?(?:的)?债|还不[起上]|孤寡|独居|没人(?:管|养|照顾)|年纪大|老了", 1.5),
    ),
}  # fmt: skip
_COMPILED = {code: tuple((re.compile(p), w) for p, w in rules) for code, rules in _RULES.items()}
# Treatment after an accident or a flood is its consequence: the cause is asked for.
_CONSEQUENCES = frozenset("住院 开刀 手术 医药费 医疗费 药费 治疗 医院".split())
_EVENTS = ("accident", "disaster", "epidemic")


@dataclass(frozen=True, slots=True)
class Guess:
    """One cause with a score (0..1) and the words that speak for it."""

    code: str
    score: float
    words: tuple[str, ...]


def guess_risks(text: str) -> tuple[Guess, ...]:
    """The causes ``text`` speaks of, best first; empty when it tells none."""
    plain = _HARMLESS.sub("＿", text)
    found = {code: _matches(plain, code) for code in _COMPILED}
    if any(found[event] for event in _EVENTS):
        found["illness"] = {w: s for w, s in found["illness"].items() if w not in _CONSEQUENCES}
    guesses = [_guess(code, words) for code, words in found.items() if words]
    return tuple(sorted(guesses, key=lambda guess: -guess.score))


def _matches(text: str, code: str) -> dict[str, float]:
    """Words found -> their weight."""
    return {match[0]: weight for rule, weight in _COMPILED[code] for match in rule.finditer(text)}


def _guess(code: str, words: dict[str, float]) -> Guess:
    return Guess(code, round(1 - 0.55 ** sum(words.values()), 3), tuple(words))


def clear_risk(text: str) -> Guess | None:
    """The one cause that stands out; None when there is none or two are near each other."""
    guesses = guess_risks(text)
    if not guesses or guesses[0].score < 0.45:
        return None
    return guesses[0] if len(guesses) == 1 or guesses[0].score - guesses[1].score >= 0.2 else None
