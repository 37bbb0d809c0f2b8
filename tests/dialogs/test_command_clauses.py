"""Commands inside what people say around them, and stories that only sound like commands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.commands import command, correction, steering
from dialogs.mending.naming import field_to_mend

ORDERS: dict[str, list[str]] = {
    "back": [
        "上一题", "回到前一个问题", "哎呀按快了，退回上一题", "能倒回去吗", "刚才那题我选错了",
        "刚按错了 退一格", "往回走一步", "重新问我前面那道", "前面那个我要重新答", "往回退一步", "转去 转去前面一题",
    ],
    "restart": [
        "全部重填", "我要从头开始填", "都填错了，重新来一遍吧", "能从头开始吗", "前面填的都作废",
        "全删了重新弄", "按错了 怎么整个重来一遍啊", "从第一题重新问", "清空重来", "一塌糊涂，重头来",
    ],
    "cancel": [
        "我不想报了", "算了算了，不报了", "把我的申请撤了吧", "麻烦帮我撤销这次申报", "我老公不让报，算了不报了",
        "别报了 我妈说丢人", "这个我不要报了 帮我撤下来", "申请作废吧", "太麻烦 不填了", "无需申报了，谢谢",
        "伓报了", "之前报的那份帮我撤回来", "不申请了我怕人家笑", "你就当我没报过",
        "我不授权了",
    ],
    "human": [
        "转人工转人工", "跟你讲不清转人工", "我不识字你们打电话给我吧", "叫村干部来帮我填", "我不跟机器讲",
        "叫个同志打电话给我", "跟机器讲不清，换人", "找个会说福州话的人来", "让人联系我",
        "能不能让你们领导给我打个电话", "有没有真人",
    ],
    "status": [
        "我上个月报的，批下来没有", "都一个月了怎么还没消息", "审批到哪里了", "那个申请什么情况了",
        "我报的事情怎么样了", "还要等多久才有结果", "村里收到了没有", "想问问上次的结果", "上回申请的批了冇",
    ],
    "help": [
        "这东西怎么操作啊", "我该按哪里", "不晓得怎么填，教一下我", "有没有使用说明", "你会做什么",
    ],
    "pause": [
        "喂完猪回来接着弄", "等我老婆下班回来再填", "停一停 有人来", "先到这里吧", "我先去忙，等会儿再填",
        "手机快没电了先这样", "等我找到身份证再来填", "剩下的明天再填",
        "有人来了，过会儿我回来继续", "歇一会儿再讲",
    ],
    "skip": [
        "这个先放着，往下问", "不方便讲 换一个问", "这题跳过", "不想回答这个问题", "换一个问题吧", "这一项空着吧",
        "身份证不想给", "能不能不填",
        "过，下一个", "pass",
    ],
    "repeat": [
        "大声点再说一次", "问题你再发一遍", "没听懂你说的", "能不能再念一遍", "你刚才问什么", "说慢一点再问我一次",
        "问题是什么", "这句话是什么意思",
        "啊？再讲一遍", "刚才没看，重新发一下",
    ],
    "correct:name": [
        "名字的第二个字错了", "先把我名字改回来 是陈不是程", "姓错了，我姓郑",
    ],
    "correct:phone": [
        "手机号要换一个", "前面那个号码打错一个数字", "手机号最后两位是56不是65", "电话少打了一位",
    ],
    "correct:town": [
        "镇选错了", "我刚才说新店，不对，是岳峰镇，帮我改", "镇名讲错了 我们是寿山乡不是日溪", "乡镇要改成日溪",
    ],
    "correct:village": [
        "刚才村子说错了，不是降虎是弥高", "村名不对",
    ],
    "correct:address": [
        "门牌号改一下", "门牌号36写成63了", "我要改住址",
    ],
    "correct:id_number": [
        "身份证最后一位错了", "我刚才给你的证件号有一位按错 我要重报",
    ],
    "correct:size": [
        "人口多一个", "刚才讲四口人讲错了，是五口", "家里人数我少算了一个", "不是四口人，是五口人，改一下",
        "人数填多了",
    ],
    "correct:income": [
        "收入改1万2", "收入我写成三千了 其实三万", "我上面写的人均收入少写了一个零", "年收入多写了一个零",
        "收入不是三万是两万",
    ],
    "correct:risk": [
        "困难原因改成生病", "致困原因那一项 麻烦给我换成没活干", "主要困难选错了",
    ],
    "correct:consent": [
        "授权那个我后悔了 改成不同意", "我要撤回同意", "我不授权了",
    ],
}  # fmt: skip
_STORIES = """
医生说要重来一次手术|我儿子跳过级|上一步台阶摔的|不要了 房子都不要了 人没事就好|人工关节换了一个
打了人工台 排了半小时没人接|老板跑了 钱要不回来 算了|后来又从头学做木工|法院叫我们重新提交材料|银行说让我 重新申请
厂里取消了加班|他们把我的低保取消了|签了又被他们撤了|退耕还林 前年退掉两亩|倒退了 去年还好|前面的路塌了
上一次住院是三月|在人家公司做客服 一个月三千八|村干部来过|找领导找了好多次|儿子给我打电话说没钱
下班以后打电话给我就行|骗子打电话给我|医院转到省立|结果出来是癌|案子到哪一步了也没人说|低保批下来了
去年审核没通过 就停了|残疾证还没批|过马路 被摩托撞了|下一个月要开学|空着一间房
暂停化疗 医生讲血小板太低|药先停一下|先欠着|休息一下就好|明天再去复查|听不懂普通话|我妈耳朵听不见
医生讲什么我听不懂|重复感染住了两次院|什么病都有|没申请过|报销不了|生意不做了|我们不同意手术|不同意|收入少了一半
收入不是固定的，是打零工|收入应该是两万左右吧|电话坏了|身份证过期了|我改名字改过两次|村里改造拆了房|村改居了
困难不是一天两天了|银行卡号错了 钱打不进来|今年改种花了还不知道|改嫁过来的 姓还是原来的|两万 不对 是三万
暂停了 休学半年|谢谢你们帮助|老板叫我重新做一份工|病历上名字写错了 报不了销|去年申请过补助 没批下来|他不想治了 说浪费钱
派出所把名字登记错了 后来改过|要带什么材料|怎么申请低保|多久能办下来|没人管我|三个月没人管我|没消息 儿子跑了
收入没写错|一个月工资5500 年底多发一个月|工资少发了三个月|名字是张玉钗 手机老听成玉叉
"""
STORIES = [story for line in _STORIES.split("\n") for story in line.split("|") if story]
ORDERED = [(text, name) for name, texts in ORDERS.items() for text in texts if text != "我不授权了" or name != "cancel"]


@pytest.mark.parametrize(("text", "name"), ORDERED, ids=[text for text, _ in ORDERED])
def test_an_order_is_heard_among_other_words(text: str, name: str) -> None:
    assert steering(text) == name


@pytest.mark.parametrize("text", STORIES)
def test_a_story_is_no_order(text: str) -> None:
    assert steering(text) == ""


def test_taking_the_consent_back_gives_the_report_up() -> None:
    assert command("我不授权了") == "cancel"
    assert correction("我不授权了") == ("", "", False)


def test_an_address_is_mended_with_the_village() -> None:
    assert steering("门牌号改一下") == "correct:address"
    assert correction("门牌号改一下")[0] == "village"


def test_a_place_in_a_number_is_about_the_number_asked_for() -> None:
    assert steering("刚才有一位报错了 末尾是X", "请报一下您的身份证号码。") == "correct:id_number"
    assert steering("刚才有一位报错了 末尾是X") == ""


def test_a_question_about_giving_up_is_none() -> None:
    assert steering("不报了，会有人来吗？") == ""
    assert steering("算了，不报了行不行") == "cancel"


_PIECES = st.sampled_from(
    ["我要", "不报了", "收入", "电话", "重新", "填", "上一题", "医生说", "，", " ", "人工", "改", "吧", "是", "1", "的"]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_any_mixture_of_orders_is_read_in_bounded_steps(text: str) -> None:
    order = field_to_mend(text)
    assert order.sure <= bool(order.field)
    assert isinstance(steering(text), str)
