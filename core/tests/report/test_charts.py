import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu.evaluate.comparing.compare import Comparison
from laowu.report.brand_report import BrandReport
from laowu.report.canvas import fitted, tenths
from laowu.report.distance_chart import distance_chart
from laowu.report.distances import by_measure, measured
from laowu.report.money_chart import money_chart, most_fen
from laowu.report.timeline_chart import Scale, timeline_chart


@given(place=st.fractions(min_value=0, max_value=400))
def test_a_coordinate_is_within_a_twentieth_of_its_place(place: Fraction) -> None:
    assert abs(Fraction(tenths(place)) - place) <= Fraction(1, 20)


@given(words=st.text(alphabet="汉字abc 123", max_size=60), room=st.integers(20, 340))
def test_a_text_keeps_to_its_room_or_says_that_it_goes_on(words: str, room: int) -> None:
    shown = fitted(words, room)

    assert shown == words or shown.endswith("…")
    assert shown.rstrip("…") == words[: len(shown.rstrip("…"))]


def test_the_end_that_does_not_count_is_hollow(compared: Comparison) -> None:
    (workers,) = [group for group in by_measure(measured(compared)) if group[0].fact == "workers"]

    drawn = str(distance_chart(workers, described_by="x"))

    assert drawn.count('class="inclusive"') == len(workers)
    assert 'class="strict"' not in drawn


def test_a_figure_known_within_bounds_is_hatched_beyond_what_is_sure(compared: Comparison) -> None:
    (workers,) = [group for group in by_measure(measured(compared)) if group[0].fact == "workers"]
    drawn = {entry.code: str(distance_chart((entry,), described_by="x")) for entry in workers}

    assert 'class="maybe-short"' in drawn["demo"]
    assert 'class="maybe"' in drawn["second"]


def test_time_lines_share_their_days_and_name_few_of_them() -> None:
    for days in (0, 1, 5, 30, 400, 2000):
        scale = Scale(first=date(2026, 1, 1), last=date(2026, 1, 1) + timedelta(days=days), days_off=frozenset())
        ticks = list(scale.ticks())
        assert ticks[0] == scale.first
        assert 1 <= len(ticks) <= 6


def test_days_off_are_those_of_the_official_calendar(report: BrandReport) -> None:
    assert date(2026, 11, 21) in report.days_off  # a Saturday
    assert date(2026, 11, 23) not in report.days_off


def test_every_step_of_a_plan_is_drawn_inside_the_picture(report: BrandReport) -> None:
    scale = Scale(first=report.comparison.start, last=report.comparison.start + timedelta(days=40), days_off=report.days_off)
    for _, answer, _ in report.judged():
        for plan in answer.review:
            drawn = str(timeline_chart(plan, scale, described_by="x"))
            coming = [step for step in plan.steps if step.begins is not None]
            assert len(re.findall(r'class="(?:step|maybe)"', drawn)) == len(coming)
            assert all(0 <= Fraction(x) <= 340 for x in re.findall(r' x="([0-9.-]+)"', drawn))


def test_money_keeps_to_the_common_scale(report: BrandReport) -> None:
    outlooks = [outlook for _, _, told in report.judged() for outlook in told]
    most = most_fen(outlooks)

    assert outlooks
    for outlook in outlooks:
        drawn = str(money_chart(outlook, most, described_by="x"))
        ends = [
            Fraction(x) + Fraction(width) for x, width in re.findall(r'<rect x="([0-9.]+)" y="[0-9.]+" width="([0-9.]+)"', drawn)
        ]
        assert all(end <= 215 for end in ends)


@pytest.mark.parametrize("missing", ["drawsvg", "xlsxwriter"])
def test_without_the_extra_the_program_says_how_to_get_it(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from laowu.errors import SettingsError
    from laowu.report import extra

    monkeypatch.setattr(extra, "NEEDED", (f"{missing}_that_nobody_has",))

    with pytest.raises(SettingsError, match=r"laowu\[report\]"):
        extra.require_extra()
