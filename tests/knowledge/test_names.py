"""Names: plain, announced, in a story, spelt out; whose name the question asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.people.masking import mask_name
from knowledge.people.names import could_be_name, name

PLAIN = [
    ("陈大明", "陈大明"),
    ("陈大明。", "陈大明"),
    ("陈 大明", "陈大明"),
    ("黄 秀 英", "黄秀英"),
    ("谢丽华女士", "谢丽华"),
    ("王一", "王一"),
    ("欧阳娜娜", "欧阳娜娜"),
    ("上官婉清，复姓上官", "上官婉清"),
    ("阿依古丽·买买提", "阿依古丽·买买提"),
    ("我叫古丽娜尔•艾山，新疆来的", "古丽娜尔·艾山"),
    ("我叫陈大明", "陈大明"),
    ("叫林金花", "林金花"),
    ("本人刘德华", "刘德华"),
    ("姓名：陈大明", "陈大明"),
    ("姓名：谢丽华；性别：女", "谢丽华"),
    ("我姓陈，叫大明", "陈大明"),
    ("姓许名志强", "许志强"),
    ("免贵姓欧阳，欧阳锋", "欧阳锋"),
    ("我是黄田村陈阿妹", "陈阿妹"),
    ("亥由村三组 陈金水", "陈金水"),
    ("我是村支书陈志明", "陈志明"),
    ("陈大明 13800000000", "陈大明"),
    ("游小燕（女，45岁）", "游小燕"),
    ("许志强 男 56岁 肢体二级残疾", "许志强"),
    ("钱多多", "钱多多"),
    ("林志", "林志"),
    ("雷兰妹", "雷兰妹"),
    ("邱老三", "邱老三"),
    ("佘金官", "佘金官"),
]
IN_A_STORY = [
    ("我叫林伟今年五十八岁住在宦溪", "林伟"),
    ("我叫陈秀珠今年七十三了身体不好", "陈秀珠"),
    ("喂你好我是宦溪镇亥由村的陈金水啊", "陈金水"),
    ("问了多少遍 陈金水 听清没", "陈金水"),
    ("依妹依妹都这样叫 大名啊 大名杨依妹", "杨依妹"),
    ("大名许志强小名阿强", "许志强"),
    ("我身份证上叫陈细妹，平常叫陈美玉", "陈细妹"),
    ("户口本上写的是郑祥官，大家叫他依官", "郑祥官"),
    ("我爸给我取的名字叫陈富贵", "陈富贵"),
    ("陈小龙，叫我小陈就行", "陈小龙"),
    ("林钦 后面一个字是三个金 林钦鑫", "林钦鑫"),
    ("陈金水 身份证350111196503150018", "陈金水"),
]
SPELT_BESIDE = [
    ("陈大明，耳东陈", "陈大明"),
    ("弓长张三丰", "张三丰"),
    ("林伟，双木林，伟大的伟", "林伟"),
    ("我叫陈建国建设的建国家的国", "陈建国"),
    ("章美钗 立早章 金钗的钗", "章美钗"),
    ("施礼铿 铿锵有力那个铿", "施礼铿"),
    ("吴炳灿。口天吴，炳是火字旁一个丙，灿烂的灿", "吴炳灿"),
    ("潘梓涵 木字旁辛苦的辛那个梓 涵是三点水的涵", "潘梓涵"),
    ("翁玉兰 玉兰花的玉兰", "翁玉兰"),
    ("余长贵，年年有余的余，不是于是的于", "余长贵"),
    ("郑 关耳郑 郑秋月", "郑秋月"),
    ("姓卓，卓越的卓，名依俤，单人旁一个弟弟的弟", "卓依俤"),
    ("陈 珍 珍贵的珍 两个字啊 陈珍", "陈珍"),
]
SPELT_ONLY = [
    ("双木林，大小的大，明天的明", "林大明"),
    ("弓长张 建设的建 国家的国", "张建国"),
    ("姓陈耳东陈一个建国的建一个国庆的庆", "陈建庆"),
    ("木子李，李子的李，大小的小，龙凤的凤", "李小凤"),
    ("三点水的江，海洋的海", "江海"),
    ("蓝 蓝天的蓝 春 春天的春 妹 妹妹的妹", "蓝春妹"),
    ("不是陈大名，是明天的明", "陈大明"),
    ("陈大名，不对，是明天的明", "陈大明"),
    ("谢丽花，花是中华的华", "谢丽华"),
]
CORRECTED = [
    ("写错了 不是陈建国 是程建国 禾字旁那个程", "程建国"),
    ("张建国，你给我写成章建国了", "张建国"),
    ("王丽珍哦不 黄丽珍", "黄丽珍"),
    ("余金官 打错 佘金官 佘太君的佘", "佘金官"),
    ("刘细妹，粗细的细，不是喜欢的喜", "刘细妹"),
    ("程宝玉 你打成陈宝玉是错的哦", "程宝玉"),
]
NOBODY = [
    "不知道", "不方便说", "不想告诉你", "匿名可以吗", "我姓陈", "姓林的", "王", "老王", "黄女士", "陈书记", "池伯",
    "林某某",
    "叫我小王就好", "村支书老陈", "我老婆病了", "高血压", "我是宦溪镇的", "没有钱", "家里很困难", "你好", "方便",
    "要低保",
    "没钱了", "我是新店的", "今天天气真好啊", "我家房子塌了", "13800000000", "人工", "Chen", "低保怎么申请",
    "没文化 不识字",
    "先问你名字是干嘛用的", "上次不是登记了吗", "村里的网格员", "刚才都说了嘛", "全乱了 从头来过",
]  # fmt: skip
STORY = "我叫陈小军，替我妈林秀英报"
WHOSE = [
    ("您叫什么名字？", STORY, "陈小军"),
    ("他叫什么名字？", STORY, "林秀英"),
    ("户主是谁？", "户主是我爸陈德福，我叫陈小军", "陈德福"),
    ("报告人的姓名？", "我是驻村的小吴，吴晓东，帮池伯报的，池伯叫池水龙", "吴晓东"),
    ("病人叫什么名字？", "病的是我弟，罗志鹏，我罗志远", "罗志鹏"),
    ("您本人的姓名？", "他叫林发强我叫王秋香", "王秋香"),
    ("家里谁遇到难处了？他叫什么？", "隔壁的老人家，叫潘依弟，我叫潘国华", "潘依弟"),
    ("这户户主是谁？", "原来是方其昌 去年过世 现在户主改成他儿子方圣杰了", "方圣杰"),
    ("他叫什么名字？", "郑宇航，我儿子", "郑宇航"),
    ("", "户主叫黄阿福", "黄阿福"),
]
UNSURE = [
    ("您叫什么名字？", "我是替我爸报的，他叫陈德福"),
    ("户主是谁？", "我叫陈小军"),
    ("请问姓名？", STORY),
    ("请问姓名？", "陈小军和林秀英"),
    ("您叫什么名字？", "我叫高兴"),
    ("您叫什么名字？", "嘎子"),
    ("您叫什么名字？", "张李秀英"),
]
NO_NAMES = [
    "四个人", "一万八", "三口", "三口人", "日溪东坪", "东坪", "亥由村", "依嬷", "依妹妹家", "我妈", "老人", "两个孙子",
    "三千", "五亩", "十来亩", "万把块", "二婶", "大儿子", "大明儿子", "全家四口", "好的", "没有", "同意", "不知道",
    "低保", "5口", "",
]  # fmt: skip
UNUSUAL_NAMES = ["嘎子", "依娇", "三妹", "阿里木", "阿依古丽", "买买提", "穆罕默德"]
ORDINARY_NAMES = ["万福", "王五", "丁一", "陈三妹", "王小妹", "孙小妹", "郑成功", "陈有才", "林东坪", "百里奚"]


@pytest.mark.parametrize(("text", "value"), PLAIN + IN_A_STORY + SPELT_BESIDE + CORRECTED)
def test_a_name_told_is_used_at_once(text: str, value: str) -> None:
    found = name(text, "您叫什么名字？")
    assert found
    assert found.value == value
    assert not found.confirm


@pytest.mark.parametrize(("text", "value"), SPELT_ONLY)
def test_a_name_put_together_from_characters_is_asked_back(text: str, value: str) -> None:
    found = name(text, "您叫什么名字？")
    assert found
    assert (found.value, found.confirm) == (value, True)
    assert found.why


IN_PARTS = [
    ("免贵姓诸葛，单名一个亮字", "诸葛亮"), ("姓檀，叫成金", "檀成金"), ("司马，长青", "司马长青"),
    ("姓江，国庆", "江国庆"),
    ("双木林，文武双全的武，平安的平", "林武平"), ("走肖赵，有无的有，才能的才", "赵有才"),
    ("以前叫林招弟，现在林思雨", "林思雨"), ("我叫那个廖廖永福", "廖永福"), ("扎西次仁，藏族", "扎西次仁"),
    ("我叫王兰香，黄，草头黄，老听成三横王，黄兰香", "黄兰香"), ("大家叫我阿土，身份证上是邱有土", "邱有土"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), IN_PARTS)
def test_a_name_told_bit_by_bit(text: str, value: str) -> None:
    found = name(text, "请问您叫什么名字？")
    assert found
    assert found.value == value


@pytest.mark.parametrize("text", ["王庄", "连江的", "古田", "福州", "宁德市"])
def test_a_place_is_nobody(text: str) -> None:
    assert name(text, "请问您叫什么名字？") is None


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_no_name(text: str) -> None:
    assert name(text, "您叫什么名字？") is None


@pytest.mark.parametrize(("question", "text", "value"), WHOSE)
def test_the_question_tells_whose_name_is_meant(question: str, text: str, value: str) -> None:
    found = name(text, question)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(("question", "text"), UNSURE)
def test_a_doubtful_name_is_asked_back(question: str, text: str) -> None:
    found = name(text, question)
    assert found
    assert found.confirm
    assert found.why


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


@given(st.sampled_from("陈林黄郑张李王吴"), st.text("大明秀英金水建国美丽", min_size=1, max_size=2))
def test_spelling_a_name_out_changes_nothing(surname: str, given_name: str) -> None:
    whole = surname + given_name
    spelt = "，".join(f"{char}字的{char}" for char in given_name)
    found = name(f"我叫{whole}，{spelt}", "您叫什么名字？")
    assert found
    assert found.value == whole


def test_mask_name() -> None:
    assert [mask_name(n) for n in ("陈大明", "陈明", "欧阳娜娜", "陈", "")] == ["陈**", "陈*", "欧**", "陈", ""]


@given(st.text(max_size=20))
def test_a_masked_name_shows_one_character(full: str) -> None:
    assert mask_name(full).rstrip("*") in ("", full[:1])


OF_A_RELATIVE = [
    ("您的爱人叫什么名字", "她叫江月娥，我叫杨礼灿", "江月娥"), ("您儿子叫什么", "我儿子王小军，我是王大明", "王小军"),
    ("您叫什么", "她叫江月娥，我叫杨礼灿", "杨礼灿"), ("您叫啥", "身份证上写的周大海", "周大海"),
    ("户主姓名", "以前叫曾狗仔 现在身份证上曾国栋", "曾国栋"), ("户主姓名", "陈大海13950011223", "陈大海"),
    ("替谁申报？", "我是俞兰香，替隔壁魏老伯，他大名魏长庚", "魏长庚"), ("要帮谁？", "是五保户陈金木老人", "陈金木"),
    ("生病的人叫什么？", "老人家叫黄阿土，他儿子黄强在外面", "黄阿土"), ("要帮谁？", "困难户是寡妇方玉兰", "方玉兰"),
    ("您叫什么", "怎么又问，前面不是说了叫陈桂英", "陈桂英"),
    ("您叫什么", "黄秀 兰 就是秀气的秀 兰花的兰", "黄秀兰"), ("您叫什么", "我啊 我叫陈金 金 就陈金两个字", "陈金"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "value"), OF_A_RELATIVE)
def test_the_one_whose_name_is_asked_for(question: str, text: str, value: str) -> None:
    found = name(text, question)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [("两个 一个朱丽华 一个朱少明", "朱丽华"), ("王建 国家的国", "王建国"), ("陈铿，金字旁一个坚持的坚", "陈铿")],
)
def test_several_or_half_told_is_read_back(text: str, value: str) -> None:
    found = name(text, "生病的家人叫什么名字？")
    assert found
    assert found.value == value


def test_whose_child_one_is_tells_the_name_of_another() -> None:
    found = name("您好 我是黄志远的女儿黄小雨", "您叫什么名字？")
    assert found
    assert found.value == "黄小雨"


def test_who_will_not_be_named_has_no_name() -> None:
    assert name("匿名", "您的姓名是？") is None


POINTED_OUT = [
    ("户主姓名", "老公：王德顺 我：李彩英 户主是我", "李彩英"),
    ("户主叫什么？", "我爸叫陈国土，我妈叫林秀金，户主写我妈", "林秀金"),
    ("谁病了，叫什么？", "大的叫黄志强 小的叫黄志勇，病的是小的", "黄志勇"),
    ("要帮的人叫什么？", "儿子张鹏 女儿张燕 残疾的是女儿", "张燕"),
    ("户主叫啥？", "我老公黄文彬和我公公黄依俤，户主是公公", "黄依俤"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "value"), POINTED_OUT)
def test_the_one_pointed_out_by_what_he_is(question: str, text: str, value: str) -> None:
    found = name(text, question)
    assert found is not None
    assert (found.value, found.confirm) == (value, True)


def test_somebody_pointed_out_who_is_not_named_is_asked_about() -> None:
    found = name("弟弟郑小林在家，户主是哥哥", "户主姓名")
    assert found is None or found.confirm


PUT_TOGETHER = [
    ("耳东陈 草字头一个方", "陈芳"), ("我叫卞来娣，女字旁一个弟弟的弟", "卞来娣"), ("林炳坤 火字旁加个丙", "林炳坤"),
    ("鄢木森，烟花的烟的音", "鄢木森"), ("我妈取的名字叫念恩，姓杨", "杨念恩"), ("木水，姓陈", "陈木水"),
    ("有两个王金妹，我是坑底那个王金妹", "王金妹"), ("名字叫细妹姓陈", "陈细妹"), ("许愿的许，许多多", "许多多"),
    ("林巧云呀你没听清楚吗", "林巧云"), ("登记成林巧云的名字就行", "林巧云"), ("江明花不对江明华", "江明华"),
    ("户主黄金水", "黄金水"), ("登记人江有福", "江有福"), ("陈大山夫妇", "陈大山"), ("陈大山和他老婆林金花", "陈大山"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), PUT_TOGETHER)
def test_parts_of_a_character_and_of_a_name_are_put_together(text: str, value: str) -> None:
    found = name(text, "您的名字怎么写？")
    assert found is not None
    assert found.value == value
