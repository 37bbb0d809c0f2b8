"""Danger heard, and what only sounds like it."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import semantic
from knowledge.danger.distress import distress
from knowledge.danger.kinds import Distress
from knowledge.danger.lesson import LESSON
from knowledge.learning.sentences import mark
from knowledge.learning.weights import shipped

DANGERS = {
    "suicide": [
        "不想活了", "活不下去了", "喝了农药", "他说要跳楼", "想死", "死了算了", "我想不开", "活着没意思",
        "药都买好了", "我站在桥上不知道往哪里走", "农药瓶子拿在手里", "我死了你们就清净了", "死的心都有了", "不活啦",
        "割过一次手没死成", "想跟我老头一起走", "做人没意思", "活着就是拖累人", "真想闭上眼就不睁开",
        "要不是为了孩子我早就不在了", "我跟孩子一起走好了", "让我死吧", "想喝敌敌畏", "依爸昨晚把绳子挂梁上",
        "我不想看见明天的太阳", "伓想活了", "我妈要跳楼了", "我喝农药了", "老公打我，我喝农药了",
        "我爱人喝农药走了，我也不想活了", "去年我自杀过",
    ],
    "medical": [
        "没钱叫车老人倒在床上没人送", "医院说不交押金就停药", "急诊要交钱才给做手术身上一块都没有",
        "小孩从三楼掉下去了", "孩子误喝了农药", "我爸吃错药了人迷迷糊糊", "血流不停", "刚刚半边不会动了", "羊水破了",
        "被毒蛇咬了", "工友被机器绞断手了", "肚子疼得在地上打滚", "我依妈喝了洁厕灵", "叫不应了", "人快不行了",
        "我爸昏迷不醒", "大出血", "没钱住院", "手术后人快不行了", "喂猪的老婆快不行了", "狗咬了，我快不行了",
        "打农药中毒了", "我爸身体快不行了", "厂里的人快不行了", "老人摔倒起不来", "胸口疼得厉害", "喘不上气",
        "烧四十度抽筋", "孩子发烧40度", "我妈跳楼了", "我妈喝了农药", "我老公喝农药了快来救", "我爸喝农药快没了",
    ],
    "violence": [
        "他掐我脖子", "抓着我头发往墙上撞", "他把我锁在家里", "儿子要钱不给就打", "被继父欺负了",
        "讨债的说要剁我的手", "婆婆拿开水泼我", "公公半夜进我房间", "我不敢回家他拿着刀在等我", "老公又动手了",
        "不让婆婆上桌吃饭", "老公打我", "被老公打", "家暴", "他喝醉就打孩子", "天天打我", "被人打断腿", "他拿刀",
        "依爸打依妈打出血", "我老公打儿子",
    ],
    "disaster": [
        "水到腰了", "溪水涨到二楼了", "厝顶掀了", "煤气漏了", "后山塌下来了", "堤坝决口了", "车翻到沟里人出不来",
        "屋里的水没过脚了", "孩子一个晚上没回家找不到", "人被压在石头下面", "被困在屋顶 水进来了", "房子着火了",
        "水已经漫进来了", "山体滑坡把路埋了", "现在被困", "发大水了", "屋里进水了", "发大水了 屋里进水了",
        "下大雨屋里都进水了", "孩子不见了", "孩子走丢了",
    ],
    "shelter": [
        "没厝住", "今晚睡哪里", "把我赶出门了", "我跟娃睡在候车室", "房东把锁换了进不去", "住在别人猪圈里",
        "桥下面凑合睡了三个晚上", "没地方住", "睡在桥洞", "房子塌了", "台风把房子吹倒了", "被赶出来了没地方去",
    ],
    "food": [
        "家里一粒米都没有", "奶粉断了宝宝才三个月", "两顿没吃了", "厝里毛米了", "锅里没米", "今天一口饭都没吃上",
        "捡剩饭吃", "米桶见底", "孩子哭着要吃的", "只剩一把面条", "三天就吃了点咸菜", "买不起米", "没饭吃",
        "断粮三天", "揭不开锅", "孩子饿了两天", "没米下锅", "我饿", "三天没吃东西", "没得吃", "米缸空了",
        "锅都揭不开",
    ],
}  # fmt: skip
TRAPS = [
    "死了好几头猪", "村里有人自杀过", "我不想死", "以前想不开过 现在好了", "遗书是什么", "没人打我",
    "小时候我爸打我", "狗被打死了", "要死要活", "打我卡里了吗", "钱打我账上", "187-5917-6043，打不通打我老婆的",
    "你打我嫂子一五九六零二零八八七三", "急救费能报吗", "住院抢救花了八万", "中毒的鱼", "没地方去玩", "没地方晒谷",
    "鸭子被水冲走了", "稻子被水淹了", "房子倒了能补多少钱", "失火能不能报", "万一没饭吃你们管不管", "小时候挨饿过",
    "旧社会才没饭吃", "饿了么外卖", "肚子饿了先去吃饭", "猪没饲料吃了饿得叫", "两年前房子被台风吹倒后来盖了",
    "被打回来了", "学费压得喘不过气", "这活干不下去了", "鱼养不活了", "救命钱什么时候发", "我死了以后地归谁",
    "手机快没电了要死了", "累死了", "饿了的猪", "去年台风房子倒了", "中毒性肝炎", "没饭吃的人多吗", "打我电话",
    "打我手机", "打我13800000000", "别打我这个号", "自打我爸走了", "被打工的厂子欠了工资", "打零工", "每天打针",
    "饿死了两头猪", "猪饿死了", "鱼快不行了", "生意快不行了", "厂子也快不行了", "身体不行了", "腿不行了", "累得要死",
    "热得要死了", "去年房子着火了", "前年台风房子倒了", "去年我爸喝农药走了", "厂倒了", "店倒闭了", "被困难压得喘气",
    "生活被困扰", "抢救过来了", "我叫陈大明", "没打过我", "我不饿", "想死你了", "你好", "家里困难",
    "老婆透析一年花了八万", "没病没灾", "打农药", "", "我老头子昨天喝农药走了", "我爱人喝农药没了",
    "我儿子自杀去世了", "我妈跳楼死了", "前年我爱人自杀了", "我妈五年前跳楼了", "去年差点饿死", "奶奶去年摔倒起不来",
    "去年我爸胸口疼做了支架", "以前发烧四十度抽筋落下残疾", "一下雨屋里就进水", "年年发大水", "去年发大水",
    "怕发大水", "儿子找不到工作", "儿子丢了工作", "孙子失踪三年了", "我爸打我妈电话", "老公打公司电话", "脚抽筋",
]  # fmt: skip
# Said without the word itself: what was learned from sentences has to hear them. None of them is learned from.
VEILED = {
    "suicide": [
        "我把存折和房本都放在枕头下了，你们以后拿给我儿子", "要是我哪天自己走了，保险会赔给家里吗",
        "我想去陪我老太婆了", "一个人坐在水库边上，不想回家", "药我攒了一大瓶，就等他们睡着", "来给我收尸吧",
        "我不在了孩子就拜托你们照看了", "活着太累，真想一觉睡过去算了",
    ],
    "medical": [
        "我爸嘴巴歪到一边，话讲不清楚了", "老婆下身一直流血，肚子里还有孩子", "我妈倒在灶前喊不醒",
        "胰岛素打完了没钱买，人昏沉沉的", "医院说今天不交钱就要拔管", "孩子把老鼠药吃下去了",
        "隔壁阿婆倒在门口，头上都是血",
    ],
    "violence": [
        "他喝了酒正在砸门，我和孩子躲在床底下", "我被他关在屋里，手机是偷偷拿的", "要债的拿着刀堵在门口",
        "后爸晚上老是进我房间摸我", "隔壁的小孩被打得哇哇叫，满身是伤", "他说今晚要弄死我们娘俩",
    ],
    "disaster": [
        "水已经到门槛了还在涨", "后山在往下滑，石头滚到院子里了", "墙裂得能伸进手，房子吱吱响", "火快烧到我家屋檐了",
        "路全断了，村里老人没药吃", "我妈瘫在床上，水快到床边了", "屋里全是煤气味",
    ],
    "shelter": [
        "今晚不知道睡哪里，带着两个娃在车站", "房东把我们东西扔到门外了", "儿子把我撵出来，我坐在路边",
        "房子昨晚塌了，一家人站在外面", "出院了没有家可以回，外面好冷", "有个老人睡在桥底下冻得发抖",
    ],
    "food": [
        "家里最后一把米昨天煮完了", "娃喊饿，锅里什么都没有", "从昨天到现在只喝了点水",
        "我两天没吃东西了，能给口吃的吗", "奶粉罐空了，宝宝一直哭", "隔壁老人没人送饭，饿得起不来",
    ],
}  # fmt: skip
ALIKE = [
    "大伯早些年想不开走了，留下一个儿子", "我妈上个月走的，丧事花了两万", "我以前有过那种念头，现在看开了",
    "电视里说有人跳楼，吓人", "想死我外孙了，好久没见", "今天割稻子累得要死", "我透析五年了，一个礼拜三次",
    "前年中风，半边身子不灵便", "救命钱发下来没有", "求求你们快点给我批了吧", "手机又卡死了",
    "孩子他爸以前爱打人，早离了", "我去田里打药，晚点说", "别打电话，我在上课", "前年房子塌过一次，政府帮修好了",
    "去年夏天发洪水淹了两亩地", "猪栏倒了，压死一头", "房子裂了缝，想申请危房改造", "没有房子的人能评上吗",
    "我租房子住，一个月四百", "我们家吃饭不成问题，就是学费", "我先去吃饭，等下再填", "是不是饿肚子才算困难户",
    "鸡舍进水，淹死一百只鸡", "我老公在厦门打工", "我走了，回头再聊", "两个孩子在读书", "我自己种菜自己吃",
    "钥匙放门口，你们来了自己开",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in DANGERS.items() for text in texts])
def test_danger_is_heard(text: str, kind: str) -> None:
    found = distress(text)
    assert found
    assert found.kind == kind
    assert found.words


@pytest.mark.parametrize("text", TRAPS)
def test_harmless_words_raise_no_alarm(text: str) -> None:
    found = distress(text)
    assert found is None or not found.sure


def test_harmless_words_are_seldom_asked_about() -> None:
    told = [found for text in TRAPS if (found := distress(text))]
    assert sum(found.worrying for found in told) <= 0.1 * len(TRAPS)


@pytest.fixture(params=["core", "semantic"])
def hearing(request: pytest.FixtureRequest) -> Iterator[str]:
    semantic.off(request.param == "core")
    yield request.param
    semantic.off(False)


def test_veiled_danger_is_heard_nearly_always(hearing: str) -> None:
    told = [(text, kind, distress(text)) for kind, texts in VEILED.items() for text in texts]
    heard = [(kind, found.kind) for _text, kind, found in told if found]
    assert len(heard) >= 0.9 * len(told)
    assert sum(kind == found for kind, found in heard) >= 0.85 * len(told)
    assert all(found.words in text for text, _kind, found in told if found)


def test_what_is_alike_seldom_alarms(hearing: str) -> None:
    told = [found for text in ALIKE if (found := distress(text))]
    assert sum(found.sure for found in told) <= 0.1 * len(ALIKE)
    assert sum(found.worrying for found in told) <= 0.2 * len(ALIKE)


def test_a_danger_in_a_long_story_is_heard(hearing: str) -> None:
    story = "我家四口人，老公前几年中风，两个孩子读书，我在镇上洗碗，一个月两千二，房子是租的，医药费欠了亲戚八万。" * 3
    assert distress(story) is None
    assert distress(story + "我真的不想活了") == Distress("suicide", "不想活")


# --- learning ---


def test_the_shipped_weights_were_learned_from_these_sentences() -> None:
    """After a change in knowledge/danger/sentences: ``baopin danger train``."""
    weights, told = shipped(LESSON.weights()), LESSON.sentences()
    assert weights.digest == mark(told)
    assert weights.labels == LESSON.labels
    lines = [line for lines in told.values() for line in lines]
    assert len(lines) == len(set(lines))
    assert not set(lines) & {*ALIKE, *(text for texts in VEILED.values() for text in texts)}


def test_the_shipped_scores_are_what_they_should_be() -> None:
    for scores in shipped(LESSON.weights()).scores.values():
        assert scores["heard"] >= 0.9  # of the veiled and the plain, those of the worst wording among them
        assert scores["kind"] >= 0.85
        assert scores["asked"] <= 0.2  # of what was written to sound like danger
        assert scores["false"] <= 0.08


def test_a_trap_hides_no_danger_beside_it() -> None:
    found = distress("打我电话，我老公打我")
    assert found
    assert found.kind == "violence"


@settings(deadline=None, max_examples=60)
@given(st.text("三打我死去年没有饭吃水，1", max_size=2000))
def test_bait_is_read_without_falling_over(text: str) -> None:
    found = distress(text)
    assert found is None or found.words in text
