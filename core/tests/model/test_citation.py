"""What a document is worth on a day, and how a clause is cited."""

from datetime import date, timedelta

import attrs
import pytest

from laowu.model.citation import Citation, Document, LegalStatus, Standing

MEASURES = Document(
    id="m", title="某办法", number="某发〔2022〕1号", issuers=("某局",), since=date(2022, 2, 1), status=LegalStatus.IN_FORCE
)
DAY = timedelta(days=1)


def test_before_its_first_day_a_document_is_not_yet_in_force() -> None:
    assert MEASURES.standing(MEASURES.since - DAY) is Standing.NOT_YET
    assert MEASURES.standing(MEASURES.since) is Standing.IN_FORCE


def test_from_the_day_its_rules_end_it_is_superseded() -> None:
    ended = attrs.evolve(MEASURES, until=date(2024, 1, 1))

    assert ended.standing(date(2023, 12, 31)) is Standing.IN_FORCE
    assert ended.standing(date(2024, 1, 1)) is Standing.SUPERSEDED


def test_the_last_day_of_a_round_still_belongs_to_it() -> None:
    round_ = attrs.evolve(MEASURES, round_ends=date(2022, 12, 31))

    assert round_.standing(date(2022, 12, 31)) is Standing.IN_FORCE
    assert round_.standing(date(2023, 1, 1)) is Standing.LAST_KNOWN_ROUND


@pytest.mark.parametrize("on", [date(2022, 2, 1), date(2030, 1, 1)])
def test_a_draft_stays_a_draft_whatever_its_dates_say(on: date) -> None:
    draft = attrs.evolve(MEASURES, status=LegalStatus.DRAFT, round_ends=date(2022, 12, 31), until=date(2024, 1, 1))

    assert draft.standing(on) is Standing.DRAFT


def test_a_text_known_to_be_superseded_is_so_from_its_first_day() -> None:
    old = attrs.evolve(MEASURES, status=LegalStatus.SUPERSEDED, round_ends=date(2022, 12, 31))

    assert old.standing(date(2022, 1, 31)) is Standing.NOT_YET
    assert old.standing(date(2022, 2, 1)) is Standing.SUPERSEDED


def test_an_ended_round_of_an_ended_document_is_superseded() -> None:
    both = attrs.evolve(MEASURES, round_ends=date(2022, 12, 31), until=date(2024, 1, 1))

    assert both.standing(date(2023, 6, 1)) is Standing.LAST_KNOWN_ROUND
    assert both.standing(date(2024, 6, 1)) is Standing.SUPERSEDED


def test_a_document_goes_by_its_number_or_else_by_its_title() -> None:
    assert MEASURES.name == "某发〔2022〕1号"
    assert attrs.evolve(MEASURES, number="").name == "《某办法》"


def test_a_citation_can_be_read_by_itself() -> None:
    assert str(Citation(document="m", name=MEASURES.name, locator="第七条")) == "某发〔2022〕1号 第七条"


def test_every_standing_has_its_own_words() -> None:
    assert len({standing.label.zh for standing in Standing}) == len({standing.label.en for standing in Standing}) == 5
    assert "估算" in Standing.DRAFT.label.zh
    assert "estimates" in Standing.DRAFT.label.en
