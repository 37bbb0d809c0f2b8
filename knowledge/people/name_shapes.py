"""What looks like a Chinese name, and what never is one: counts, relatives, titles, everyday words."""

import re

from knowledge.people.kinship import HEAD_WORDS, MEANING
from knowledge.people.surnames import COMPOUND, SINGLE, surname_of
from knowledge.wordlists import wordlist

_CUT_BLANK = re.compile(r"[\s。，,.!！?？]+")
# Characters that stand in sentences and hardly ever in names.
_SENTENCE = re.compile(
    r"[的了吗呢吧啊呀不没我你他她它们这那么什怎很都就病困贫穷死药债给被把在跟看说吃哪谁也还要岁啦哦嗯]|(?<!^)钱|^[老小阿][一-鿿]$|[镇乡村区县市]$|社区|街道|"
    r"有[困病钱人事难没]|低保|残疾|住院|手术|上学|打工|失业|台风|申请|报贫|人工|帮助|进度|撤回|修改|跳过|同意|可以|电话|身份"
)
_EVERYDAY = wordlist("not_names") | wordlist("place_names")
_DOUBTFUL = wordlist("doubtful_names")
_DIGIT = "[零〇一二两三四五六七八九十百千几半俩仨]"
_MEASURE = "[个口人只头条亩分块元钱毛角岁天日月年号楼斤次户家间套辆位名孩娃张份成倍点里]"
# 四个人, 一万八, 十来亩, 全家四口: counts and amounts. 万 begins a name as well (万福), so it begins none here.
_COUNTED = re.compile(
    rf"^(?:第|好|上|有)?{_DIGIT}+[万亿零一二两三四五六七八九十百千]*[多来把]?(?:$|{_MEASURE})|"
    r"^万[把多来]?[块元斤]|[一二两三四五六七八九十几][个口亩岁块]|\d"
)
_AMOUNT = re.compile("[一二两三四五六七八九十几][百千万]")
_KIN_LONG = "|".join(sorted((re.escape(word) for word in MEANING if len(word) > 1), key=len, reverse=True))
_KIN_SHORT = "[爸妈爹娘父母公嬷哥弟姐妹叔伯侄姨婶嫂舅姑爷婆囝仔]"
_KIN_FIRST = re.compile(
    rf"[我咱俺依阿老大小]*(?:{_KIN_SHORT}(?:家|们|那边)?$|(?:{_KIN_LONG}))|"
    r"[二三四五六](?:婶|叔|伯|姨|舅|姑|爷|公|嬷|嫂|哥|姐|爸|妈|儿子|女儿)|(?:老人|小孩|孩子|大人|家人|病人|乡亲|村民)"
)
_KIN_LAST = re.compile(
    "(?:老婆|老公|老伴|爱人|丈夫|妻子|媳妇|儿子|女儿|孙子|孙女|爸爸|妈妈|父亲|母亲|爷爷|奶奶|邻居|老人|孩子)家?$"
)
_YES_NO = re.compile(
    "(?:是|对|好|行|可以|同意|嗯|恩|中|要|愿意|有|能|会|成|确认|知道|晓得|没|无|否|别的?|算了)+"
    "(?:的|了|啊|呀|吧|呢|哦|哈)*|不.*"
)
_TOPIC = re.compile("低保|残疾|住院|手术|上学|打工|失业|台风|申请|帮助|进度|撤回|修改|跳过|电话|身份|人工")
_PLACE_LAST = re.compile("[镇乡村区县市]$|社区|街道")
_PLACE_PART = re.compile("^.?[溪坪洋峰洲浦墩埔岭坑垄垵厝湾寮].{2}$|[坪峰洲浦墩埔岭坑垄垵厝湾寮溪]$")


def could_be_name(text: str) -> bool:
    """Might ``text`` be somebody's name, however unusual? Never a count, an amount, a relative, a yes or no."""
    text = _CUT_BLANK.sub("", text)
    if not text or text in _EVERYDAY or _TOPIC.search(text) or _YES_NO.fullmatch(text):
        return False
    surnamed = text[0] in SINGLE or text[:2] in COMPOUND
    if text[:2] in COMPOUND and len(text) > 2:
        return True
    if _COUNTED.search(text) or _PLACE_LAST.search(text) or _KIN_LAST.search(text):
        return False
    if text in MEANING or (not surnamed and _KIN_FIRST.match(text)):
        return False
    return surnamed or not (_AMOUNT.search(text) or _PLACE_PART.search(text))


