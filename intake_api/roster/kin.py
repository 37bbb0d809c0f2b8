"""与户主关系 as a 户口簿 and lists write it: one of the form's 28 codes (GB/T 4761)."""

from intake_api.roster.cells import Unusable

_WORDS = {
    "r02": "户主 本人 户主本人 本户户主",
    "r10": "配偶 夫 妻 丈夫 妻子 夫妻 爱人 老公 老婆 之妻 之夫",
    "r20": "子 儿子 独生子 长子 次子 三子 四子 五子 六子 二子 大儿子 二儿子 小儿子 养子 继子 养子或继子 其他儿子 男孩",
    "r30": "女 女儿 独生女 长女 次女 三女 四女 五女 六女 二女 大女儿 二女儿 小女儿 养女 继女 养女或继女 其他女儿 女孩",
    "r38": "儿媳 儿媳妇 媳妇 媳 长媳 次媳 三媳 长儿媳 次儿媳 三儿媳 大儿媳 二儿媳",
    "r28": "女婿 婿 长婿 次婿 三婿 大女婿 二女婿",
    "r41": "孙子 孙 长孙 次孙 三孙 长孙子 次孙子",
    "r42": "孙女 长孙女 次孙女 三孙女",
    "r43": "外孙子 外孙 长外孙 次外孙",
    "r44": "外孙女 长外孙女 次外孙女",
    "r47": "曾孙子 曾孙 外曾孙 曾外孙 曾外孙子 玄孙 曾孙子或外曾孙子",
    "r48": "曾孙女 外曾孙女 曾外孙女 曾孙女或外曾孙女",
    "r51": "父 父亲 爸爸 继父 养父 继父或养父",
    "r52": "母 母亲 妈妈 继母 养母 继母或养母",
    "r53": "公公",
    "r54": "婆婆",
    "r55": "岳父 丈人",
    "r56": "岳母 丈母娘",
    "r61": "祖父 爷爷 曾祖父",
    "r62": "祖母 奶奶 曾祖母",
    "r63": "外祖父 外公 姥爷 外曾祖父",
    "r64": "外祖母 外婆 姥姥 外曾祖母",
    "r70": "兄弟姐妹 兄 弟 姐 妹 哥 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹 长兄 次兄 三弟 二弟 大弟 胞兄 胞弟 胞姐 胞妹 兄长",
    "r74": "兄弟媳妇 嫂 嫂子 弟媳 弟妹 弟妇 弟媳妇",
    "r83": "叔伯 伯父 叔父 叔叔 伯伯 叔 伯",
    "r93": "侄儿 侄子 侄 侄男 侄孙",
    "r94": "侄女 侄孙女",
    "r97": "其他 其他关系 其它 其他亲属 非亲属 保姆 姐夫 妹夫 伯母 婶母 外甥 外甥女 舅舅 姑姑 姨 姑母 姨母 舅父 舅母",
}
_CODES = {word: code for code, words in _WORDS.items() for word in words.split()}


def relation_code(text: str) -> str:
    """The code: by its word (之子, 儿子, 长子) or its number (20). Raises ``Unusable``."""
    word = text.strip()
    bare = word.removeprefix("户主").removeprefix("之").removeprefix("的") or word
    code = _CODES.get(word) or _CODES.get(bare) or f"r{word.zfill(2)}"
    if code not in _WORDS:
        raise Unusable("看不懂这个关系，先记作“其他”。请写配偶、之子、之女、之父这样")
    return code
