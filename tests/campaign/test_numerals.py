import pytest

from formgen.campaign.values import chinese_numeral, number_of_numeral


def test_a_numeral_reads_as_the_number_it_was_written_for() -> None:
    assert [number_of_numeral(chinese_numeral(number)) for number in range(10_000)] == list(
        range(10_000)
    )


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("十", 10), ("二十一", 21), ("两千", 2000), ("一五", 15), ("一〇五", 105), ("二三十", 30)],
)
def test_numerals_as_people_write_them(numeral: str, number: int) -> None:
    assert number_of_numeral(numeral) == number


@pytest.mark.parametrize("other", ["", "若干", "1", "一万"])
def test_what_is_no_numeral_is_refused(other: str) -> None:
    with pytest.raises(ValueError, match="no "):
        number_of_numeral(other)
