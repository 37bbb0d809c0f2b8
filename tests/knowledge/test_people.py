"""Names, relations, sex."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.people.kinship import VALUES
from knowledge.people.masking import mask_name
from knowledge.people.names import could_be_name, name
from knowledge.people.relations import relation, relation_group
from knowledge.people.sex import sex

NAMES = [
    ("陈大明", "陈大明"),
    ("我叫陈大明", "陈大明"),
    ("我是陈大明", "陈大明"),
    ("姓名：陈大明", "陈大明"),
    ("欧阳娜娜", "欧阳娜娜"),
    ("阿依古丽·买买提", "阿依古丽·买买提"),
    ("我老婆病了", None),
    ("不知道", None),
    ("我姓陈，叫大明", "陈大明"),
    ("弓长张三丰", "张三丰"),
    ("陈大明，耳东陈", "陈大明"),
    ("双木林，大小的大，明天的明", "林大明"),
    ("高血压", None),
    ("我是宦溪镇的", None),
    ("没有钱", None),
    ("我叫陈大明，今年五十岁", "陈大明"),
    ("叫林金花", "林金花"),
    ("雷兰妹", "雷兰妹"),
    ("家里很困难", None),
    ("你好", None),
    ("陈大明 13800000000", "陈大明"),
    ("嘎子", "嘎子"),
    ("老王", None),
    ("王", None),
    ("方便", None),
    ("要低保", None),
    ("户主叫黄阿福", "黄阿福"),
    ("买买提·吐尔逊", "买买提·吐尔逊"),
    ("林志", "林志"),
    ("我是黄田村陈阿妹", "陈阿妹"),
    ("本人刘德华", "刘德华"),
    ("钱多多", "钱多多"),
    ("没钱了", None),
    ("我是新店的", None),
    ("今天天气真好啊", None),
    ("我家房子塌了", None),
    ("13800000000", None),
    ("人工", None),
    ("Chen", None),
]
RELATIONS = [
    ("我是他儿子", "之子"),
    ("老婆", "配偶"),
    ("媳妇", "配偶"),
    ("儿媳妇", "之儿媳"),
    ("我儿子的女儿", "之孙女"),
    ("老婆的爸爸", "之岳父"),
    ("我自己", "户主"),
    ("户主", "户主"),
    ("本人", "户主"),
    ("外公", "之外祖父"),
    ("公公", "之公公"),
    ("侄女", "之侄女"),
    ("邻居", "其他"),
    ("户主的儿子", "之子"),
    ("女儿", "之女"),
    ("孙子", "之孙子"),
    ("依公", "之祖父"),
    ("之子", "之子"),
    ("子", "之子"),
    ("母", "之母"),
    ("嫂子", "之兄弟媳妇"),
    ("我是他爸", "之父"),
    ("老公的妈妈", "之婆婆"),
    ("女儿的儿子", "之外孙子"),
    ("不知道", None),
]
SEXES = [
    ("男", "男"),
    ("女的", "女"),
    ("一男一女", None),
    ("M", "男"),
    ("是个男孩", "男"),
    ("妇女", "女"),
    ("不知道", None),
]
GROUPS = {
    "户主", "配偶", "子", "女", "儿媳", "女婿", "孙子女", "外孙子女", "父母", "岳父母公婆", "祖父母", "外祖父母",
    "兄弟姐妹", "其他",
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NAMES)
def test_name(text: str, value: str | None) -> None:
    found = name(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize("text", ["嘎子", "双木林，大小的大，明天的明"])
def test_an_unusual_name_is_asked_back(text: str) -> None:
    found = name(text)
    assert found
    assert found.confirm


NO_NAMES = [
    "四个人", "一万八", "三口", "三口人", "日溪东坪", "东坪", "亥由村", "依嬷", "依妹妹家", "我妈", "老人", "两个孙子",
    "三千", "五亩", "十来亩", "万把块", "二婶", "大儿子", "大明儿子", "全家四口", "好的", "没有", "同意", "不知道",
    "低保", "5口", "",
]  # fmt: skip
UNUSUAL_NAMES = ["嘎子", "依娇", "三妹", "阿里木", "阿依古丽", "买买提", "穆罕默德"]
ORDINARY_NAMES = ["万福", "王五", "丁一", "陈三妹", "王小妹", "孙小妹", "郑成功", "陈有才", "林东坪", "百里奚"]


@pytest.mark.parametrize("text", NO_NAMES)
def test_counts_amounts_places_and_kin_are_no_names(text: str) -> None:
    assert name(text) is None
    assert not could_be_name(text)


@pytest.mark.parametrize("text", ORDINARY_NAMES)
def test_a_name_with_a_numeral_or_kin_character_is_a_name(text: str) -> None:
    found = name(text)
    assert found
    assert found.value == text
    assert not found.confirm


@pytest.mark.parametrize("text", UNUSUAL_NAMES + ORDINARY_NAMES)
def test_an_unusual_name_could_be_one(text: str) -> None:
    assert could_be_name(text)


@pytest.mark.parametrize(("text", "value"), RELATIONS)
def test_relation(text: str, value: str | None) -> None:
    found = relation(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize("text", ["媳妇", "老妈", "依妈", "老公和儿子"])
def test_a_word_of_two_meanings_is_asked_back(text: str) -> None:
    found = relation(text)
    assert found
    assert found.confirm


def test_every_relation_has_a_group_of_the_contract() -> None:
    assert len(VALUES) == 28
    assert {relation_group(value) for value in VALUES} == GROUPS


@pytest.mark.parametrize(("text", "value"), SEXES)
def test_sex(text: str, value: str | None) -> None:
    found = sex(text)
    assert (found.value if found else None) == value


def test_mask_name() -> None:
    assert [mask_name(n) for n in ("陈大明", "陈明", "欧阳娜娜", "陈", "")] == ["陈**", "陈*", "欧**", "陈", ""]


@given(st.text(max_size=20))
def test_a_masked_name_shows_one_character(full: str) -> None:
    assert mask_name(full).rstrip("*") in ("", full[:1])
