"""What a farmer hears when something happened to the case: plain, kind, one thing at a time, no promise."""

from collections.abc import Mapping

# Keyed by the event of the lifecycle; an invalid case by its reason too. ``{number}`` is the receipt in brackets,
# empty on bare channels. 裁定 9: nobody is told 不符合.
WORDS: Mapping[str, str] = {
    "accepted": "您报的事{number}村里已经收下了，这几天会有人上门或打电话。不收钱。",
    "reassigned": "您报的事{number}转给了您现在住的村去办，您不用再报一遍。",
    "duplicate": "您家的事已经在办了，这一回报的{number}并到了一起，不会漏掉。您不用再报。",
    "out_of_area": "您报的事{number}要由户口所在的地方来办，情况会转过去。"
    "您也可以打当地的 12317 或 12345 问一问。不收钱。",
    "invalid.unreachable": "我们打了几次电话没有打通，也没有遇到您，您报的事{number}先放下了。"
    "您家还有困难的话，随时可以再报，也可以打 {hotlines}。",
    "invalid": "您报的事{number}看着像是试一试发的，就没有再往下办。要是真有困难，请再报一次，也可以打 {hotlines}。",
    "withdrawn": "您报的事{number}已经撤回了。什么时候想再报，都可以再报。",
    "green_approved": "您家的急事镇里知道了，正在安排人先来帮一把，手续以后再补。不收钱。",
}


def words(kind: str, reason: str, receipt: str, hotlines: tuple[str, ...], *, bare: bool) -> str:
    """The words for an event, empty when there is nothing a farmer needs to hear."""
    text = WORDS.get(f"{kind}.{reason}", WORDS.get(kind, ""))
    number = "" if bare else f"（编号 {receipt}）"
    return text.replace("{number}", number).replace("{hotlines}", "、".join(hotlines))
