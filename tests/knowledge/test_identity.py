"""ID numbers and telephones: read, refused, masked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.people.id_numbers import birth_of, id_number, is_id_number, looks_like_id, sex_of
from knowledge.people.masking import hide_private, mask_id, mask_phone
from knowledge.people.phones import looks_like_phone, phone

ID = "350111197803150018"
IDS = [
    (ID, ID),
    ("我的身份证是350111195206070029。", "350111195206070029"),
    ("350111 19780315 0018", ID),
    ("350111-19780315-0018", ID),
    ("３５０１１１１９７８０３１５００１８", ID),
    ("三五零一一一一九七八零三一五零零一八", ID),
    ("三五〇幺幺幺 一九七八〇三一五 〇〇幺八", ID),
    ("11010519491231002x", "11010519491231002X"),
    ("11010519491231002Ｘ", "11010519491231002X"),
    ("35011119650228004142", "35011119650228004142"),
    ("350111196502280041 42", "35011119650228004142"),
    ("35011119650228004142B1", "35011119650228004142B1"),
    (f"{ID} 13805001234", ID),
    ("35019919500101005X42", "35019919500101005X42"),  # the ID number within ends in X
    ("残疾证35019919500101005x42b1", "35019919500101005X42B1"),
    ("35019919500101005X 42块钱", "35019919500101005X"),
    ("350111 然后 1978 0315 后面 0018", ID),
    ("三五零幺幺幺啊，一九七八 零三幺五，最后四位零零幺八", ID),
    ("35O1lll978O315OO18", ID),
    ("三五零 三个幺 一九七八零三一五 零零幺八", ID),
    ("前六位350111 出生七八年三月十五号 后四位0018", ID),
    ("350111 19780316 不对 19780315 0018", ID),
    ("350111197803150019 最后一位错了 是8", ID),
    ("第一段350111 第二段19780315 第三段0018", ID),
    ("头一组三五零幺幺幺，中间一组一九七八零三一五，最后一组零零幺八", ID),
    ("卡号6222021402012345678", None),
    ("350111197803150019", None),
    ("350111197813150018", None),
    ("990111197803150018", None),
    ("999999195001010018", None),
    ("35011119780315001", None),
    ("13805001234", None),
    ("没带", None),
]


@pytest.mark.parametrize(("text", "value"), IDS)
def test_id_number(text: str, value: str | None) -> None:
    found = id_number(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize("text", ["350111197803150019", "35011119780315001", "350111780315001", "6222021234567890123"])
def test_a_wrong_id_is_noticed(text: str) -> None:
    assert looks_like_id(text)


@pytest.mark.parametrize("text", [ID, "13805001234", "没有", "2023-11-10", "0591-87480420"])
def test_other_things_are_no_wrong_id(text: str) -> None:
    assert not looks_like_id(text)


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place: int, shift: int) -> None:
    wrong = ID[:place] + str((int(ID[place]) + shift) % 10) + ID[place + 1 :]
    assert not is_id_number(wrong)


def test_sex_and_birth() -> None:
    assert (sex_of(ID), birth_of(ID)) == ("男", date(1978, 3, 15))
    assert sex_of("350111195206070029") == "女"


PHONES = [
    ("13800000000", "13800000000"),
    ("138 0000 0000", "13800000000"),
    ("138-0000-0000", "13800000000"),
    ("+86 13800000000", "13800000000"),
    ("008613800000000", "13800000000"),
    ("１３８００００００００", "13800000000"),
    ("幺三八零零零零零零零零", "13800000000"),
    ("幺三八 零五零零 幺二三四", "13805001234"),
    ("我电话是13800000000，打不通打我老婆的", "13800000000"),
    ("0591-87480420", "0591-87480420"),
    ("059187480420", "0591-87480420"),
    ("0591 8748 0420", "0591-87480420"),
    ("87480420", "0591-87480420"),
    ("010-12345678", None),
    ("1380000000", None),
    ("138000000000", None),
    ("12345", None),
    (ID, None),
    ("20231110", None),
    ("没有电话", None),
    ("0591-8748042", None),
    ("5918748 0420", "0591-87480420"),
    ("（0591）87480420", "0591-87480420"),
    ("138OO591234", "13800591234"),
    ("好 一三八 啊 零五零 那个 零一 二三四", "13805001234"),
    ("幺三八零五零零 后四位 幺二三四", "13805001234"),
    ("1380500 三个二 4", "13805002224"),
    ("13805001234。不对，后四位是5678", "13805005678"),
    ("13805001234，最后一个是8不是4", "13805001238"),
    ("13805001234 第八位是3", "13805003234"),
    ("138 0500 哦不 0591 1234", "13805911234"),
    ("原来的13805001234停机了，现在用13905001234", "13905001234"),
    ("13805001234停机了", None),
    ("6222 0214 0201 2345 678", None),
    ("要三八 零五九要 八八六二", "13805918862"),
    ("么三八 零五九么 八八六二", "13805918862"),
    ("要13805001234", "13805001234"),
    ("138 0500 后面四个6", "13805006666"),
    ("幺三八，后面八个八", "13888888888"),
    ("13805双零幺二三四", "13805001234"),
    ("13805001234……等一下，我看看背面，1239", "13805001239"),
]


@pytest.mark.parametrize(("text", "value"), PHONES)
def test_phone(text: str, value: str | None) -> None:
    found = phone(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize("text", ["87480420", "幺三八零零零零零零零零", "13800000000或者13900000000"])
def test_a_doubtful_phone_is_asked_back(text: str) -> None:
    found = phone(text)
    assert found
    assert found.confirm


WHOSE = [
    ("户主的电话是多少？", "我自己的13805001234，户主的是13905001234", "13905001234", False),
    ("您儿子的电话？", "13905001234是我儿子的，13805001234是我的", "13905001234", False),
    ("您的电话？", "13805001234或者13905001234", "13805001234", True),
    ("您的电话？", "两个 13805001234 13905001234 打第二个", "13905001234", True),
    ("您的电话？", "87480420", "0591-87480420", False),
    ("您的手机号？", "一百三十八 零五 九十一 三十六 五十二", "13805913652", True),
    ("您的手机号是13805001234，对吗？", "不对，最后四位是1243", "13805001243", True),
    ("您家的座机？", "手机13805001234，座机83561234", "0591-83561234", False),
    ("还有别的号码吗？", "除了13805001234还有13905001234", "13905001234", False),
    ("您的电话？", "我两个号，13805001234这个常用，13905001234上网", "13805001234", True),
    ("您的电话？", "打我老婆13905001234，我的停机了", "13905001234", False),
    ("您的电话？", "13905001234 哎不 13905001243", "13905001243", False),
    ("您的电话？", "13905001234 啊不是 1243", "13905001243", True),
    ("您的电话？", "13905001234 不是座机", "13905001234", False),
    ("您的电话？", "幺三九零五零零幺二三四", "13905001234", False),
    ("您的电话？", "我姓陈，一三九，零五零零，一二三四，没错的", "13905001234", False),
    ("您的电话？", "好像是幺三九零五零零幺二三四", "13905001234", True),
    ("您的电话？", "幺三九 三个五 幺幺二三四", "13955511234", True),
    ("您的电话？", "幺三九零五零零幺二三四 啊不是 幺二四三", "13905001243", True),
]


@pytest.mark.parametrize(("question", "text", "value", "confirm"), WHOSE)
def test_the_number_that_is_asked_for(question: str, text: str, value: str, confirm: bool) -> None:
    found = phone(text, question=question)
    assert found
    assert (found.value, found.confirm) == (value, confirm)


def test_the_id_number_that_is_asked_for() -> None:
    other = "350111195206070029"
    found = id_number(f"我的{ID}，我爸的{other}，户主是我爸", "户主的身份证号？")
    assert found
    assert (found.value, found.confirm) == (other, False)


@pytest.mark.parametrize("text", [f"孩子的还没办，我的是{ID}", f"孩子350111201501010011，我的{ID}"])
def test_ones_own_id_number_is_not_the_childs(text: str) -> None:
    assert id_number(text, "孩子的身份证号是多少？") is None


@pytest.mark.parametrize("tail", ["叉", "大写X", " 末尾是英文字母X", " 最后一个是英文的那个叉叉", "再加一个叉"])
def test_an_x_however_it_is_told(tail: str) -> None:
    found = id_number(f"11010519491231002{tail}")
    assert found
    assert found.value == "11010519491231002X"


def test_the_area_code_is_the_countys() -> None:
    found = phone("87480420", area_code="0593")
    assert found
    assert found.value == "0593-87480420"


@pytest.mark.parametrize("text", ["1380000000", "138000000000", "电话是8748042", "12345678901"])
def test_a_wrong_phone_is_noticed(text: str) -> None:
    assert looks_like_phone(text)


@pytest.mark.parametrize("text", ["13800000000", "没有", "三万二", ID, "2023年"])
def test_other_things_are_no_wrong_phone(text: str) -> None:
    assert not looks_like_phone(text)


def test_masks() -> None:
    assert mask_id(ID) == "350111********0018"
    assert mask_phone("13800000000") == "138****0000"
    assert mask_phone("0591-87480420") == "0591-****0420"
    assert mask_id("12345") == "*****"


HIDDEN = [
    (f"我叫陈大明，{ID}，13800000000", "我叫陈大明，350111********0018，138****0000"),
    ("350111 19780315 0018", "350111********0018"),
    ("电话0591-87480420", "电话0591-****0420"),
    ("打12345", "打12345"),
    ("幺三八 啊 零五零零 幺二三四", "138****1234"),
    ("350111 然后 19780315 后面 0018", "350111********0018"),
    ("一年32000元，2023年11月10日", "一年32000元，2023年11月10日"),
    ("编号JA20231110-0007-K", "编号JA20231110-0007-K"),
    ("三万二", "三万二"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_hide_private(text: str, shown: str) -> None:
    assert hide_private(text) == shown


@given(st.text(alphabet="一二三，。 ab", max_size=20), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_phone_shows_in_full(around: str, number: str) -> None:
    assert number not in hide_private(f"{around}，{number}，{around}")


@given(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True))
def test_a_mask_never_shows_more_than_ten_characters_of_an_id(number: str) -> None:
    assert sum(character != "*" for character in mask_id(number)) == 10
    assert number not in hide_private(f"号码{number}")
