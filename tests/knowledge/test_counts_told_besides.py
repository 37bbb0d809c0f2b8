"""Counts where others are told besides those who count: who is left out, who is meant, what sums it up."""

import pytest

from knowledge.heads.counts import count

NOT_ASKED_BACK = [
    ("家里几口人？", "大大小小九口", 9),
    ("该户几人？", "父亲、母亲、本人，共3人", 3),
    ("几个学生？", "初中一名、小学两名，一共三名", 3),
    ("您家几口？", "阿公阿嬷 我 我弟 四个", 4),
    ("家里几口人吃饭？", "六七个采茶工不算，自己家三个", 3),
    ("家里有几个劳动力？", "就老公一个，他开车我带娃", 1),
    ("您家几口人？", "四个，等媳妇生了就五个", 4),
    ("您家有几个残疾人？", "残疾人2", 2),
    ("几个老人？", "老人三", 3),
    ("有几个儿子？", "三个女儿没儿子", 0),
    ("有几个小孩？", "俩，7岁和11岁", 2),
    ("孩子几个？", "两个囝，大的结了婚，小的还没", 2),
    ("有几个小孩？", "没生，领养了一个儿子", 1),
    ("您家几口人？", "六口，去年少了一口，现在五口", 5),
]

ASKED_BACK = [
    ("家里几个人吃饭？", "平时就我跟老头子，周末女儿一家回来", 2),
    ("您生几个？", "两男一女，老大当兵去了", 3),
    ("孩子几个？", "龙凤胎加老大", 3),
    ("家里几个病人？", "我爸中风 前年走的 现在没有了", 0),
    ("家里几个党员？", "我叔公是老党员，早就走了", 0),
    ("请了几个帮工？", "请不起，都是自己做", 0),
    ("几个人有医保？", "六个人 除了刚出生的还没来得及报 都交了", 5),
    ("家里有几个人上班？", "女儿在超市，我在工地，女婿也刚去", 3),
    ("有几个人要照顾？", "瘫的爸 傻的哥 还有一个两岁的", 3),
    ("几个人受伤？", "死一个伤俩", 2),
    ("几个人受伤？", "三个轻的一个重的", 4),
    ("有几个孙辈？", "一个还在喝奶一个上大班", 2),
    ("食堂几个人没合同？", "六个阿姨加一个洗碗的师傅", 7),
    ("几个人欠你钱？", "包工头一个，还有个姓林的老板", 2),
    ("您家现在住几口人？", "五加一，刚添了孙子", 6),
    ("您有几个兄弟姐妹？", "上头两个姐下头一个妹", 3),
    ("您有几个兄弟姐妹？", "上头俩姐下头一妹", 3),
    ("您有几个兄弟姐妹？", "我是老小 上头三个哥哥", 3),
    ("有几个人跟您一起做工？", "连我六个", 5),
]

OF_THINGS = [
    ("死了几头猪？", "二十一 昨天又死两头", 23),
    ("死了几只羊？", "一只没死 都救回来了", 0),
    ("养几头猪？", "去年二十头 今年一头没养", 0),
    ("死了多少只鸡？", "三百只死剩五十", 250),
    ("住了几次院？", "今年第四次了", 4),
    ("合作社有几户？", "起初十二户，退了三户", 9),
]

NO_ANSWER = [
    ("家里几口人？", "等我翻一下本子"),
    ("全家几口人？", "老人家耳朵背 你讲大声点"),
    ("几个劳动力？", "我先去接孙子 等会说"),
]


@pytest.mark.parametrize(("question", "text", "value"), NOT_ASKED_BACK)
def test_whoever_does_not_count_leaves_no_doubt(question: str, text: str, value: int) -> None:
    found = count(text, question)
    assert found is not None
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(("question", "text", "value"), ASKED_BACK)
def test_what_was_put_together_is_asked_back(question: str, text: str, value: int) -> None:
    found = count(text, question)
    assert found is not None
    assert found.value == value
    assert found.confirm
    assert found.why


@pytest.mark.parametrize(("question", "text", "value"), OF_THINGS)
def test_things(question: str, text: str, value: int) -> None:
    found = count(text, question)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(("question", "text"), NO_ANSWER)
def test_somebody_who_has_no_answer_yet(question: str, text: str) -> None:
    assert count(text, question) is None
