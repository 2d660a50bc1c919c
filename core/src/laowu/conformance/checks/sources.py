"""Rules of the tier *sourced*: every value has a document, a clause and a day, and every clause was dealt with."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from laowu.conformance.checks.each_hook import answer, each_hook
from laowu.conformance.conditions import dated_days
from laowu.conformance.situation import Situation
from laowu.conformance.subject import Subject, path_of
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.evaluate.explaining.coverage import coverage_of
from laowu.model.answers import Answer
from laowu.model.citation import Citation, Document, Standing
from laowu.places.divisions import Divisions
from laowu.text import Text

_NUMBER = re.compile(r"\S.*[〔\[(（【]\d{4}[〕\])）】]\s*(第)?\d+\s*号?")
_PLACEHOLDER = re.compile(r"（示例）|待补|待填|待定|\bTODO\b|\bXXX?\b|\bTBD\b|[?？]{2,}", re.IGNORECASE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: Numbers that count or convert and are no rule: nothing, one and two, months of a year, the hundred of a percentage.
_PLAIN_NUMBERS = frozenset({-1, 0, 1, 2, 12, 100})


@suite_rule(
    "LC-301",
    "每条规则、每个数值有文件、有条款、有起始日",
    "Every rule and every number in it has a document, a clause and a first day",
    example='`clause = "待补"`; a changed value whose `since` lies before the rule applies at all.',
)
def every_number_is_cited_and_dated(subject: Subject) -> Iterator[Fault]:
    """A number without a place in a document is somebody's memory.

    The reader of an answer must be able to open the document at the clause and find the number; whoever replays a decision must
    know since when it applied.
    """
    for part, rule in subject.own_rules():
        path = path_of(part, rule)
        if not rule.clause.strip() or _PLACEHOLDER.search(rule.clause):
            says = Text(
                f"{path} 的条款“{rule.clause}”不是出处", f"the clause of {path} is no place in a document: “{rule.clause}”"
            )
            yield Fault(subject=f"{path}.clause", says=says)
        document = subject.book.documents[rule.document]
        if rule.since < document.since:
            says = Text(
                f"{path} 自 {rule.since} 起适用，早于所据文件（{document.since} 起）",
                f"{path} applies from {rule.since}, before its document does (from {document.since})",
            )
            yield Fault(subject=f"{path}.since", says=says)
        for day in _changes(rule):
            if day <= rule.since or (rule.until is not None and day >= rule.until):
                says = Text(
                    f"{path} 有一个自 {day} 起的数值，那天规则不适用或刚开始适用",
                    f"{path} has a value from {day} on, when the rule does not apply or only begins to",
                )
                yield Fault(subject=path, says=says)


def _changes(rule: Any) -> Iterator[date]:
    for field in attrs.fields(type(rule)):
        yield from dated_days(getattr(rule, field.name))


@suite_rule(
    "LC-302",
    "答复中的每一行都引到本地区文件的某一条",
    "Every line of every answer cites a clause of a document of the region",
    example="A finding made in Python whose citation names a document that `documents.toml` does not have.",
)
def answers_cite(subject: Subject) -> Iterator[Fault]:
    """What a hook in Python says must be as traceable as what the rule data say.

    Each citation in an answer is held against `documents.toml`, and each text against both languages: one that is empty in
    either tells half of the readers nothing.
    """
    documents = subject.book.documents

    def judge(hook: str, situation: Situation) -> Fault | None:
        for where, value in _inside(answer(subject, hook, situation), ""):
            says = _uncited(value, documents) if isinstance(value, Citation) else _half_told(value)
            if says is not None:
                told = Text(f"{hook} 的 {where}：", f"{where} of {hook}: ") + says
                return Fault(subject=hook, says=told, example=situation.told(hook))
        return None

    return each_hook(subject, judge)


def _inside(value: Any, where: str) -> Iterator[tuple[str, Citation | Text]]:
    if isinstance(value, (Citation, Text)):
        yield where, value
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _inside(item, f"{where}[{place}]")
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from _inside(getattr(value, field.name), f"{where}.{field.name}".lstrip("."))


def _uncited(citation: Citation, documents: dict[str, Document]) -> Text | None:
    document = documents.get(citation.document)
    if document is None:
        return Text(
            f"引用了未登记的文件“{citation.document}”", f"cites “{citation.document}”, which documents.toml does not have"
        )
    if citation.name != document.name or not citation.locator.strip():
        return Text(f"引用不完整（{citation}）", f"the citation is not whole ({citation})")
    return None


def _half_told(text: Text) -> Text | None:
    # The English half of a text may be empty where nothing is said there: 由…制定 ends in Chinese only.
    return Text("两种语言都是空的", "a text is empty in both languages") if not text.zh.strip() and not text.en.strip() else None


@suite_rule(
    "LC-303",
    "文件登记完整：文号规范，日期合理，都被用到",
    "Documents are registered whole: a well-formed number, days that can be, and a rule or clause that rests on each",
    example='`number = "2022-1"`; a document that nothing cites; a title still reading （示例）.',
    exceptions="A document that has no number: its title names it.",
)
def documents_are_whole(subject: Subject) -> Iterator[Fault]:
    """The document is what everything else rests on; a reader looks it up by its number."""
    own = subject.layer.files["documents"].data.get("document", {})
    cited = {rule.document for _, rule in subject.book.rules()} | {entry.document for entry in subject.book.coverage}
    for document in (subject.book.documents[name] for name in own):
        path = f"documents.document.{document.id}"
        for field, wrong, says in _document_faults(document, subject.on, cited):
            if wrong:
                yield Fault(subject=f"{path}.{field}".rstrip("."), says=Text(f"{path}：", f"{path}: ") + says)


def _document_faults(document: Document, read_on: date, cited: set[str | None]) -> Iterator[tuple[str, bool, Text]]:
    number, title = document.number, document.title
    says = Text(f"文号“{number}”不像文号", f"“{number}” does not look like a document number (机关〔2022〕1号)")
    yield "number", bool(number) and (not _NUMBER.fullmatch(number) or bool(_PLACEHOLDER.search(number))), says
    says = Text(f"标题“{title}”还是占位文字", f"the title “{title}” is still a placeholder")
    yield "title", bool(_PLACEHOLDER.search(title)), says
    issuers = "、".join(document.issuers)
    says = Text(f"发文机关“{issuers}”还是占位文字", f"the issuer “{issuers}” is still a placeholder")
    yield "issuers", not issuers or bool(_PLACEHOLDER.search(issuers)), says
    says = Text(
        f"发文日期 {document.issued} 晚于最近一次核对 {read_on}",
        f"issued on {document.issued}, after it was last read ({read_on})",
    )
    yield "issued", document.issued is not None and document.issued > read_on, says
    says = Text("没有规则或条款依据它", "no rule and no clause rests on it")
    yield "", document.id not in cited, says


@suite_rule(
    "LC-304",
    "所据文件当日有效，或答复写明是征求意见稿、已过期等",
    "The documents behind an answer are in force on the day, or the answer is labelled draft, lapsed or superseded",
    example="A hook in Python that calls its answer *in force* although the document behind it is a draft.",
)
def worth_is_told(subject: Subject) -> Iterator[Fault]:
    """An estimate by a draft, or by last year's round, looks like a decision unless the answer says what it is."""
    documents = subject.book.documents

    def judge(hook: str, situation: Situation) -> Fault | None:
        found = answer(subject, hook, situation)
        if found is None or found.standing is not Standing.IN_FORCE:
            return None
        for name in _cited(found):
            standing = documents[name].standing(situation.on) if name in documents else Standing.IN_FORCE
            if standing is not Standing.IN_FORCE:
                says = Text(
                    f"{hook} 称现行有效，所据 {documents[name].name} 在 {situation.on} 却是“{standing.label.zh}”",
                    f"{hook} says “in force”, and {documents[name].name} behind it is “{standing.value}” on {situation.on}",
                )
                return Fault(subject=hook, says=says, example=situation.told(hook))
        return None

    return each_hook(subject, judge)


