"""What a farmer hears when something happened to the case: plain, kind, one thing at a time, no promise."""

import re
from collections.abc import Mapping
from typing import Any

from intake_api.casework.lifecycle import action

# Keyed by the event of the lifecycle; an invalid case by its reason too. ``{number}`` is the receipt in brackets,
# empty on bare channels. 裁定 9: nobody is told 不符合.
_REFUSED = (
    "您报的事{number}这次没有纳入监测：{refusal}。您要是觉得不对，{object}，镇里换个人再看一遍；"
    "家里有别的难处，可以打 {hotlines}，情况有变化随时再报。"
)
# Once, when the 15 days are over and nothing is decided: kind, blaming nobody.
LATE = "late"
_LATE = "让您久等了，对不起。您报的事{number}还在办，这回比平常慢。家里有急事，先打 {hotlines}。"
WORDS: Mapping[str, str] = {
    "accepted": "您报的事{number}村里已经收下了，这几天会有人上门或打电话。不收钱。",
    "reassigned": "您报的事{number}转给了您现在住的村去办，您不用再报一遍。",
    "duplicate": "您家的事已经在办了，这一回报的{number}并到了一起，不会漏掉。您不用再报。",
    "out_of_area": "您报的事{number}要由户口所在的地方来办，情况会转过去。"
    "您也可以打当地的 12317 或 12345 问一问。不收钱。",
    "invalid.unreachable": "我们打了几次电话没有打通，也没有遇到您，您报的事{number}先放下了。"
    "您家还有困难的话，随时可以再报，也可以打 {hotlines}。",
    "invalid": "您报的事{number}看着像是试一试发的，就没有再往下办。要是真有困难，请再报一次，也可以打 {hotlines}。",
    "abuse": "您报的事{number}看着像是试一试发的，就没有再往下办。要是真有困难，请再报一次，也可以打 {hotlines}。",
    "natural_decrease": "您报的事{number}先收起来了：村里、镇里登记的是全家迁走了，或者人不在了。"
    "登记错了，请打 {hotlines}。",
    "withdrawn": "您报的事{number}已经撤回了。什么时候想再报，都可以再报。",
    "info_requested": "您报的事{number}还差一点情况：{what}。方便的时候{here}告诉我就行，等村里的人上门再说也可以。",
    "verifying": "您报的事{number}，村里会有两位干部到家里来看看、聊聊。不用准备什么，也不收钱。",
    "voted": "您报的事{number}村里开会议过了，接下来在村里贴出来 5 天，只写户主、村组、几口人，不写病情和号码。",
    "voted.again": "您报的事{number}村里又开会议过了。前面贴过的不用再贴，接下来报到镇里。",
    "reposted": "您报的事{number}前面贴出来的有地方写错了，改好重新贴了，再贴 5 天。您不用做什么。",
    "recognised": "您家已经列为防返贫监测对象{number}。接下来村里会跟您商量怎么帮，帮扶计划 10 天内定下来。",
    "plan_set": "您家的帮扶计划定下来了{number}，{contact}会常跟您联系，有什么难处直接找他。",
    "measure_implemented": "有一项帮扶已经办了{number}：{what}。您要是没有收到，打 {hotlines} 问一问。",
    "eliminated": "村里、镇里看过，您家的难关算是过去了{number}。往后还有难处，随时再报，照样有人管。",
    "referred": "您报的事{number}里有一样，转给专门的部门去办了：{target}。原来这件照常办，您不用再报。",
    "no_risk": _REFUSED,
    "voted_down": _REFUSED,
    "town_rejected": _REFUSED,
    "county_rejected": _REFUSED,
    "appealed": "您要求再看一遍，镇里收到了{number}，会换一个人来看，5 个工作日里给您回话。",
    "appeal_upheld": "镇里换人又看了一遍{number}，这次还是没有纳入监测。您还可以打 {hotlines} 反映，有变化随时再报。",
    "appeal_reopened": "镇里看了您的意见{number}，决定重新上门核实。不收钱。",
    "green_approved": "您家的急事镇里知道了，正在安排人先来帮一把，手续以后再补。不收钱。",
}


# Why, as one would say it at the door: true, and blaming nobody.
_WHY = {
    "R01": "这次监测看的是农村户口，您家不在里面",
    "R02": "核实下来，眼下的难处还撑得过去",
    "R03": "核对的时候查到有些财产或工作，跟说的情况对不上",
    "R04": "没有拿到家里人的授权，没法核对",
    "R05": "有些情况跟核对的对不上",
    "R06": "您家已经在帮扶名单里，这次说的难处会并到一起办",
    "R07": "这一样难处已经由别的办法解决了",
    "R08": "几次都没有联系上您",
    "R09": "村里开会商量，没有通过",
    "R10": "贴出来以后有人提了意见，查下来是这样",
    "test": "看着像是试一试发的",
    "abuse": "看着像是试一试发的",
    "unreachable": "几次都没有联系上您",
}
_UNTOLD = "具体原因村里会跟您讲"
_DETAIL = re.compile(r"[：，]?\{(what|refusal|target|contact)\}")


def why(given: Mapping[str, Any]) -> str:
    """Why a household was not taken in, as the notice of the refusal says it."""
    return _WHY.get(str(given.get("reason", "")), _UNTOLD)


def words(
    kind: str,
    given: Mapping[str, Any],
    receipt: str,
    hotlines: tuple[str, ...],
    *,
    bare: bool,
    spoken: bool = False,
) -> str:
    """The words for an event, empty when there is nothing a farmer needs to hear. ``given`` is what was filled in;
    bare channels carry none of it (裁定 10); ``spoken``: a person says them on the telephone."""
    text = _LATE if kind == LATE else WORDS.get(f"{kind}.{given.get('reason', '')}", WORDS.get(kind, ""))
    if bare:
        text = _DETAIL.sub("", text)
    told = {
        "number": "" if bare else f"（编号 {receipt}）",
        "hotlines": "、".join(hotlines),
        "what": str(given.get("what", "")),
        "contact": str(given.get("contact", "挂钩干部")),
        "object": "跟村里、镇里说一声" if spoken else "回“不同意”",
        "here": "" if spoken else "在这里",
        "target": _TARGETS.get(str(given.get("target", "")), ""),
        "refusal": why(given),
    }
    return text.format_map(told) if text else ""


_TARGETS = {code: words for need in action("refer").needs for code, words in need.options}
