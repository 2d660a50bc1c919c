"""The name: verdict, how it was cut, what it lacks, what an official should know."""

from collections.abc import Iterator, Sequence

from laowu.cli.render.page import Fields, Items, Line, Page, Words, heading, line, paragraph, section
from laowu.cli.render.wording import Citing, bracketed, outcome
from laowu.evaluate.explaining.rule_codes import PARTS_OF_NAMES
from laowu.model.answers import NameForm, NameReport
from laowu.model.level import ApplicantKind
from laowu.text import Text, joined, same

TITLE = Text("名称", "Name")


def naming(report: NameReport | None, citing: Citing) -> Page:
    """A name report, or that there is no naming rule."""
    if report is None:
        return section(heading(TITLE), paragraph(Text("文件未载明命名要求", "no naming rule is stated")))
    return section(
        heading(TITLE, Text("：", ": "), outcome(report.verdict)),
        Fields(tuple(_fields(report, citing))),
        Items(tuple(_notes(report, citing))),
    )


def _fields(report: NameReport, citing: Citing) -> Iterator[tuple[Text, Line]]:
    cuts = [(_SEGMENTS[part], getattr(report.segments, part)) for part in _SEGMENTS]
    cut = [label + same(f" {words}") for label, words in cuts if words]
    yield Text("拆分", "cut"), line(joined(cut, zh="，", en=", ")) if cut else line(Text("无法拆分", "cannot be cut"))
    if report.missing:
        yield Text("缺", "lacks"), line(joined([PARTS_OF_NAMES[part] for part in report.missing], zh="、", en=", "))
    for rule in dict.fromkeys(form.rule for form in report.matched):
        yield Text("合乎", "fits"), line(_fits(rule, [form for form in report.matched if form.rule == rule]))
    if report.suggestions:
        yield Text("可改为", "instead"), line(joined([same(name) for name in report.suggestions], zh="、", en=", "))
    rules = joined([same(rule) for rule in report.rules], zh="、", en=", ")
    clauses = joined([same(citing.clause(clause)) for clause in report.clauses])
    yield Text("依据", "basis"), line(*_spaced(rules, clauses))


def _fits(rule: str, forms: Sequence[NameForm]) -> Text:
    """A form that fits, with the levels and the applicants it is meant for."""
    levels = joined([*dict.fromkeys(form.level.label for form in forms)], zh="、", en=", ")
    kinds = [*dict.fromkeys(form.applicant.label for form in forms if form.applicant is not ApplicantKind.OTHER)]
    applicants = bracketed(joined(kinds, zh="、", en=", ")) if kinds else same("")
    return same(f"{rule} ") + levels + applicants


def _spaced(*words: Text) -> list[Words]:
    return [same(" ") + text if place else text for place, text in enumerate(filter(lambda text: text.zh, words))]


_SEGMENTS = {
    "region": Text("地区", "region"),
    "enterprise": Text("企业名号", "enterprise"),
    "industry": Text("行业", "industry"),
    "person": Text("称谓", "person"),
    "suffix": Text("结尾", "ending"),
}


def _notes(report: NameReport, citing: Citing) -> Iterator[Line]:
    for note in report.notes:
        clause = bracketed(same(citing.clause(note.clause))) if note.clause else same("")
        yield line(note.says + clause + same(f" [{note.code}]"))
