"""Reply text as HTML: everything escaped, then addresses and telephone numbers made tappable."""

import re

from markupsafe import Markup, escape

# A number is a telephone number only when it stands alone: 「花了120元」「120平方米」 are none.
_LINKS = re.compile(
    r"(?P<url>https?://[^\s<>\"'，。；、！？（）【】《》]+)"
    r"|(?<![A-Za-z\d.\-])(?P<tel>1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4}|12317|12345|12356|12355|12338|110|119|120)"
    r"(?![A-Za-z\d\-%％]|\.\d|[元块万千百多亩平斤公人口个天年月日户岁分张次米])"
)


def linked(text: str) -> Markup:
    """``text`` escaped, with links. Line breaks stay as they are: the style sheet keeps them."""
    parts: list[Markup] = []
    end = 0
    for match in _LINKS.finditer(text):
        parts += [escape(text[end : match.start()]), _anchor(match)]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def whole(label: str) -> Markup:
    """A button's label whose words in brackets stay on one line: （因灾） is one thing."""
    words, bracket, rest = label.partition("（")
    return escape(words) + Markup('<span class="whole">{}</span>').format(bracket + rest) if bracket else escape(label)


def _anchor(match: re.Match[str]) -> Markup:
    words = match.group()
    if match["url"]:
        return Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(words)
    return Markup('<a class="tel" href="tel:{}">{}</a>').format(words.replace("-", ""), words)


def safe_link(link: str) -> str:
    """The address of a reply's link, or nothing: ``form`` is this page, and no scheme but http(s) is followed."""
    is_own_path = link.startswith("/") and not link.startswith("//")
    return link if is_own_path or link.startswith(("https://", "http://")) else ""
