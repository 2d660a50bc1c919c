"""Levels and kinds of applicant: codes that commands and rule files share, and their words."""

from laowu.model.level import ApplicantKind, Level, Target


def test_levels_run_from_the_district_to_the_nation() -> None:
    assert [level.value for level in Level] == ["district", "municipal", "provincial", "national"]
    assert [level.label.zh for level in Level] == ["区县级", "市级", "省级", "国家级"]
    assert [level.label.en for level in Level] == ["district", "municipal", "provincial", "national"]


def test_every_kind_of_applicant_has_words_of_its_own() -> None:
    assert len({kind.label.zh for kind in ApplicantKind}) == len({kind.label.en for kind in ApplicantKind}) == len(ApplicantKind)


def test_a_target_needs_no_class() -> None:
    assert Target(level=Level.MUNICIPAL).brand_class is None
