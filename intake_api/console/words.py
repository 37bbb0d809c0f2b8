"""How the console says things: names masked, moments and places in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from intake_api.notices import masked
from knowledge.policy import County

CHANNELS = {
    "wechat": "微信",
    "telegram": "Telegram",
    "web": "网页",
    "sms": "短信",
    "wecom": "企业微信",
    "hotline": "热线电话",
    "walkin": "上门来报",
    "patrol": "走访发现",
    "dept": "部门筛查",
    "chat": "终端",
    "api": "其他系统",
    "console": "后台",
}


def channel(name: str) -> str:
    """The Chinese name of a channel."""
    return CHANNELS.get(name, name)


def masked_name(name: str) -> str:
    """``陈大明`` → ``陈*``: lists and notices show no full name."""
    return masked.name(name) if name else "未留姓名"


def place(county: County, code: str) -> str:
    """A division in words; empty for none."""
    division = county.places.get(code)
    if division is None:
        return ""
    return county.places.full_name(code) if division.level in ("village", "town") else division.name


def local(county: County, moment: datetime) -> datetime:
    """A moment on the county's own clock."""
    return moment.astimezone(ZoneInfo(county.policy.timezone))


def moment(local: datetime) -> str:
    """``11月10日 09:05``. The argument is on the county's clock already."""
    return f"{local.month}月{local.day}日 {local:%H:%M}"


def digits(receipt: str) -> str:
    """A receipt number with spaces, for reading out slowly."""
    return " ".join(receipt)