def _cited(found: Answer) -> set[str]:
    return {value.document for _, value in _inside(found, "") if isinstance(value, Citation)}


@suite_rule(
    "LC-305",
    "文件的每个条款都有交代",
    "Every clause of the documents is listed, with what became of it",
    example="A clause said to be *encoded* that no rule carries; a rule that carries no clause; no `coverage.toml`.",
)
def every_clause_is_answered(subject: Subject) -> Iterator[Fault]:
    """What was left out looks just like what is not there.

    `coverage.toml` lists each clause as encoded, shown or out of scope with the reason, so that whoever holds the document can
    check; `laowu coverage` prints it.
    """
    coverage = coverage_of(subject.jurisdiction)
    if not coverage.stated:
        says = Text("没有条款清单 coverage.toml", "there is no list of clauses (coverage.toml)")
        yield Fault(subject="coverage.toml", says=says)
    for fault in coverage.faults:
        yield Fault(subject=fault.id, says=Text(f"{fault.id}：", f"{fault.id}: ") + fault.says)


@suite_rule(
    "LC-306",
    "规则的数值在数据里，不在 Python 里",
    "No number of a rule stands in Python",
    example="`if workers >= 5000` in a hook.",
    exceptions="−1, 0, 1, 2, 12 and 100, which count and convert.",
)
def numbers_stand_in_the_data(subject: Subject) -> Iterator[Fault]:
    """A number in Python has no clause and no day, cannot be simulated, and is missed by everything that reads the data.

    Where no kind of rule has a place for it, state a `[definition.…]` with a `number` in `programme.toml` and ask for it with
    `self.book.number(ID, on)`.
    """
    for file in subject.python_files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=int() | float() | complex() as number) if not isinstance(number, bool):
                    if number not in _PLAIN_NUMBERS:
                        at = f"{file.name}:{node.lineno}"
                        says = Text(f"{at} 写有数值 {number}", f"the number {number} stands in {at}")
                        yield Fault(subject=at, says=says)


