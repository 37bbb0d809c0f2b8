"""Orders in ordinary talk, by the contract's names, and questions that only hold their words."""

import pytest

from dialogs.commands import steering

ORDERS = [
    ("我妈9月份报过一次，一直没人来，帮我看看审到哪了", "status"),
    ("我媳妇上周报的，看下批没批", "status"),
    ("门牌地址要改，我搬家了", "correct:address"),
    ("那个授权我不同意了，要改回来", "correct:consent"),
    ("我刚才点了同意查我存款的，现在不同意了", "correct:consent"),
    ("等等，前面说五口人，应该是六口，忘了算我妈", "correct:size"),
    ("下一步", "skip"),
    ("下一步我该去哪里报销药费？", ""),
    ("下一步是不是要交材料？", ""),
    ("我家门牌号是12号", ""),
]


@pytest.mark.parametrize(("text", "order"), ORDERS)
def test_orders_in_talk(text: str, order: str) -> None:
    assert steering(text) == order
