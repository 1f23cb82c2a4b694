from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.campaign.parsing import complaint, fault, parse, remarks

LETTERS = st.text(
    st.characters(min_codepoint=0x3400, max_codepoint=0x323AF, categories=["Lo"]), min_size=1
)
IDEOGRAPHS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF),
    ),
    min_size=1,
)


@pytest.mark.parametrize(
    "text",
    [
        "张三", "㛃䶮𠮷", "昇堃祎翀镕喆", "〇", "迪丽热巴·迪力木拉提", "阿尔娜·别克",
        "张三、李四、王五",
        "Anna Smith", "J. Smith", "John O’Brien", "Mary-Jane O'Neil", "José García",
        "Martin King Jr.",
        "麦克尔·J·福克斯", "C罗", "昇\ufe00平", "\ue863",
    ],
)  # fmt: skip
def test_names_arrive_as_typed(text: str) -> None:
    assert parse("姓名", f" {text} ") == text
    assert remarks("姓名", text) == []


@given(LETTERS)
def test_no_character_is_ever_lost_or_replaced(name: str) -> None:
    assert parse("姓名", name) == name


@given(st.lists(IDEOGRAPHS, min_size=2, max_size=3), st.sampled_from("・･•．.‧∙"))
def test_every_dot_becomes_the_same(parts: list[str], dot: str) -> None:
    assert parse("姓名", dot.join(parts)) == "·".join(parts)


@pytest.mark.parametrize(
    ("text", "used", "what"),
    [
        ("张　三", "张三", "中间有空格"),
        ("张 三 丰", "张三丰", "中间有空格"),
        ("欧阳 娜娜", "欧阳娜娜", "中间有空格"),
        ("阿依木.图尔荪", "阿依木·图尔荪", "间隔点写成了“.”"),
        ("阿依木 • 图尔荪", "阿依木·图尔荪", "中间有空格，间隔点写成了“•”"),
        ("阿依木··图尔荪", "阿依木·图尔荪", "有重复的间隔点"),
        ("麦克尔.J.福克斯", "麦克尔·J·福克斯", "间隔点写成了“.”"),
        ("张 三、李 四", "张三、李四", "中间有空格"),
    ],
)
def test_what_is_mended_is_said(text: str, used: str, what: str) -> None:
    assert parse("姓名", text) == used
    (remark,) = remarks("姓名", text)
    assert remark.startswith("V28")
    assert f"{what}，印表时写作“{used}”" in remark


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("张三13", "数字"),
        ("张三１３", "数字"),
        ("张三①", "数字"),
        ("zhang3", "数字"),
        ("张三（女）", "“（”"),
        ("张三*", "“*”"),
        ("张_三", "“_”"),
        ("张三，李四", "“，”"),
        ("张三/李四", "“/”"),
        ("张三\n李四", "换行"),
        ("张三.", "“.”"),
        ("张三-李四", "“-”"),
        ("·张三", "“·”"),
        ("张三·", "“·”"),
        ("张三、", "多余的“、”"),
        ("张三、、李四", "多余的“、”"),
        ("—", "“—”"),
    ],
)
def test_what_no_name_has_is_named(text: str, what: str) -> None:
    assert complaint("姓名", text).endswith(f"里有{what}")


@pytest.mark.parametrize("text", ["张三 李四", "买买提 艾力"])
def test_what_may_be_two_persons_is_not_joined_to_one(text: str) -> None:
    assert "看不出是一个人还是几个人" in complaint("姓名", text)


def test_a_phone_number_in_the_name_is_not_shown() -> None:
    assert "19900001001" not in str(fault("姓名", "张三19900001001").details)


def test_invisible_characters_are_no_part_of_a_name() -> None:
    assert parse("姓名", "张\u200b三") == "张三"
