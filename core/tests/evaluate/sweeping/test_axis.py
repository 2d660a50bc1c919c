import pytest

from laowu.errors import SettingsError
from laowu.evaluate.sweeping.axis import asked_values, tried


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("3000..3010/5", (3000, 3005, 3010)),
        ("3,000..3,010/4", (3000, 3004, 3008, 3010)),
        ("8000,3000,5_000", (3000, 5000, 8000)),
        ("0..3", (0, 1, 2, 3)),
        ("50%..60%/5%", ("50%", "55%", "60%")),
        ("50％..51％/0.25%", ("50%", "50.25%", "50.5%", "50.75%", "51%")),
    ],
)
def test_values_are_read_and_stepped(written: str, values: tuple[int | str, ...]) -> None:
    assert tried(asked_values(written), [values[0]]) == values


def test_what_is_stated_is_among_the_values_where_it_lies_between() -> None:
    asked = asked_values("3000..8000/1000")

    assert tried(asked, [4999]) == (3000, 4000, 4999, 5000, 6000, 7000, 8000)
    assert tried(asked, [9000]) == (3000, 4000, 5000, 6000, 7000, 8000)


@pytest.mark.parametrize("written", ["3000..8000", "0..7", "1..1000000", "0%..100%", "79.9%..80.1%"])
def test_steps_are_round_and_some_fifty_when_nobody_says(written: str) -> None:
    first, _, last = written.partition("..")
    values = tried(asked_values(written), ["0%" if "%" in written else 0])

    assert 2 <= len(values) <= 52
    assert {first, last} <= set(map(str, values))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "..",
        "3000",
        "a..b",
        "8000..3000",
        "3..3",
        "1..9/0",
        "1..50%",
        "-1..5",
        "1.5..3",
        "1..2..3",
        "1e3..5",
        "9" * 20 + "..5",
    ],
)
def test_what_makes_no_values_is_refused(written: str) -> None:
    if written == "3000":
        assert tried(asked_values(written), [1]) == (3000,)
        return
    with pytest.raises(SettingsError):
        asked_values(written)


def test_too_many_values_and_those_of_another_kind_are_refused() -> None:
    with pytest.raises(SettingsError, match="more than 1000"):
        tried(asked_values("0..5000/1"), [1])
    with pytest.raises(SettingsError, match="percentage"):
        tried(asked_values("1..5"), ["80%"])
    with pytest.raises(SettingsError, match="whole number"):
        tried(asked_values("1%..5%"), [80])
