"""What the conditions of each step can ask about, besides the columns of the ledger."""

from collections.abc import Iterable, Mapping

from laowu.model.facts import FactCatalogue, FactDefinition, FactType
from laowu.text import Text

_LEDGER = Text("实名制台账", "the worker ledger")

OF_ROWS: Mapping[str, Text] = {
    "manages": Text("经营管理人员；未注明但写明岗位的，按岗位", "manager; where that is blank, by the post"),
    "certificate_shown": Text("有证书编号；未注明但写明等级的为无", "has a certificate; no where only a skill level is stated"),
    "contract_in_force": Text("合同期限含期末", "the contract is not yet over, and has begun, at the end"),
    "trained_in_year": Text("当年参加培训；培训各列均空的为未参加", "trained in the year; no where nothing is said of training"),
    "trained_by_end": Text("期末前参加过培训", "trained by the end"),
    "examined_in_year": Text("当年培训有考核结果", "trained in the year with a result"),
    "passed_in_year": Text("当年培训合格", "trained in the year and passed"),
}
"""What is worked out from several columns of a row."""

OF_JOBS: Mapping[str, Text] = {
    "started_in_year": Text("当年入职", "started in the year"),
    "at_work_in_year": Text("当年在岗", "at work at any time in the year"),
    "at_work_at_end": Text("期末在岗", "at work at the end of the year, or on the day of counting"),
    "insured_in_year": Text("当年有养老保险缴费", "pension paid in a month of the year"),
    "insured_as_asked": Text("入职后连续缴费月数够", "pension paid for as many months in a row as asked, from the start on"),
}
"""What follows from the start, the end and the months of pension of a job."""

OF_PEOPLE: Mapping[str, Text] = {"two_names": Text("一号两名", "one number under two names")}
"""What is known of a person apart from jobs."""


def flags(labels: Mapping[str, Text]) -> FactCatalogue:
    """A catalogue of answers that are yes, no or unknown."""
    return FactCatalogue(tuple(flag(name, label) for name, label in labels.items()))


def flag(name: str, label: Text) -> FactDefinition:
    """One such answer."""
    return FactDefinition(name=name, type=FactType.FLAG, label=label, settled_by=_LEDGER)


def together(*catalogues: Iterable[FactDefinition]) -> FactCatalogue:
    """Several catalogues as one."""
    return FactCatalogue(tuple(definition for catalogue in catalogues for definition in catalogue))
