"""Yes and no that only the question makes out: what is said of its verb, agreement with a no, irony."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers.yes_no import yes_no

# question → (answers that mean yes, that mean no, that leave it open), parted by |
ANSWERS: dict[str, tuple[str, str, str]] = {
    "办过残疾证吗？": ("去年刚办的|办了，三级", "还没办|还在办|办个屁", "怎么办的|不晓得"),
    "医保交了吗？": ("年年都交|交了交了", "早断了|没钱交|忘记了没交", "交多少钱|我老婆知道"),
    "他现在在吃药吗？": ("一直吃药呢|没断过|药离不了", "停了半年了|不吃了", "问他自己"),
    "您家没有残疾证吧？": ("有的|办了", "嗯|对|没有|是的，没有", "不清楚"),
    "您没有工作吧？": ("有工作", "没有|对啊", ""),
    "家里够吃吗？": ("够|够是够，旧一点", "哪里够|不够|差远了", "看情况"),
    "家里有没有存款？": ("有一点", "梦里有|有存款还来找你们|哪来的存款|一分都没有|冇", "问这个干嘛"),
    "吃饭有没有困难？": ("揭不开锅了", "饭是有的吃|不愁", ""),
    "您家今年受灾了吗？": ("菜地全淹了", "没有|还好没事", ""),
    "您享受低保吗？": ("吃着呢", "吃过，前年拿掉了|没吃上|想吃也吃不上", "怎么申请"),
    "您还能劳动吗？": ("能，慢一点", "动不了了|𣍐", ""),
    "还有别的要补充吗？": ("还有|讲不完", "就这些|好了|没别的了", "等一下"),
    "房子是自己的吗？": ("自己盖的", "租的，一个月四百", ""),
    "是您本人吗？": ("就是我", "我是他儿子", ""),
    "您是第一次来吗？": ("第一次", "第三次了", ""),
    "我记的是4口人，对吗？": ("对的没错", "口数少写了|有一个不对", "再看看"),
    "本人知道您在代报吗？": ("知道，我当面问过他", "不知道", ""),
    "您家里有人残疾吗？": ("我哥从小就聋|除了我爸，别人都没有|没证，不过手断了三个指头", "都好手好脚的", ""),
    "低保批下来了吗？": ("刚批下来，下个月有钱", "退回来了，说儿子收入高|还没呢，说在审", ""),
    "吃水有没有困难？": ("要到山脚下挑", "以前难，现在好了|自来水通了，方便得很", ""),
    "您去年出去打工了吗？": ("做了七个月|六月份才出去", "想去没去成", ""),
    "去年家里办过喜事吗？": ("嫁女儿", "前年办的", ""),
    "今年收成比去年差吗？": ("差多了|少了一半", "差不多|还多收了两百斤", ""),
    "这笔债是看病欠下的吗？": ("全是给老婆治病", "做生意亏的|盖房子", ""),
    "您的身份证过期了吗？": ("", "长期的|刚换过新的|2029年才到期", ""),
    "您家人口数没变吧？": ("", "没变", ""),
    "现在方便讲话吗？": ("长话短说|你讲", "在开车", ""),
    "您现在能走路吗？": ("能走，走不远|扶着墙能走几步", "要坐轮椅|走不了", ""),
    "刚才的电话没有错吧？": ("没错|没有错", "错了一位", ""),
    "家里有没有小车？": ("有一部", "摩托车都卖了，哪来的小车", ""),
    "您确认要提交吗？": ("不交我跟你讲半天干什么", "先不交", ""),
    "您同意公示吗？": ("没意见|愿意愿意", "我不愿意，难看|伓同意", "公示要写名字吗|随便咯|让我想想"),
}
ECHOED: list[tuple[str, str, bool | None]] = [
    ("您愿意学一门手艺吗？", "学就学呗", True),
    ("您愿意学一门手艺吗？", "学不动咯，眼睛花", False),
    ("您同意入户拍照吗？", "拍吧拍吧", True),
    ("您同意入户拍照吗？", "拍照就免了", False),
    ("您同意我们上门核实吗？", "随时来", True),
    ("家里有存粮吗？", "存什么粮，吃一顿算一顿", False),
    ("孩子没有休学吧？", "休了，休一年了", True),
    ("没有残疾证吧？", "不，有一本，三级", True),
    ("没有残疾证吧？", "对的没办过", False),
    ("您没有领过这个补贴，是不是？", "是啊", False),
    ("您没有领过这个补贴，是不是？", "不是，领过一次", True),
    ("您确认以上信息无误吗？", "没错，就这样", True),
    ("以上信息有没有要修改的？", "没有，都对", False),
    ("您种水稻吗？", "种不动了，荒着", False),
    ("老人能自己吃饭吗？", "要人喂", False),
    ("老人会自己上厕所吗？", "扶一把就行", True),
    ("有没有亲戚帮衬？", "各顾各的", False),
    ("能联系上您儿子吗？", "电话都打不通", False),
    ("路修好了没有？", "修到一半没钱了", False),
    ("孩子在上学吗？", "高三，明年考大学", True),
    ("您有退休金吗？", "不想讲", None),
    ("家里有没有低保？", "低保要什么条件才能拿", None),
    ("您确认提交吗？", "提交了会怎么样", None),
    ("您不愿意做公益岗吗？", "也不是愿意不愿意的事", None),
]


@pytest.mark.parametrize(("question", "text", "value"), ECHOED, ids=[f"{q}{t}" for q, t, _ in ECHOED])
def test_in_the_words_of_the_question(question: str, text: str, value: bool | None) -> None:
    found = yes_no(text, question)
    assert (found.value if found else None) is value


_CASES = [
    (question, text, value)
    for question, said in ANSWERS.items()
    for texts, value in zip(said, (True, False, None), strict=True)
    for text in texts.split("|")
    if text
]


@pytest.mark.parametrize(("question", "text", "value"), _CASES, ids=[f"{q}{t}" for q, t, _ in _CASES])
def test_the_question_makes_it_out(question: str, text: str, value: bool | None) -> None:
    found = yes_no(text, question)
    assert (found.value if found else None) is value


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("有没有按时吃药？", "贵 隔天吃一次"),
        ("您愿意去做保洁吗？", "扫地可以 太远不去"),
        ("您享受低保吗？", "吃过，前年拿掉了"),
        ("家里有没有存款？", "有存款还来找你们"),
        ("您家水电通吗？", "电有，水没有"),
        ("您的身体没有残疾吧？", "右手少两个指头，没去评过"),
        ("这件事您同意吗？", "同意是同意，不过要先问我儿子"),
    ],
)
def test_what_may_be_heard_in_two_ways_is_read_back(question: str, text: str) -> None:
    found = yes_no(text, question)
    assert found is None or (found.confirm and found.why)


@pytest.mark.parametrize("text", ["嗯", "有", "没有", "不是", "对的", "好的", "领了领了", "冇", "没", "少了一大截"])
def test_what_is_said_plainly_is_not_read_back(text: str) -> None:
    found = yes_no(text, "收入比去年少了吗？领过救助吗？")
    assert found is not None
    assert not found.confirm


MATTERS: list[tuple[str, str, bool]] = [
    ("喝的水安全吗？", "雨一大就浑", False),
    ("喝的水安全吗？", "接的镇上水厂的管子", True),
    ("您现在没有住在危房里吧？", "后墙拿木头撑着呢", True),
    ("孩子有没有辍学？", "生病请了半个月假", False),
    ("家里有没有欠债？", "我弟那里拿了两万，说好年底还", True),
    ("家里有没有欠债？", "谁家没点账啊", True),
    ("家里有没有欠债？", "欠啥哦，我这人从来不赊账", False),
    ("以前得过临时救助吗？", "前年冬天送过两床被子一袋米", True),
    ("以前得过临时救助吗？", "没有，五年前给过两百", True),
    ("申请过补助吗？", "申请过，没批下来", True),
    ("您家有没有小汽车？", "我儿子有一辆，不过他分户出去了", False),
    ("您家有没有小汽车？", "你看我这条件像开车的吗", False),
    ("家里是不是没有人能劳动？", "不会啊，我儿子在工地", True),
    ("家里是不是没有人能劳动？", "是的，我瘫了，老婆要照顾我", False),
    ("您不是替别人报的吧？", "不是不是，自己家的", False),
    ("您不是替别人报的吧？", "是替我隔壁依姆报的，她不识字", True),
    ("您家没有人当公务员，这样对吗？", "对，都是打工的", False),
    ("刚才说的五口人对吗？", "六口，小孙子没算", False),
    ("您同意公示吗？", "你们爱怎么公示怎么公示，我不怕", True),
    ("您是贫困户吗？", "以前是，二零年摘帽了", False),
    ("儿子管您吗？", "他自己都一屁股债", False),
    ("家里都参加医保了吗？", "应该有吧，村里统一扣的", True),
]


@pytest.mark.parametrize(("question", "text", "value"), MATTERS, ids=[f"{q}{t}" for q, t, _ in MATTERS])
def test_a_state_of_things_answers_what_it_bears_on(question: str, text: str, value: bool) -> None:
    found = yes_no(text, question)
    assert found is not None
    assert found.value is value


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("以前申请过低保吗？", "申请过 没批"),
        ("您家有没有小汽车？", "车子是公司的，我只是开"),
        ("您家有没有小汽车？", "有一部三轮车拉货"),
        ("家里水电都通吗？", "电通，水还要去挑"),
        ("工作稳定吗？", "有活干就干几天"),
        ("您听得懂我说的吗？", "听懂一半"),
        ("有没有人在外当兵？", "早退伍了"),
    ],
)
def test_what_a_later_word_turns_is_never_taken_as_said(question: str, text: str) -> None:
    found = yes_no(text, question)
    assert found is None or found.confirm


@pytest.mark.parametrize(
    ("question", "text"),
    [("孩子还在上学吗？", "高二了"), ("以前报过困难吗？", "头一回"), ("信息都对吗？", "没错 就这样")],
)
def test_some_states_are_plain(question: str, text: str) -> None:
    found = yes_no(text, question)
    assert found is not None
    assert not found.confirm


@pytest.mark.usefixtures("county")  # the sentence model is loaded
@given(st.text(max_size=200), st.text(max_size=80))
def test_doubt_always_says_why(text: str, question: str) -> None:
    found = yes_no(text, question)
    assert found is None or not found.confirm or found.why or len(text) > 40


@pytest.mark.parametrize(
    ("text", "question", "value", "confirm"),
    [
        ("没问题 都好", "家里没有困难吧", False, False),
        ("没问题", "您没有困难吧", False, True),
        ("有 我妈心脏不好", "家里有人得大病吗", True, False),
        ("有 以前肾不好", "家里有大病吗", True, True),
        ("我老公有证", "家里有残疾人吗", True, False),
        ("地都荒了", "您家种地吗", False, False),
        ("不是 是我老公", "您是户主吗", False, False),
        ("是我爸", "您是户主吗", False, False),
        ("没买 买不起", "您家买过房吗", False, False),
        ("大的读高一 小的也都在学校", "有没有没上学的孩子", False, False),
        ("名字不对 别的没错", "这些信息都对吗", False, True),
    ],
)
def test_what_is_said_of_the_matter_without_yes_or_no(text: str, question: str, value: bool, confirm: bool) -> None:
    found = yes_no(text, question)
    assert found
    assert (found.value, found.confirm) == (value, confirm)


# question → (yes, no, left open) of one kind of sentence each, parted by |
CLASSES: dict[str, tuple[str, str, str]] = {
    # Yes of one part, no of another: one is enough for 有没有, one is missing for 都 and 安全.
    "有没有领到救灾物资？": ("米没领到 油领了", "", ""),
    "家里的牲口都打了疫苗吗？": ("", "猪打了 鸭子没打", ""),
    "房子结构安全吗？": ("", "前厅还好 后墙裂了一道缝", ""),
    "房子有没有损坏？": ("厨房塌了 睡房没事", "", ""),
    "您常年住在日溪吗？": ("", "农忙在 农闲就去城里带孙子|上半年住 下半年去厦门", ""),
    # The verb as a topic, then what is said of it.
    "您还能打工吗？": ("", "打工是打不动了|洗碗还行 打工就别想了|打工想都不要想", ""),
    "您家还养猪吗？": ("养着两头", "养是没养了 栏还在|养到去年不养了", ""),
    # Put off by others.
    "低保批下来了吗？": ("", "镇里讲材料不齐 要补|会计讲下个月才批|叫我们回去等通知", ""),
    "您申请过临时救助吗？": ("申请了 说不够条件", "今年忘了申请", ""),
    # Others decide; a question back between two.
    "您同意我们查家里人的账户吗？": ("", "", "我的随便查 老公的我做不了主|这个要我儿子说了算"),
    "家里人参加养老保险了吗？": ("", "", "是新农保还是城里那种|要自己去交还是村里扣"),
    # 没听错吧 is no question with a no.
    "我没听错吧，您家五口人？": ("没有|没听错 就五口|是的没错", "听错了 是六口", ""),
    "您家四口人，对吗？": ("四口|对", "是五口|不是 是五口", ""),
    "这个电话是您本人的吗？": ("是我的", "是我外甥的|我新妇的", ""),
    "还需要添加家里的人吗？": ("还有个孙子", "就我们娘俩|一共就三个 都报了|都写上了", ""),
    "您介意我们上门看看吗？": ("", "来嘛来嘛|不介意", ""),
    "您不办低保是因为户口吗？": ("是的", "", ""),
    "您没有残疾证，是吗？": ("有的有的 我找给你看", "没有", ""),
    "家里有存款吗？": ("", "", "我不跟你讲这个"),
}
_CLASSES = [
    (question, text, value)
    for question, said in CLASSES.items()
    for texts, value in zip(said, (True, False, None), strict=True)
    for text in texts.split("|")
    if text
]


@pytest.mark.parametrize(("question", "text", "value"), _CLASSES, ids=[f"{q}{t}" for q, t, _ in _CLASSES])
def test_kinds_of_sentences(question: str, text: str, value: bool | None) -> None:
    found = yes_no(text, question)
    assert (found.value if found else None) is value


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("要不要提交？", "提吧", True),
        ("现在录音可以吗？", "录", True),
        ("要删除这一条吗？", "删掉", True),
        ("要继续吗？", "继续", True),
        ("要保存吗？", "存着", True),
        ("要留个电话吗？", "留吧留吧", True),
        ("要删掉吗？", "别删", False),
        ("您还在吃药吗？", "吃着", True),
        ("我没记错吧，您住鼓山？", "没错", True),
    ],
)
def test_the_verb_of_the_question_alone_is_plain(question: str, text: str, value: bool) -> None:
    found = yes_no(text, question)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("这次受灾有没有投保？", "菌棚没保 稻子保了"),
        ("您平时都住村里吗？", "夏天住 冬天山上冷"),
        ("救助金到账了吗？", "会计讲下个月才发"),
        ("您是住新店镇，对吧？", "是岳峰"),
        ("您没有低保，是吧？", "有啊 领三年了"),
        ("您还住在那里吗？", "住吧"),
    ],
)
def test_two_readings_are_read_back(question: str, text: str) -> None:
    found = yes_no(text, question)
    assert found is None or (found.confirm and found.why)


# question → (answers that mean yes, that mean no), parted by |: how far it has come, how much there is, whose it is
COME: dict[str, tuple[str, str]] = {
    "您家的堤坝修完了吗？": ("", "下个月才动工|还早着|八字还没一撇|等过完年再修"),
    "助学贷款批下来了没有？": ("", "信用社说这周五|才送到镇里"),
    "护照到期了吗？": ("", "2031年才到期|年底才到"),
    "一年种地的本钱超过一万吗？": ("一万三都打不住|光肥料就一万二", "也就六七千|九千"),
    "您在外面超过三个月了吗？": ("小半年了，五个月", "四十天"),
    "家里有没有五亩以上的山？": ("八亩", "两亩不到"),
    "家里有人开车行吗？": ("", "哥哥开的，早分家了"),
    "有没有人常年卧床？": ("我婆婆，翻身都要人", ""),
    "您还在上班吗？": ("下个月就退了", ""),
    "您姓陈，对吗？": ("耳东陈", ""),
    "您的手机是13900001111，对吗？": ("", "末尾那个是7"),
    "您是户主吧？": ("算是", ""),
}
# Said so plainly that nobody need read it back.
PLAIN_OF_SOMEBODY = [
    ("家里有人在外面打工吗？", "二女儿在昆山电子厂", True),
    ("有没有人务工？", "我老公在石狮工地", True),
    ("除了您还有别人能照顾吗？", "就我一个人", False),
    ("您老伴还在吗？", "走了八年了", False),
    ("证办好了没有？", "早就拿到手了", True),
    ("孩子有没有休学？", "没有没有，课还是要上的", False),
]
# Of another household, of the past, of a plan: no longer plain.
DOUBTFUL_OF_SOMEBODY = [
    ("家里有人在外面打工吗？", "老公以前在厦门做模板"),
    ("家里有人在外面打工吗？", "儿子打算去厦门工地"),
    ("家里有人打工吗？", "隔壁老王在厦门工地"),
    ("同意公示吗？", "不要写门牌就行"),
]


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (question, text, value)
        for question, sides in COME.items()
        for texts, value in zip(sides, (True, False), strict=True)
        for text in texts.split("|")
        if text
    ],
)
def test_how_far_it_has_come_is_read_back(question: str, text: str, value: bool) -> None:
    found = yes_no(text, question)
    assert found
    assert (found.value, found.confirm) == (value, True)


@pytest.mark.parametrize(("question", "text", "value"), PLAIN_OF_SOMEBODY)
def test_what_is_told_of_somebody_is_plain(question: str, text: str, value: bool) -> None:
    found = yes_no(text, question)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(("question", "text"), DOUBTFUL_OF_SOMEBODY)
def test_of_others_and_of_other_times_is_never_used_silently(question: str, text: str) -> None:
    found = yes_no(text, question)
    assert found is None or found.confirm
