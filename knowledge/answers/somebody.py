"""Who it is of whom it holds: 老公在厦门做模板工 to 有人打工吗, 我婆婆 to 有没有人卧床, 就我一个 to 除了您还有人吗."""

import re
from collections.abc import Sequence

from knowledge.answers.asked_about import About
from knowledge.wordlists import wordtable

_WORK = re.compile("打工|务工|做工|上班|工作|做事|干活")
_AT_WORK = re.compile("|".join(wordtable("answers")["at_work"]))
_WHO = re.compile(
    r"有人|谁|有没有(?:人|谁|哪|[^过]{0,8}的[吗人])|家里?.{0,4}有.{0,8}人|有哪个|有几个|有.{1,12}的(?:人)?[吗么]"
)
_OURS = re.compile(
    r"^(?:有|就|是|嗯|我|家里|我们?家)*(?:我?(?:[大小二三四五老]|依)?(?:老(?:太婆|头子|太)|老[公婆伴大二三四五头]|那口子|丈夫|妻子|爱人|儿子|女儿|囝|媳妇|新妇|儿媳妇?|女婿|"
    r"孩子|孙[子女]|婆婆|公公|[爸妈爹娘]|[爸妈]{2}|老[爸妈娘爹]|爷爷|奶奶|依[公嬷])|我自己|[大小]的|(?:我|家里)(?:哥|弟|姐|妹)|老两口|我)+们?"
)
_DOUBTFUL = re.compile(
    r"[不没冇未]|以前|原来|从前|去年|前年|过去|回来|走了|过世|去世|嫁|分家|另外|单独|还[早在没]|想|打算|准备|要去|快要|刚|听说|好像|应该|可能|"
    r"大概|算|[?？吗呢]|只|才|有时|偶尔|停|断|关|倒|退|毕业|辞|裁|失业|别人|人家|隔壁|离"
)
_ONLY_ME = re.compile(
    r"(?:现在|如今|目前|也|都|家里|厝里|家|屋里|全家)*(?:就|只|光|单|全|只有|就只|只剩|就剩|剩|只余|拢总|全靠)(?:有|剩|靠)*(?:下)?"
    r"(?:我们?|老[公婆头伴]|他|她|这)(?:自己)?(?:老?[一两二三]个?)?(?:人|老的|老人|老骨头|老太婆|老头子?|口人|口子|光棍)?(?:了|的|啊|呀|在|呢|在外面|在家|撑着|扛着)*"
)
_ANOTHER = re.compile(r"除了|别的|其他|别人|另外|还有")
_LONGEST = 16


def told_of(clauses: Sequence[str], asked: About) -> bool | None:
    """So plain that nobody need read it back; None otherwise."""
    if len(clauses) != 1:
        return None
    said = clauses[0]
    if _ANOTHER.search(asked.text) and _ONLY_ME.fullmatch(said):
        return False
    return True if _holds_of(said, asked) else None


def _holds_of(said: str, asked: About) -> bool:
    """Somebody of the family, and the predicate of the question or, of work, where they do it."""
    if asked.negative or not _WHO.search(asked.text) or not (named := _OURS.match(said)):
        return False
    rest = said[named.end() :]
    if not rest or len(said) > _LONGEST or _DOUBTFUL.search(said) or _ANOTHER.search(asked.text):
        return False
    if _WORK.search(asked.text):
        return bool(_AT_WORK.search(rest))
    return any(len(verb) > 1 and verb in rest and verb in asked.text for verb in asked.verbs)


def named(clauses: Sequence[str], asked: About) -> bool:
    """我婆婆，翻身都要人 to 有没有人常年卧床: asked whether there is one, somebody is named. To be read back."""
    if not _WHO.search(asked.text) and not asked.exists:
        return False
    if any(_OURS.fullmatch(clause.rstrip("有了的")) and clause.rstrip("了的").endswith("有") for clause in clauses):
        return True  # 老太婆有，我没
    who = _WHO.search(asked.text) and _OURS.fullmatch(clauses[0])
    return bool(who) and not any(_DOUBTFUL.search(clause) for clause in clauses)
