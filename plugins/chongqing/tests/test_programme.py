"""What the documents state around the five questions: departments, classes, zones, money. Expected values are read in them."""

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.rules.programme import ProgrammeRules
from laowu.rules.subsidy import PerHead


@pytest.fixture(scope="module")
def programme(chongqing: Jurisdiction) -> ProgrammeRules:
    assert chongqing.book.programme is not None
    return chongqing.book.programme


def test_the_annex_has_nine_tasks_with_47_responsibilities(programme: ProgrammeRules) -> None:
    # 1, 9, 1, 2, 4, 4, 7, 8 and 11 departments.
    assert [len(task.departments) for task in programme.responsibilities] == [1, 9, 1, 2, 4, 4, 7, 8, 11]


def test_each_of_the_19_departments_that_issued_the_task_plan_carries_a_task(
    chongqing: Jurisdiction, programme: ProgrammeRules
) -> None:
    municipal = {department.code for department in programme.departments} - {"district_hrss", "district_finance", "districts"}
    assert {code for task in programme.responsibilities for code in task.departments} == municipal
    assert len(municipal) == len(chongqing.book.documents["cq-task-plan"].issuers) == 19


def test_the_human_resources_bureau_takes_part_in_every_task(programme: ProgrammeRules) -> None:
    assert all("hrss" in task.departments for task in programme.responsibilities)


def test_only_a_task_of_one_department_has_one_that_leads(programme: ProgrammeRules) -> None:
    assert all(bool(task.lead) is (len(task.departments) == 1) for task in programme.responsibilities)


def test_duties_of_an_annex_task_are_given_to_its_departments(programme: ProgrammeRules) -> None:
    tasks = {task.clause: task.departments for task in programme.responsibilities}
    in_annex = [duty for duty in programme.duties if duty.clause in tasks]
    assert in_annex
    assert all(duty.by == tasks[duty.clause] for duty in in_annex)


def test_every_class_named_is_one_of_the_four(programme: ProgrammeRules) -> None:
    (classes,) = (definition for definition in programme.definitions if definition.id == "CQP-032")
    named = {code for target in programme.targets for code in target.classes}
    named |= {code for task in programme.responsibilities for code in task.classes}
    assert named == {entry.code for entry in classes.entries}


def test_the_zones_of_the_addressees_are_zones_in_names(chongqing: Jurisdiction, programme: ProgrammeRules) -> None:
    (zones,) = (definition for definition in programme.definitions if definition.id == "CQA-002")
    assert chongqing.book.naming is not None
    known = {alias.name for alias in chongqing.book.naming.aliases if alias.kind == "zone"}
    assert {entry.label.zh for entry in zones.entries} <= known


def test_groups_with_priority_are_named_as_in_the_award_where_both_know_them(
    chongqing: Jurisdiction, programme: ProgrammeRules
) -> None:
    (award,) = chongqing.book.subsidy.awards if chongqing.book.subsidy else ()
    assert isinstance(award, PerHead)
    (priority,) = (item for item in programme.entitlements if item.id == "CQP-023")
    assert set(priority.groups) - {group.code for group in award.groups} == {"rural_low_income"}


def test_no_entitlement_names_a_sum(programme: ProgrammeRules) -> None:
    assert not any(item.fund or any("元" in benefit.zh for benefit in item.benefits) for item in programme.entitlements)


def test_money_is_for_the_one_award_there_is(chongqing: Jurisdiction, programme: ProgrammeRules) -> None:
    awards = {award.id for award in chongqing.book.subsidy.awards} if chongqing.book.subsidy else set()
    assert {award for use in programme.fund_uses for award in use.awards} == awards == {"CQA-038"}