_ORDINARY = 3  # characters: surname and two
_HAN = re.compile(r"[一-鿿]{2,4}")
_TITLE = re.compile(
    r"(?:某某?|某人|氏|家|总|导|老?伯|老[爹爷奶婆]|阿[婆公伯嬷]|依[伯公婆嬷姆叔婶]|伯伯|婆婆|公公|叔叔|叔|婶|嫂|哥|姐|姨|婆|嬷|爷|奶|书记|主任|村长|支书|镇长|乡长|队长|组长|会计|老师|师傅|"
    r"医生|护士|老板|经理|先生|女士|小姐|太太|同志|同学|阿姨|大叔|大伯|大爷|大妈|大嫂|大哥|大姐|大婶|老汉|老头|老太|奶奶|爷爷|"
    r"干部|警官|律师|厂长|校长|院长|委员|代表|主席|老师傅|师|工|队|姓|老)"
)
_ASKS = re.compile(
    "干嘛|干啥|干什|啥|如何|怎|[用写做算打改填记错对]$|^[就是叫写用做别先再都]|[来去过掉停退返撤重加减半层题股差便务收入家屋职昼冇伓]|[昨前后]天|个月|礼拜"
)
# 全淹, 查过, 念错: characters that end a remark, and surnames that begin remarks more often than names.
_REMARK = re.compile("^.[过错掉丢完乱淹到去起出人保光空坏断]$|[呗咯嘞噻咧]|^.{1,2}(?:少|多)[写给拿算]")
_RARELY_SURNAMES = frozenset("应全查都单念农上来向和那时常保党力丰习位占明强计谈路边盖盘扬揭植沿后尚巴劳班")
# What follows a surname and is no given name: 姓什么, 名字, 那个.
_NO_GIVEN = re.compile(r"(?:名|姓|字|那个?|这个?|先|来|个|两|是|人家|家里?)$")


_PET_NAME = re.compile("[阿依].")


def titled(candidate: str) -> bool:
    """陈书记, 黄女士, 池伯: a surname and how one is spoken to."""
    surname = surname_of(candidate)
    return bool(surname) and bool(_TITLE.fullmatch(candidate[len(surname) :]))


def doubt_about(candidate: str, announced: bool = False, alone: bool = False) -> str | None:
    """None when this is nobody's name; else why it is to be asked back, empty when it is a name beyond doubt.

    ``announced``: said to be the name (我叫 …); ``alone``: nothing else was said.
    """
    if (
        not _HAN.fullmatch(candidate)
        or _SENTENCE.search(candidate)
        or candidate in MEANING
        or candidate.startswith(HEAD_WORDS)
    ):
        return None
    surname = surname_of(candidate)
    if candidate in COMPOUND or titled(candidate) or _NO_GIVEN.fullmatch(candidate[len(surname) :]):
        return None
    everyday = candidate in _EVERYDAY
    if len(candidate) == _ORDINARY and candidate[:2] in _EVERYDAY and not everyday and len(surname) == 1:
        return "这也是平常说话的词" if announced or alone else None  # 应该是, 高兴旺
    if everyday and announced and surname:
        return "这也是平常说话的词"
    if everyday or not could_be_name(candidate):
        return None
    if not surname and (_ASKS.search(candidate) or _PET_NAME.fullmatch(candidate)):
        return None
    if not surname:
        return "这个姓少见" if len(candidate) <= _ORDINARY and (announced or alone) else None
    if len(candidate) > _ORDINARY and len(surname) == 1:
        return "名字有四个字" if announced or alone else None
    if _REMARK.search(candidate) and not announced:
        return None
    if surname in _RARELY_SURNAMES and not (announced or alone):
        return "这是名字吗"
    if candidate in _DOUBTFUL:
        return "这也是平常说话的词" if announced or alone else None
    return ""
