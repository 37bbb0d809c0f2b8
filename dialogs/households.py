"""The next household of somebody who reports for several: 还有一户 · 接着报第二户 吴美珠 · 再帮邻居报一户."""

import re

from knowledge.meaning import is_question
from knowledge.people.names import name

_LEAD = (
    "(?:那么?|好的?|行|嗯|然后|现在|我们?|还|也|想|要|得|另外|接下来|下面|接着"
    "|继续|就|再|又|等下|等会儿?|顺便|麻烦|请)*"
)
_HOME = "(?:户(?:人家)?|家(?![里庭具长属务门人老]))"
_NEXT = r"(?:第[二三四五2-5]|下一?|另外?一|别的?一?)"
_SOME = r"(?:一|1|两|2|二|几|三|3|多)"
_COUNTED = "[一1两2三3四4五5几]"
_STILL = "(?:很|困难户?|难|也|都|要|想|得|没|还没|报|的|登记|啊|呀|吧|呢|了)*"
_BREAK = r"[\s，,。、;；:：！!~…]"
_ENDS = rf"(?=$|{_BREAK}|叫|是|姓)"
_CALLED = re.compile(rf"(?:叫|是|姓|{_BREAK})*")
_WHO = "(?:[帮替给代]我?)?[^，。,\\s不没别]{0,6}?"
_REPORT = "(?:申报|上报|报|登记|填)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_LEAD}{_WHO}[再还也又要想接着继续]*{_REPORT}(?:{_NEXT}|{_SOME})?{_HOME}{_STILL}",
        rf"{_LEAD}{_WHO}[再还又]{{1,2}}要?{_REPORT}(?:下?一?个){_STILL}{_ENDS}",
        rf"{_LEAD}(?:我?这边|这里|村里|手上)?(?:还有|再有|另外有|下面是?|接着是?|接下来是?)(?:{_NEXT}|{_COUNTED}){_HOME}{_STILL}",
        rf"{_LEAD}(?:第[二三四五2-5]|下一|另一|另外一)户{_STILL}",
    )
)
# 还有三户，能不能一起报: asked or not, they are to be reported.
_TOGETHER = re.compile(
    "[，, ]*(?:能不能|可不可以|可以|行不行|能)?(?:一起|都|一块|也)?报?(?:能不能|行不行|可以|好)?[吗呢不？?]*$"
)
_MORE = re.compile(r"[再还又另]|接着|继续|接下|下面|下一|也[要想得]|第[二三四五2-5]|[两2二几三3多][户家]")
_SEVERAL = re.compile("[两2二几三3多][户家]")
# Another household: by its name, as a relative's home, as somebody of the village.
_ONCE_REMOVED = (
    "叔叔?|伯伯|伯父|大伯|二伯|阿伯|婶婶?|伯母|舅舅?|舅妈|姑姑?|姑妈|姑丈|姨妈?|阿姨|堂[哥弟姐妹]|表[哥弟姐妹]|侄[子女儿]|外甥女?|亲戚"
    "|亲家|朋友|老乡|同学|工友|邻居|隔壁|对门|对面|堂亲|厝边"
)
_RELATIVE = "(?:[一-鿿]{1,3}?)"
_ELSEWHERE = re.compile(
    rf"{_ONCE_REMOVED}|(?:我|我们)(?!们?家){_RELATIVE}(?:他们|她们)?(?:家(?![里具人]?[的务])|那边|那家|那一家|那户)"
    rf"|(?:村里|村上|我们村|队里|组里|旁边|前面|后面|楼[上下]|路口|别)(?:还|也|又)?有?[^，。,]{{0,6}}(?:[户家个人位]|老人|孤寡)"
    rf"|(?:别|另外|其他|其它|有的|好?几)(?:一|几|的)?(?:户|家|人家)|我(?!们?家)(?:的)?(?:大|二|三|小|老)?(?:[哥弟姐妹]){{1,2}}(?=也|还|都|想|要|那)"
)
_AS_WELL = re.compile(
    "(?:也|还|更|比我|都|一样|同样|好)[^，。,]{0,6}(?:困难|难|苦|穷|可怜|差|不好过|没人|没收入|没钱|没饭|没活|病|瘫|残|想报|要报|报)"
    "|也是?(?:一样|这样)|(?:还没|没有?|都没|未)(?:人)?(?:来)?(?:报|登记|申报|申请)|(?:想|要|得|帮|替)[^，。,]{0,6}报|没人(?:管|帮|照顾)|(?:困难|可怜|过不下去)"
)
_LONGEST = 200
_LONGEST_NAME = 4
# 第一户叫黄德福: which of several this one is.
_THIS_ONE = re.compile(
    rf"(?:^|(?<={_BREAK}))(?:那|好的?|先|我|要|就|报|是)*"
    r"(?:第[一二三四五1-5]|这一?|头一|下一)户(?:人家)?[的是]?"
)


def next_household(text: str) -> str | None:
    """What is told of another household that is to be reported; None when none is announced.

    >>> next_household("还有一户"), next_household("接着报第二户 吴美珠"), next_household("还有一户亲戚欠我钱")
    ('', '吴美珠', None)
    """
    text = _TOGETHER.sub("", text)
    if len(text) > _LONGEST or is_question(text.rstrip("呢？?。 ")):
        return None
    for pattern in _PATTERNS:
        found = pattern.match(text)
        if found and _MORE.search(found[0]) and _stands_alone(text[found.end() :]):
            return _CALLED.sub("", text[found.end() :], count=1)
    return None


def others_in_need(text: str) -> bool:
    """Does ``text`` tell of another household that is poor as well, or not reported yet?

    >>> others_in_need("我叔叔家也困难"), others_in_need("邻居还有一户没报"), others_in_need("我老伴也病了")
    (True, True, False)
    """
    if len(text) > _LONGEST or is_question(text):
        return False
    return any(_ELSEWHERE.search(clause) and _AS_WELL.search(clause) for clause in re.split("[。;；！!~…]", text))


def several(text: str) -> bool:
    """我要报两户: how many there will be, whoever the first one is."""
    return bool(_SEVERAL.search(text))


def without_place(text: str) -> str:
    """第一户叫黄德福 is 叫黄德福: what is told of this household, without its place among several."""
    return _THIS_ONE.sub("", text, count=1)


def _stands_alone(rest: str) -> bool:
    """Nothing follows in the same breath but who it is."""
    if re.match(_ENDS, rest):
        return True
    clause = re.split(_BREAK, rest, maxsplit=1)[0]
    found = name(clause) if len(clause) <= _LONGEST_NAME else None
    return found is not None and not found.confirm and found.value == clause