@suite_rule(
    "LC-307",
    "摘要有中英文两种",
    "Every summary and label is there in Chinese and in English",
    example='`summary = { zh = "从业人数", en = "从业人数" }`.',
    exceptions="Labels that are names or codes in both languages.",
)
def told_in_both_languages(subject: Subject) -> Iterator[Fault]:
    """Answers carry both languages, so that the same result serves the desk and a reader abroad."""
    for part, rule in subject.own_rules():
        path = path_of(part, rule)
        if not _CHINESE.search(rule.summary.zh):
            says = Text(f"{path} 的摘要没有中文", f"the summary of {path} has no Chinese: “{rule.summary.zh}”")
            yield Fault(subject=f"{path}.summary.zh", says=says)
        if not re.search("[A-Za-z]", rule.summary.en):
            says = Text(f"{path} 的摘要没有英文", f"the summary of {path} has no English: “{rule.summary.en}”")
            yield Fault(subject=f"{path}.summary.en", says=says)


@suite_rule(
    "LC-308",
    "每种读法都说明了为什么默认这样读",
    "Every reading says why its default is the default",
    example="A reading without `reason`.",
    exceptions="A region without readings.",
)
def readings_are_reasoned(subject: Subject) -> Iterator[Fault]:
    """An ambiguity that somebody settled in silence is an error waiting to be found; the reason is what can be argued with."""
    own = subject.layer.files["readings"].data.get("reading", {}) if "readings" in subject.layer.files else {}
    for reading, _ in subject.book.readings:
        if reading.id in own and reading.reason is None:
            path = f"readings.reading.{reading.id}"
            yield Fault(subject=path, says=Text(f"{path} 没有写 reason", f"{path} does not say why its default is the default"))


@suite_rule(
    "LC-309",
    "地名别称都指本地区之内的地方",
    "Every local name of a place stands for a place of the region",
    example='`division = "320400"` at an alias of a region whose own division is 330500.',
    exceptions="A region without `[[alias]]`; names that it takes over from the region it extends.",
)
def local_names_are_local(subject: Subject) -> Iterator[Fault]:
    """A nickname or a zone lets a name of a brand pass as one of this region; one that lies elsewhere lets in the neighbours'."""
    divisions, home = Divisions.load(), subject.book.profile.division
    file = subject.layer.files.get("naming")
    own = {alias.get("name") for alias in file.data.get("alias", ())} if file else set()
    for place, alias in enumerate(subject.book.naming.aliases if subject.book.naming else ()):
        if alias.name in own and not any(
            divisions.within(alias.division, home, day) for day in filter(None, (alias.since, alias.until, subject.on))
        ):
            path = f"naming.alias[{place}]"
            says = Text(f"{path}（{alias.name}）不在本地区", f"{path} ({alias.name}) lies outside the region")
            yield Fault(subject=path, says=says)


RULES = (
    every_number_is_cited_and_dated,
    answers_cite,
    documents_are_whole,
    worth_is_told,
    every_clause_is_answered,
    numbers_stand_in_the_data,
    told_in_both_languages,
    readings_are_reasoned,
    local_names_are_local,
)
