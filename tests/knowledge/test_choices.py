"""Which of several options: by place, label, other words, brackets; several where the question allows several."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.choices.choosing import choice
from knowledge.choices.placing import placed

CAUSES = ["因大病", "因学", "因灾", "因残", "务工就业不稳", "其他"]
HELP = ["低保金", "养老金", "残疾人补贴", "粮食补贴", "以上都没有"]
MONEY = ["3000元以下", "3000到5000元", "5000到10000元", "1万元以上"]
HOUSE = ["自有住房", "租房", "借住", "没有住处"]
MARRIED = ["未婚", "已婚", "离异", "丧偶"]
TWO = ["给自己家报", "替别人报"]
ONE: list[tuple[str, list[str], int | None]] = [
    ("倒数第二个", CAUSES, 4),
    ("第三种吧，去年台风", CAUSES, 2),
    ("１还是２啊，你写2吧", CAUSES, 1),
    ("不是第三个，是第四个", CAUSES, 3),
    ("3号", CAUSES, 2),
    ("D.", CAUSES, 3),
    ("老公得了癌", CAUSES, 0),
    ("不是因病，是房子塌了", CAUSES, 2),
    ("在工地没活了", CAUSES, 4),
    ("都不是", CAUSES, 5),
    ("都不是", MARRIED, None),
    ("租", HOUSE, 1),
    ("以前租的，现在住自己盖的", HOUSE, 0),
    ("住我妹妹家，不收钱", HOUSE, 2),
    ("老伴前年走了", MARRIED, 3),
    ("去年判的，孩子跟我", MARRIED, 2),
    ("自家", TWO, 0),
    ("下面那个", TWO, 1),
    ("我是村主任，不过这次是自己家的事", TWO, 0),
    ("一年大概四千", MONEY, 1),
    ("两万多", MONEY, 3),
    ("两千五", MONEY, 0),
    ("都行", CAUSES, None),
    ("你是谁", CAUSES, None),
    ("写信行不行", CAUSES, None),
    ("9", CAUSES, None),
]
HEALTH = ["健康", "一般", "有慢性病或体弱", "长期卧床"]
WORK = ["务农", "务工", "经商", "无业"]
FAR = ["半小时内", "半小时到1小时", "1到2小时", "2小时以上"]
DISABLED = ["视力", "听力", "言语", "肢体", "智力", "精神", "多重"]
VILLAGES = ["岭头村", "叶洋村", "菜岭村", "贵洋村"]
SAFE = ["安全", "一般", "危险"]
LAND = ["自己种", "荒着", "被征用"]
ANY_TIME = ["上午", "下午", "晚上", "都可以"]
OTHER_WORDS: list[tuple[str, list[str], int | None]] = [
    ("床上躺了四年了", HEALTH, 3),
    ("药一天三顿", HEALTH, 2),
    ("还扛得动一百斤", HEALTH, 0),
    ("在码头扛包", WORK, 1),
    ("摆摊卖鱼丸", WORK, 2),
    ("一个半小时", FAR, 2),
    ("四十分钟摩托", FAR, 1),
    ("个把钟头吧", FAR, 1),
    ("左腿截了", DISABLED, 3),
    ("会听不会讲", DISABLED, 2),
    ("又聋又哑还看不见", DISABLED, 6),
    ("种菜的菜 山岭的岭", VILLAGES, 2),
    ("啥时候都行，我天天在家", ANY_TIME, 3),
    ("下午吧，上午要下地", ANY_TIME, 1),
    ("房东催房租", HOUSE, 1),
    ("一个人摊下来八千", MONEY, 2),
    ("刚好过了五千一点", MONEY, 2),
    ("这几个有什么区别", HEALTH, None),
    ("没病没灾 好得很", ["很好", "一般", "有大病"], 0),
    ("梁让虫蛀空了", SAFE, 2),
    ("去年才翻修的 稳得很", SAFE, 0),
    ("长草了", LAND, 1),
    ("修高速占了", LAND, 2),
    ("以前在厂里 现在失业", ["务农", "外出务工", "没有工作"], 2),
    ("住大儿子那边", ["独居", "与配偶同住", "与子女同住"], 2),
    ("一年不如一年", ["增加了", "差不多", "减少了"], 2),
]
SEVERAL = [
    ("1 2 4", (0, 1, 3)),
    ("2和4", (1, 3)),
    ("一三", (0, 2)),
    ("第一个和第三个", (0, 2)),
    ("前两个都有", (0, 1)),
    ("除了第一个都有", (1, 2, 3)),
    ("除了养老金其他都有", (0, 2, 3)),
    ("全部都有", (0, 1, 2, 3)),
    ("低保跟粮补", (0, 3)),
    ("养老金有 低保没有", 1),
    ("只有养老金", 1),
    ("一个都没有", 4),
    ("啥也没", 4),
    ("低保金停了 现在没有了", 4),
    ("都难", (0, 1, 2, 3)),
]


@pytest.mark.parametrize(("text", "options", "index"), ONE)
def test_one(text: str, options: list[str], index: int | None) -> None:
    found = choice(text, options, "请选一个")
    assert (found.value if found else None) == index


@pytest.mark.parametrize(("text", "options", "index"), OTHER_WORDS, ids=[text for text, *_ in OTHER_WORDS])
def test_one_in_other_words(text: str, options: list[str], index: int | None) -> None:
    found = choice(text, options, "是哪一种？")
    assert (found.value if found else None) == index


@pytest.mark.parametrize(("text", "indexes"), SEVERAL)
def test_several(text: str, indexes: int | tuple[int, ...]) -> None:
    found = choice(text, HELP, "享受哪些？可以选几个")
    assert found is not None
    assert found.value == indexes


@pytest.mark.parametrize(("text", "options"), [("第三个", CAUSES), ("租", HOUSE), ("因残", CAUSES), ("养老金", HELP)])
def test_a_plain_choice_is_not_read_back(text: str, options: list[str]) -> None:
    found = choice(text, options, "请选一个")
    assert found is not None
    assert not found.confirm


def test_two_to_a_single_choice_are_asked_about() -> None:
    found = choice("第一个和第三个", CAUSES, "请选一个")
    assert found is not None
    assert (found.value, found.confirm, found.others) == (0, True, (2,))


def test_other_words_are_read_back() -> None:
    found = choice("我家那口子尿毒症", CAUSES)
    assert found is not None
    assert found.confirm
    assert "因大病" in found.why


@given(st.integers(0, 8), st.integers(9, 12))
def test_every_place_is_found_from_both_ends(index: int, count: int) -> None:
    assert placed(f"第{index + 1}个", count) == (index,)
    assert placed(f"倒数第{count - index}个", count) == (index,) or count - index > 9


@settings(deadline=None)  # the first text may load the sentence model
@given(st.text(max_size=100), st.lists(st.text(max_size=8), max_size=6), st.text(max_size=20))
def test_a_choice_is_one_of_the_options(text: str, options: list[str], question: str) -> None:
    found = choice(text, options, question)
    chosen = () if found is None else found.value if isinstance(found.value, tuple) else (found.value,)
    assert all(0 <= index < len(options) for index in chosen)


_WORKPLACES = ["本区内", "福州市内其他区县", "省内其他市", "省外", "境外"]
_SENSES = ["视力", "听力", "言语", "肢体"]
_HEALTH = ["健康", "长期慢性病", "患有大病", "残疾"]
_SCHOOLS = ["学龄前", "小学", "初中", "高中/中专", "大专", "本科及以上"]
_HOMES = ["自有住房", "租房", "借住亲友家", "无房"]


@pytest.mark.parametrize(
    ("text", "options", "index", "confirm"),
    [
        ("在长乐", _WORKPLACES, 1, False),
        ("莆田那边", _WORKPLACES, 2, False),
        ("广东东莞", _WORKPLACES, 3, False),
        ("去阿根廷了", _WORKPLACES, 4, False),
        ("厦门 以前在上海", _WORKPLACES, 2, True),
        ("想去厦门", _WORKPLACES, 2, True),
        ("聋 听不到", _SENSES, 1, False),
        ("聋 也不会讲话", _SENSES, 2, True),
        ("身体好 没毛病", _HEALTH, 0, False),
        ("没病 就是血压高", _HEALTH, 1, True),
        ("没毛病，去年开过刀", _HEALTH, 0, True),
        ("今年上五年级", _SCHOOLS, 1, False),
        ("读高二 住校", _SCHOOLS, 3, False),
        ("初三 马上高一", _SCHOOLS, 2, True),
        ("在念大四", _SCHOOLS, 5, True),
        ("租的，便宜", _HOMES, 1, False),
        ("租的 亲戚的房子", _HOMES, 2, True),
    ],
)
def test_plain_state_words_are_not_read_back(text: str, options: list[str], index: int, confirm: bool) -> None:
    found = choice(text, options)
    assert found
    assert (found.value, found.confirm) == (index, confirm)


@pytest.mark.parametrize(
    ("text", "options", "index", "confirm"),
    [
        ("门上贴的倒数第二个", ["A级", "B级", "C级", "D级"], 2, False),
        ("本子上写的是第三个", ["一级", "二级", "三级", "四级"], 2, False),
        ("后面那个细水长流", ["一次性救助", "按月补助"], 1, True),
        ("第二种好", ["一次性救助", "按月补助"], 1, True),
        ("老百姓", ["党员", "团员", "群众"], 2, False),
        ("都不沾边 是我老公坐牢去了", ["大病", "教育", "灾害", "其他"], 3, True),
        ("哪个都不是", ["低保户", "特困户", "其他"], 2, True),
        ("隔壁的 他不会用手机", ["本人", "亲属", "村干部", "其他"], 3, True),
        ("躺床上三年", ["有劳动力", "部分丧失", "完全丧失"], 2, True),
        ("先停一年 学籍留着", ["在读", "休学", "辍学", "毕业"], 1, True),
    ],
)
def test_a_place_with_a_reason_and_words_for_states(text: str, options: list[str], index: int, confirm: bool) -> None:
    found = choice(text, options, "是哪一种？")
    assert found
    assert found.value == index
    assert found.confirm or not confirm


@pytest.mark.parametrize("bait", ["本子上写的", "贴的", "我的", "第二个好", "帮我"])
def test_places_are_no_trap(bait: str) -> None:
    choice(bait * 60, CAUSES)


NEEDED = ["大米", "食用油", "棉被", "药品"]
BY_CHARACTERS = [
    ("米跟油都没了", NEEDED, "哪些", (0, 1)),
    ("叁", ["1.务工", "2.务农", "3.在家"], "", 2),
    ("本子上印的贰级", ["一级", "二级", "三级"], "", 1),
    ("上次评的是D", ["A级", "B级", "C级", "D级"], "", 3),
    ("想贷点款", ["技术培训", "小额贷款", "公益岗"], "", 1),
    ("从上往下数第二个", ["看病", "上学", "修房"], "", 1),
    ("一千八百只", ["百只以下", "百到千只", "千只以上"], "", 2),
    ("上回那个批没批", ["报困难", "查进度", "问政策"], "", 1),
    ("二十亩毛竹", ["水稻", "果树", "竹林", "茶叶"], "", 2),
]
LEFT_OPEN = [
    ("没有寄养，跟着我", ["亲戚家", "学校", "福利院"], "孩子寄养在哪里"),
    ("都有一点", ["因病", "因残", "因学"], "请选一项"),
    ("别打电话", ["打电话", "短信", "微信"], "怎么联系"),
]


@pytest.mark.parametrize(("text", "options", "question", "value"), BY_CHARACTERS)
def test_options_told_by_what_sets_them_apart(text: str, options: list[str], question: str, value: object) -> None:
    found = choice(text, options, question)
    assert found
    assert found.value == value


@pytest.mark.parametrize(("text", "options", "question"), LEFT_OPEN)
def test_what_picks_none_of_them_stays_open(text: str, options: list[str], question: str) -> None:
    assert choice(text, options, question) is None


def test_a_part_that_is_no_option_is_not_passed_over() -> None:
    found = choice("棉被和锅碗瓢盆", NEEDED, "哪些")
    assert found
    assert (found.value, found.confirm) == (2, True)


HEAD = ["本人", "配偶", "子女", "父母", "其他亲属"]
HOURS = ["9点-11点", "14点-17点", "19点以后"]
VILLAGES = ["后屿村", "古城村", "板桥村"]


@pytest.mark.parametrize(
    ("text", "options", "question", "value"),
    [
        ("户主是我爸", HEAD, "和户主是什么关系？", 2),
        ("户主我儿子", HEAD, "和户主是什么关系？", 3),
        ("他老婆", HEAD, "和户主是什么关系？", 1),
        ("下午三点", HOURS, "几点方便？", 1),
        ("收工以后", HOURS, "几点方便？", 2),
        ("早上", HOURS, "几点方便？", 0),
        ("老公车祸走了", CAUSES, "主要原因是什么？", 5),
        ("儿子是个傻子，要人看着", CAUSES, "主要原因是什么？", 3),
        ("不是前面那种", TWO, "", 1),
        ("后面那个", CAUSES, "", 5),
        ("第一个也有第二个也有 要说最要紧还是第二个", CAUSES, "", 1),
        ("都不是，她在连江", VILLAGES, "哪个村？", None),
        ("女儿的儿子", ["儿子", "女儿", "孙子", "孙女", "外孙"], "孩子是您的什么人？", 4),
        ("自己盖的砖房", ["自己的砖房", "老木房", "租的房子"], "住的是？", 0),
        ("手机早停机了，打家里那部", ["手机", "座机"], "哪个打得通？", 1),
        ("说不上来", CAUSES, "主要原因是什么？", None),
    ],
)
def test_what_is_known_of_kin_hours_and_causes_tells_the_option(
    text: str, options: list[str], question: str, value: int | None
) -> None:
    found = choice(text, options, question)
    assert (found.value if found else None) == value


AID, ANIMALS = ["医疗救助", "找工作", "教育资助", "修房"], ["猪", "鸡", "鸭", "羊"]


@pytest.mark.parametrize(
    ("text", "options", "value"),
    [
        ("看病的钱 还有工作 都要", AID, (0, 1)),
        ("医疗救助，修房，都要", AID, (0, 3)),
        ("都要", AID, (0, 1, 2, 3)),
        ("鸡，鸭，猪早就不养了", ANIMALS, (1, 2)),
        ("羊前两年不养了，猪还有", ANIMALS, 0),
        ("都养", ANIMALS, (0, 1, 2, 3)),
    ],
)
def test_what_was_listed_and_not_given_up(text: str, options: list[str], value: object) -> None:
    found = choice(text, options, "可以多选，哪些？")
    assert found
    assert found.value == value
