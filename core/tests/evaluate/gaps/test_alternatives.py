"""Of several ways the nearest is proposed, and criteria that touch one another are mended together, worked out by hand."""

from gap_cases import ON, Lacking, only, told

from laowu.model.dossier import Judgement, Operator
from laowu.model.level import ApplicantKind
from laowu.model.outcome import Outcome
from laowu.model.share import Share

# Alternatives


def test_of_several_alternatives_the_nearest_is_proposed_and_all_are_told(lacking: Lacking) -> None:
    condition = '{ any = [{ fact = "media_reports", at_least = 10 }, { fact = "advertisements", at_least = 2 }] }'

    gap, _ = lacking(condition, {"media_reports": 9, "advertisements": 1})

    assert told(gap) == [("media_reports", None, "10")]
    (fork,) = only(gap).alternatives
    assert [(way[0].key, way[0].distance) for way in fork.ways] == [("media_reports", "1/10"), ("advertisements", "1/2")]


def test_what_is_only_unknown_is_nearer_than_what_is_denied(lacking: Lacking) -> None:
    condition = '{ any = [{ fact = "media_reports", at_least = 10 }, { judge = { zh = "？", en = "?" } }] }'

    gap, _ = lacking(condition, {"media_reports": 9})

    assert told(gap) == [("D-1", None, "met")]


def test_of_some_of_several_the_missing_number_is_told(lacking: Lacking) -> None:
    parts = ", ".join(f'{{ fact = "{name}", is = true }}' for name in ("local_plan", "own_training", "training_system"))

    gap, _ = lacking(f"{{ at_least_k = 2, of = [{parts}] }}", {"local_plan": True, "own_training": False})
    none, _ = lacking(f"{{ at_least_k = 2, of = [{parts}] }}", dict.fromkeys(("local_plan", "own_training"), False))

    (fork,) = only(gap).alternatives
    assert (fork.more, [way[0].key for way in fork.ways]) == (1, ["training_system", "own_training"])
    assert told(gap) == [("training_system", None, "true")]
    assert only(none).alternatives[0].more == 2
    assert told(none) == [("local_plan", None, "true"), ("training_system", None, "true")]


def test_an_alternative_of_two_parts_names_both(lacking: Lacking) -> None:
    both = '{ all = [{ fact = "own_training", is = true }, { judge = { zh = "？", en = "?" } }] }'

    gap, _ = lacking(f'{{ any = [{{ fact = "local_plan", is = true }}, {both}] }}', {"local_plan": False})

    assert told(gap) == [("own_training", None, "true"), ("D-1", None, "met")]


OPEN_LIST = """\
[criterion.D-1]
levels = ["municipal"]
unmet = "needs judgement"
summary = { zh = "一", en = "one" }
clause = "一"
condition = { fact = "operator_kinds", in = ["enterprise"] }
"""


def test_where_the_text_leaves_the_door_open_an_officials_word_is_nearer(lacking: Lacking) -> None:
    gap, _ = lacking(OPEN_LIST, operators=(Operator(name="甲", kind=ApplicantKind.SCHOOL),))

    assert told(gap) == [("D-1", None, "met")]
    (fork,) = only(gap).alternatives
    assert [way[0].kind for way in fork.ways] == ["judgement", "operator"]


def test_an_officials_word_against_it_can_be_overcome_by_the_facts(lacking: Lacking) -> None:
    said = Judgement(jurisdiction="demo", rule="D-1", outcome=Outcome.NOT_MET, by="局", on=ON)

    gap, _ = lacking(OPEN_LIST, operators=(Operator(name="甲", kind=ApplicantKind.SCHOOL),), judgements=(said,))

    assert gap.reached is Outcome.MET
    assert [change.was for change in gap.changes if change.kind != "paper"] == [Outcome.NOT_MET]


# Several criteria

TWO = """\
[criterion.D-1]
levels = ["municipal"]
summary = { zh = "一", en = "one" }
clause = "一"
condition = { fact = "skilled_share", at_least = "50%" }

[criterion.D-2]
levels = ["municipal"]
summary = { zh = "二", en = "two" }
clause = "二"
condition = { fact = "workers", at_least = 5000 }
"""


def test_criteria_that_disturb_one_another_are_mended_together(lacking: Lacking) -> None:
    gap, _ = lacking(TWO, {"workers": 4000, "skilled_workers": 2000})

    assert sorted(told(gap)) == [("skilled_workers", None, "2500"), ("workers", None, "5000")]
    assert gap.reached is Outcome.MET
    assert [lack.finding.rule for lack in gap.lacks] == ["D-2"]


def test_criteria_that_exclude_one_another_are_not_called_met(lacking: Lacking) -> None:
    against = TWO.replace('"skilled_share", at_least = "50%"', '"workers", at_most = 10')

    gap, _ = lacking(against, {"workers": 100})

    assert gap.reached is Outcome.NOT_MET


def test_a_change_that_serves_two_criteria_stands_once_and_names_both(lacking: Lacking) -> None:
    floors = TWO.replace('"skilled_share", at_least = "50%"', '"workers", at_least = 3000')

    gap, _ = lacking(floors, {"workers": 1000})

    (change,) = (change for change in gap.changes if change.kind != "paper")
    assert (change.value, change.rules, change.distance) == ("5000", ("D-1", "D-2"), "4/5")
    assert change.seen.en == "1,000 persons"


def test_an_alternative_that_another_criterion_makes_superfluous_is_left_out(lacking: Lacking) -> None:
    either = '{ any = [{ fact = "media_reports", at_least = 10 }, { fact = "local_plan", is = true }] }'
    condition = TWO.replace('{ fact = "skilled_share", at_least = "50%" }', either)
    condition = condition.replace('"workers", at_least = 5000', '"local_plan", is = true')

    gap, _ = lacking(condition, {"media_reports": 9, "local_plan": False})

    assert told(gap) == [("local_plan", None, "true")]


def test_a_condition_of_place_does_not_count_for_nearness(lacking: Lacking) -> None:
    place = TWO.replace('clause = "二"\n', 'clause = "二"\nscope = "territorial"\n')
    place = place.replace('"workers", at_least = 5000', '"brand_place", within = "210200"')

    gap, _ = lacking(place, {"skilled_share": Share.from_percent("50%")})

    assert (gap.outcome, gap.substantive, gap.territorial) == (Outcome.NOT_MET, Outcome.MET, Outcome.NOT_MET)
    assert gap.distance is not None
    assert (gap.distance.not_met, gap.distance.shortfall, gap.distance.unknown) == (0, "0", 0)
    assert told(gap) == [("place", None, "210200")]
