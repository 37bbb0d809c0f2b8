"""Danger heard, and what only sounds like it."""

import pytest

from knowledge.distress import distress

DANGERS = {
    "suicide": [
        "不想活了", "活不下去了", "喝了农药", "他说要跳楼", "想死", "死了算了", "我想不开",
    ],
    "medical": [
        "人快不行了", "我爸昏迷不醒", "大出血", "没钱住院", "手术后人快不行了", "喂猪的老婆快不行了",
        "狗咬了，我快不行了", "打农药中毒了", "我爸身体快不行了", "厂里的人快不行了",
    ],
    "violence": [
        "老公打我", "被老公打", "家暴", "他喝醉就打孩子", "天天打我", "被人打断腿", "他拿刀",
    ],
    "disaster": [
        "被困在屋顶 水进来了", "房子着火了", "水已经漫进来了", "山体滑坡把路埋了", "现在被困",
    ],
    "shelter": [
        "没地方住", "睡在桥洞", "房子塌了", "台风把房子吹倒了", "被赶出来了没地方去",
    ],
    "food": [
        "没饭吃", "断粮三天", "揭不开锅", "孩子饿了两天", "没米下锅", "我饿", "三天没吃东西", "没得吃",
    ],
}  # fmt: skip
TRAPS = [
    "打我电话", "打我手机", "打我13800000000", "别打我这个号", "自打我爸走了", "被打工的厂子欠了工资",
    "打零工", "每天打针", "饿死了两头猪", "猪饿死了", "鱼快不行了", "生意快不行了", "厂子也快不行了",
    "身体不行了", "腿不行了", "累得要死", "热得要死了", "去年房子着火了", "前年台风房子倒了",
    "去年我爸喝农药走了", "厂倒了", "店倒闭了", "被困难压得喘气", "生活被困扰", "抢救过来了", "我叫陈大明",
    "没打过我", "我不饿", "想死你了", "你好", "家里困难", "老婆透析一年花了八万", "没病没灾", "打农药", "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in DANGERS.items() for text in texts])
def test_danger_is_heard(text: str, kind: str) -> None:
    found = distress(text)
    assert found
    assert found.kind == kind
    assert found.words


@pytest.mark.parametrize("text", TRAPS)
def test_harmless_words_raise_no_alarm(text: str) -> None:
    assert distress(text) is None


def test_a_trap_hides_no_danger_beside_it() -> None:
    found = distress("打我电话，我老公打我")
    assert found
    assert found.kind == "violence"
