"""The rule books themselves, side by side: what each region asks, by fact; its forms, stages, sums, grounds and papers.

No brand is looked at. Rows are in an order of their own, the shared vocabulary's or that of the codes, so that the order of
the regions changes nothing but the columns.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

import attrs

from laowu.decide.comparison import asked, exact_text
from laowu.errors import UnknownJurisdiction, UnusableJurisdiction
from laowu.evaluate.comparing.compare import State, unusable
from laowu.evaluate.explaining.rule_codes import CODES
from laowu.evaluate.explaining.rule_terms import FIELDS
from laowu.evaluate.explaining.rule_wording import Wording
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.citation import Citation
from laowu.model.level import Level
from laowu.model.vocabulary import shared_facts
from laowu.rules.eligibility import Criterion
from laowu.rules.predicate import leaves
from laowu.rules.rule import Rule, in_force
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, joined, same
from laowu.values import frozen

Part = Literal["conditions", "names", "procedure", "papers", "money", "checks", "exit"]


@frozen(kw_only=True)
class RuleEntry:
    """What one rule of one region says in one row.

    Attributes:
        rule, clause: where it stands.
        levels: codes of the levels it is for; empty for all.
        classes: the classes it is for, as the document names them; empty for all.
        operator: operator code of a condition; ``None`` for other rules.
        strict: the bound itself is excluded.
        value: the bound or value, exact, as text; ``None`` where it is a sentence.
        scope: ``territorial`` or ``substantive`` for a condition; ``None`` for other rules.
        soft: an aim only.
        says: the whole in words.
    """

    rule: str
    clause: Citation
    levels: tuple[Level, ...] = ()
    classes: tuple[Text, ...] = ()
    operator: str | None = None
    strict: bool = False
    value: str | None = None
    scope: str | None = None
    soft: bool = False
    says: Text


@frozen(kw_only=True)
class AcrossRow:
    """One thing that rule books may speak of, with what each of them says.

    Attributes:
        key: fact, part of a name, kind of stage, code of a paper or of a ground, field of an award.
        label: the same as a reader sees it.
        cells: in the order of the regions; empty where a region says nothing of it.
    """

    key: str
    label: Text
    cells: tuple[tuple[RuleEntry, ...], ...]


@frozen(kw_only=True)
class AcrossPart:
    """One part of the rule books.

    Attributes:
        part: ``conditions``, ``names``, ``procedure``, ``papers``, ``money``, ``checks`` or ``exit``.
        label: heading.
        rows: at least one.
    """

    part: Part
    label: Text
    rows: tuple[AcrossRow, ...]


@frozen(kw_only=True)
class AcrossRegion:
    """One region of the table.

    Attributes:
        code: jurisdiction code.
        name: official name; the code where the plugin could not be loaded.
        state: ``judged`` for one that could be read, or what is wrong with the plugin.
        problem: what is wrong, in a sentence.
        edition: edition of the rule data.
        digest: SHA-256 of the rule data in use.
    """

    code: str
    name: Text
    state: State
    problem: Text | None = None
    edition: str | None = None
    digest: str | None = None


@frozen(kw_only=True)
class RulesAcross:
    """Rule books side by side.

    Attributes:
        schema: name and version of this shape.
        on: day whose values are told.
        regions: in the order asked.
        parts: the parts of which any region speaks.
    """

    schema: str = "laowu/rules-across/1"
    on: date
    regions: tuple[AcrossRegion, ...]
    parts: tuple[AcrossPart, ...]


Found = tuple[str, Text, RuleEntry]
"""Key and label of a row, and what stands in it."""


def rules_across(codes: Sequence[str], *, on: date, load: Callable[[str], Jurisdiction] = load_installed) -> RulesAcross:
    """Put the rules in force of several regions side by side. A region that cannot be used is a column that says why.

    Args:
        codes: regions asked, in the order of the columns.
        on: day whose values are told.
        load: gives the region of a code, or raises why it cannot.
    """
    regions: list[AcrossRegion] = []
    books: dict[str, RuleBook] = {}
    for code in codes:
        try:
            jurisdiction = load(code)
        except (UnusableJurisdiction, UnknownJurisdiction) as failure:
            column = unusable(code, failure)
            regions.append(AcrossRegion(code=code, name=column.name, state=column.state, problem=column.problem))
            continue
        book = books[code] = jurisdiction.book
        head = AcrossRegion(
            code=code, name=jurisdiction.name, state="judged", edition=book.profile.edition, digest=f"sha256:{book.digest}"
        )
        regions.append(head)
    wordings = {code: Wording(book=book, on=on) for code, book in books.items()}
    parts = []
    for part, label, find in _PARTS:
        rows = tuple(_rows([list(find(wordings[code])) if code in wordings else [] for code in codes], part))
        if rows:
            parts.append(AcrossPart(part=part, label=label, rows=rows))
    return RulesAcross(on=on, regions=tuple(regions), parts=tuple(parts))


def _rows(columns: Sequence[Sequence[Found]], part: Part) -> Iterator[AcrossRow]:
    labels: dict[str, Text] = {}
    for found in columns:
        for key, label, _ in found:
            # Regions may call one thing differently; the label does not depend on which of them is asked first.
            labels[key] = min(labels.get(key, label), label, key=lambda text: (text.zh, text.en))
    order = _ORDERS.get(part, {})
    for key in sorted(labels, key=lambda key: (order.get(key, len(order)), key)):
        cells = tuple(tuple(entry for name, _, entry in found if name == key) for found in columns)
        yield AcrossRow(key=key, label=labels[key], cells=cells)


def _entry(wording: Wording, rule: Rule, says: Text, *, value: str | None = None) -> RuleEntry:
    levels = tuple(getattr(rule, "levels", ()))
    return RuleEntry(rule=rule.id, clause=wording.book.cite(rule), levels=levels, value=value, says=says)


def _conditions(wording: Wording) -> Iterator[Found]:
    """Conditions of recognition by the fact they ask; what only an official can settle in a row of its own."""
    rules = wording.book.eligibility
    for rule in in_force(rules.criteria if rules else (), wording.on):
        compared = list(leaves(rule.condition)) if rule.condition is not None else []
        labels = {item.code: item.label for item in (rules.classes if rules else ())}
        classes = tuple(labels.get(code, same(code)) for code in rule.classes)
        for leaf in compared:
            definition, bound = wording.book.facts[leaf.fact], leaf.bound.on(wording.on)
            years = Text("（所问各年）", " (each year asked)") if leaf.years_back else same("")
            says = asked(definition, leaf.operator, bound) + years
            entry = attrs.evolve(
                _criterion(wording, rule, says, classes),
                operator=leaf.operator.value,
                strict=leaf.operator.strict,
                value=exact_text(definition, bound),
            )
            yield leaf.fact, definition.label, entry
        if not compared:
            yield "", Text("由经办机构评判", "for an official to judge"), _criterion(wording, rule, rule.summary, classes)


def _criterion(wording: Wording, rule: Criterion, says: Text, classes: tuple[Text, ...]) -> RuleEntry:
    return attrs.evolve(_entry(wording, rule, says), classes=classes, scope=rule.scope.value, soft=rule.soft)


def _names(wording: Wording) -> Iterator[Found]:
    rules = wording.book.naming
    for form in in_force(rules.forms if rules else (), wording.on):
        values = [label + Text("：", ": ") + says for label, says in wording.pairs(form) if label != FIELDS["levels"]]
        yield "form", Text("名称形式", "form of the name"), _entry(wording, form, joined(values, zh="；", en="; "))
    for titles in in_force(rules.titles if rules else (), wording.on):
        values = [label + Text("：", ": ") + says for label, says in wording.pairs(titles)]
        yield "titles", Text("称谓", "titles of persons"), _entry(wording, titles, joined(values, zh="；", en="; "))


_STAGE = ("length", "due", "optional", "actor")


def _procedure(wording: Wording) -> Iterator[Found]:
    rules = wording.book.review
    for stage in in_force(rules.stages if rules else (), wording.on):
        values = [label + same(" ") + says for label, says in _chosen(wording, stage, _STAGE)]
        says = stage.summary + Text("（", " (") + joined(values, zh="；", en="; ") + Text("）", ")") if values else stage.summary
        days = stage.length.days.on(wording.on) if stage.length else None
        entry = _entry(
            wording, stage, says, value=None if days is None or stage.length is None else f"{days} {stage.length.unit}"
        )
        yield stage.kind, wording.value(stage.kind, "kind"), entry


def _papers(wording: Wording) -> Iterator[Found]:
    rules = wording.book.review
    for paper in in_force(rules.papers if rules else (), wording.on):
        says = Text("要", "needed")
        if paper.needed_if is not None:
            says = Text("须有的情形：", "needed if ") + wording.value(paper.needed_if)
        yield paper.code, paper.summary, _entry(wording, paper, says)


_AWARD = (
    *("amount_yuan", "at_most_yuan", "set_yuan", "rate_yuan", "cap_yuan", "cap_scope", "years_at_most", "years_from"),
    *("year_basis", "months_at_least", "contract_days_at_least", "groups", "condition", "payer", "fund", "discretionary"),
)


def _money(wording: Wording) -> Iterator[Found]:
    rules = wording.book.subsidy
    for award in in_force(rules.awards if rules else (), wording.on):
        yield (
            "kind",
            Text("奖补方式", "kind of award"),
            _entry(wording, award, wording.value(award.kind, "kind"), value=award.kind),
        )
        for name in _AWARD:
            for label, says in _chosen(wording, award, (name,)):
                yield name, label, _entry(wording, award, says)


def _checks(wording: Wording) -> Iterator[Found]:
    rules = wording.book.management
    for check in in_force(rules.upkeep if rules else (), wording.on):
        values = [label + same(" ") + says for label, says in _chosen(wording, check, ("every_months", "methods", "optional"))]
        says = joined([check.summary, *values], zh="；", en="; ")
        yield check.kind, wording.value(check.kind, "kind"), _entry(wording, check, says)


_CONSEQUENCE = ("consecutive_failures", "limit_days", "judged", "needs_date", "missed_breaks_row")


def _exit(wording: Wording) -> Iterator[Found]:
    """What follows from failed checks, by what it is; then the grounds, by their codes, with what they lead to."""
    rules = wording.book.management
    for rule in in_force(rules.consequences if rules else (), wording.on):
        kind = wording.value(rule.kind, "kind")
        values = [label + same(" ") + says for label, says in _chosen(wording, rule, _CONSEQUENCE)]
        says = joined([rule.summary, *values], zh="；", en="; ")
        yield rule.kind, kind, _entry(wording, rule, says)
        for ground in rule.grounds:
            yield f"ground {ground.code}", Text("事由：", "ground: ") + ground.label, _entry(wording, rule, kind)


def _chosen(wording: Wording, rule: Rule, names: Sequence[str]) -> Iterator[tuple[Text, Text]]:
    labels = {wording.label(rule, name) for name in names if name in attrs.fields_dict(type(rule))}
    yield from ((label, says) for label, says in wording.pairs(rule) if label in labels)


def _in_order(keys: Sequence[str]) -> Mapping[str, int]:
    return {key: place for place, key in enumerate(keys)}


_PARTS: tuple[tuple[Part, Text, Callable[[Wording], Iterator[Found]]], ...] = (
    ("conditions", Text("认定条件", "conditions of recognition"), _conditions),
    ("names", Text("名称", "names"), _names),
    ("procedure", Text("程序", "procedure"), _procedure),
    ("papers", Text("材料", "papers"), _papers),
    ("money", Text("奖补", "money"), _money),
    ("checks", Text("认定后的检查", "checks after recognition"), _checks),
    ("exit", Text("整改与退出", "correction and exit"), _exit),
)
_ORDERS: Mapping[Part, Mapping[str, int]] = {
    "conditions": _in_order([*shared_facts()]),
    "procedure": _in_order([*CODES["kind"]]),
    "money": _in_order(["kind", *_AWARD]),
    "checks": _in_order([*CODES["kind"]]),
    "exit": _in_order([*CODES["kind"]]),
}
