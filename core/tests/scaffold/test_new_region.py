"""An author's answers, checked: what a code may be, which place is meant, what follows from it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.errors import InputError
from laowu.model.level import Level
from laowu.rules.profile import Profile
from laowu.scaffold.answers import LONGEST, checked_code
from laowu.scaffold.new_region import NewRegion
from laowu.text import same

Answers = Callable[..., NewRegion]

PROFILE = Profile(code="demo", name=same("x"), division="320400", tier="city", api=1, edition="1", read_on=date(2026, 1, 1))


@given(st.text(alphabet="az09-_A ", max_size=33) | st.from_regex(r"[a-z][a-z0-9-]{1,31}", fullmatch=True))
def test_a_code_that_is_taken_is_one_that_a_profile_may_have(code: str) -> None:
    with suppress(InputError):
        assert attrs.evolve(PROFILE, code=checked_code(code)).code == code


@pytest.mark.parametrize("code", ["zj", "demo-city", "a1", "a-1-b", "x" * 31])
def test_codes_of_letters_digits_and_single_hyphens_are_taken(code: str) -> None:
    assert checked_code(code) == code


@pytest.mark.parametrize(
    ("code", "suggested"),
    [("Zhe Jiang", "zhe-jiang"), ("demo_city", "demo-city"), ("demo-", "demo"), ("a--b", "a-b"), ("Zhèjiāng", "zhejiang")],
)
def test_a_code_that_cannot_be_suggests_one_that_can(code: str, suggested: str) -> None:
    with pytest.raises(InputError) as refused:
        checked_code(code)

    assert refused.value.mend
    assert refused.value.mend.en.endswith(f"such as {suggested}")
    assert refused.value.mend.zh.endswith(f"如 {suggested}")


@pytest.mark.parametrize("code", ["", "x", "浙江", "9lives", "x" * 32, "../up", "a/b", "a\nb"])
def test_what_is_far_from_a_code_is_refused_without_a_suggestion(code: str) -> None:
    with pytest.raises(InputError) as refused:
        checked_code(code)

    assert refused.value.mend
    assert refused.value.mend.en.startswith("write 2 to 31")


@pytest.mark.parametrize("code", ["ledger", "registry"])
def test_a_region_is_not_called_like_a_distribution_of_the_program(code: str) -> None:
    with pytest.raises(InputError, match="distribution of the program itself"):
        checked_code(code)


@pytest.mark.parametrize(
    ("division", "code", "tier", "level"),
    [
        ("浙江", "330000", "province", Level.PROVINCIAL),
        ("内蒙古自治区", "150000", "province", Level.PROVINCIAL),
        ("天津市", "120000", "municipality", Level.MUNICIPAL),
        ("常州", "320400", "city", Level.MUNICIPAL),
        ("江苏省常州市金坛区", "320413", "county", Level.DISTRICT),
        ("上海市 浦东新区", "310115", "county", Level.DISTRICT),
        ("仙桃市", "429004", "county", Level.DISTRICT),
    ],
)
def test_the_kind_of_place_and_its_usual_level_follow_from_the_division(
    division: str, code: str, tier: str, level: Level, answers: Answers
) -> None:
    region = answers(division=division)

    assert (region.division.code, region.tier, region.levels) == (code, tier, (level,))


def test_levels_given_stand_in_their_order_and_once(answers: Answers) -> None:
    region = answers(levels=(Level.PROVINCIAL, Level.DISTRICT, Level.PROVINCIAL))

    assert region.levels == (Level.DISTRICT, Level.PROVINCIAL)


@pytest.mark.parametrize(
    ("division", "said", "mend"),
    [
        ("浙冮", "no division has the name", "did you mean: 浙江"),
        ("鼓楼区", "more than one division", "put the province or city before it"),
        ("重庆市江北区", "ended on", "now: "),
        ("999999", "no division has the name or code", ""),
    ],
)
def test_a_place_that_is_not_or_may_be_several_is_refused_with_those_near_it(
    division: str, said: str, mend: str, answers: Answers
) -> None:
    with pytest.raises(InputError, match=said) as refused:
        answers(division=division)

    assert refused.value.where == "--division"
    assert mend in (refused.value.mend.en if refused.value.mend else "")


@pytest.mark.parametrize(
    ("answer", "option"),
    [
        ({"name": " \t"}, "--name"),
        ({"name": "两\n行"}, "--name"),
        ({"name_en": ""}, "--name-en"),
        ({"name_en": "turned \u202e round"}, "--name-en"),
        ({"title": "x" * (LONGEST + 1)}, "--document"),
        ({"number": "\x00"}, "--number"),
        ({"issuers": ("a", "b\u2028c")}, "--issuer"),
        ({"issued": date(2026, 11, 22)}, "--issued"),
        ({"issuers": ("\udcff",)}, "--issuer"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_at_its_option(answer: dict[str, Any], option: str, answers: Answers) -> None:
    with pytest.raises(InputError) as refused:
        answers(**answer)

    assert refused.value.where == option


def test_what_nobody_said_is_marked_as_an_example(answers: Answers) -> None:
    region = answers("demo-city")

    assert region.name.en == "Demo City"
    assert region.document.title.startswith("（示例）")
    assert all(issuer.startswith("（示例）") for issuer in region.document.issuers)
    assert region.document.number is None
    assert region.since == region.on
