"""A clause or a rule by its id: where it stands, what it says, the values in force on a day, the readings that bear on it."""

from collections.abc import Iterator
from datetime import date

from laowu.errors import InputError, did_you_mean
from laowu.evaluate.explaining.coverage import ClauseStatement, carrying, clause_statement
from laowu.evaluate.explaining.rule_terms import FIELDS
from laowu.evaluate.explaining.rule_wording import Pair, ValueHistory, Wording
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import ReadingUsed
from laowu.model.citation import Citation, Document, Standing
from laowu.model.facts import FactDefinition
from laowu.rules.data_path import Located, located
from laowu.rules.readings import Reading
from laowu.rules.rule import Rule
from laowu.rules.rulebook import RuleBook
from laowu.text import Text, same
from laowu.values import frozen


@frozen(kw_only=True)
class OtherChoice:
    """A way of reading that is not in use.

    Attributes:
        code: code of the choice, as ``--reading ID=CHOICE`` takes it.
        says: what it says.
        default: whether it is the default.
    """

    code: str
    says: Text
    default: bool


@frozen(kw_only=True)
class ReadingExplained(ReadingUsed):
    """A reading with what its alternatives say.

    Attributes:
        id, choice, default, question, says, alternatives: as wherever a reading is reported.
        others: the other choices with what they say.
        reason: why the default is the default; ``None`` where nothing is said of it.
    """

    others: tuple[OtherChoice, ...]
    reason: Text | None


@frozen(kw_only=True)
class RuleExplanation:
    """One rule as a reader sees it.

    Attributes:
        id: id of the rule.
        also: ids of further clauses it carries.
        question: which of the five questions it belongs to, or the programme around them.
        summary: what it says, in our own words.
        clause: where it stands.
        standing: what the document is worth on the day asked.
        in_force: whether the rule applies on the day asked.
        since, until: days in force.
        values: label and value in force on the day asked; what a rule leaves at its default is not listed.
        history: values that changed over time, each with all of its values.
        readings: readings that bear on it.
    """

    id: str
    also: tuple[str, ...]
    question: str
    summary: Text
    clause: Citation
    standing: Standing
    in_force: bool
    since: date
    until: date | None
    values: tuple[Pair, ...]
    history: tuple[ValueHistory, ...]
    readings: tuple[ReadingExplained, ...]


@frozen(kw_only=True)
class PartExplanation:
    """Rule data that carry a clause without being a rule of its own: a field of a rule, a document, local names.

    Attributes:
        path: path into the rule data.
        of: what it is a part of.
        rule: id of the rule it stands in; ``None`` for what is no rule.
        clause: where that rule stands; ``None`` likewise.
        values: label and value in force on the day asked.
        history: values that changed over time.
    """

    path: str
    of: Text
    rule: str | None
    clause: Citation | None
    values: tuple[Pair, ...]
    history: tuple[ValueHistory, ...]


@frozen(kw_only=True)
class Explanation:
    """Everything that is known about one id.

    Attributes:
        id: the id asked for.
        clause: the clause of that id in the region's list; ``None`` where the list has none.
        rules: the rules that carry it.
        parts: further rule data that carry it.
        readings: readings that bear on the clause itself; those of its rules stand with the rules.
    """

    id: str
    clause: ClauseStatement | None
    rules: tuple[RuleExplanation, ...]
    parts: tuple[PartExplanation, ...]
    readings: tuple[ReadingExplained, ...]


def rules_of(jurisdiction: Jurisdiction, on: date) -> tuple[RuleExplanation, ...]:
    """Every rule of a jurisdiction, in the order of the data."""
    wording = Wording(book=jurisdiction.book, on=on)
    return tuple(_explained(wording, question, rule) for question, rule in jurisdiction.book.rules())


def explain(jurisdiction: Jurisdiction, clause: str, on: date) -> Explanation:
    """What a clause id, or the id of a rule, stands for.

    Raises:
        InputError: neither a rule nor the list of clauses knows the id.
    """
    book = jurisdiction.book
    entry = next((item for item in book.coverage if item.id == clause), None)
    carriers = {rule.id: (part, rule) for part, rule in carrying(book, clause)}
    if entry is None and not carriers:
        raise _unknown(jurisdiction, clause)
    parts = []
    for found in (located(book, path) for path in (entry.by if entry else ())):
        if found is not None and found.rule is not None and not found.field:
            carriers.setdefault(found.rule.id, (found.section, found.rule))
        elif found is not None:
            parts.append(found)
    wording = Wording(book=book, on=on)
    rules = tuple(_explained(wording, part, rule) for part, rule in carriers.values())
    said = {reading.id for rule in rules for reading in rule.readings}
    own = [(reading, code) for reading, code in book.readings if clause in reading.rules and reading.id not in said]
    return Explanation(
        id=clause,
        clause=clause_statement(book, entry) if entry else None,
        rules=rules,
        parts=tuple(_part(wording, found) for found in parts),
        readings=tuple(reading_explained(reading, code) for reading, code in own),
    )


def _unknown(jurisdiction: Jurisdiction, clause: str) -> InputError:
    book = jurisdiction.book
    known = {name for _, rule in book.rules() for name in (rule.id, *rule.also)} | {entry.id for entry in book.coverage}
    what = Text(f"{jurisdiction.name.zh}没有规则“{clause}”", f"{jurisdiction.name.en} has no rule “{clause}”")
    mend = did_you_mean(clause, known) or Text(
        f"用 laowu explain {jurisdiction.code} 列出全部规则", f"laowu explain {jurisdiction.code} lists every rule"
    )
    return InputError(what, mend=mend)


def rule_explained(jurisdiction: Jurisdiction, question: str, rule: Rule, on: date) -> RuleExplanation:
    """One rule of a jurisdiction as a reader sees it on a day."""
    return _explained(Wording(book=jurisdiction.book, on=on), question, rule)


def _explained(wording: Wording, question: str, rule: Rule) -> RuleExplanation:
    book, on = wording.book, wording.on
    return RuleExplanation(
        id=rule.id,
        also=rule.also,
        question=question,
        summary=rule.summary,
        clause=book.cite(rule),
        standing=book.standing((rule,), on),
        in_force=rule.in_force(on),
        since=rule.since,
        until=rule.until,
        values=tuple(wording.pairs(rule)),
        history=tuple(wording.histories(rule)),
        readings=readings_explained(book, rule),
    )


def readings_explained(book: RuleBook, rule: Rule | None = None) -> tuple[ReadingExplained, ...]:
    """The readings that bear on a rule, or all of them, with what their alternatives say."""
    touched = None if rule is None else {rule.id, *rule.also}
    return tuple(
        reading_explained(reading, code)
        for reading, code in book.readings
        if touched is None or touched.intersection(reading.rules)
    )


def reading_explained(reading: Reading, code: str) -> ReadingExplained:
    """A reading with what its alternatives say."""
    used = reading.used(code)
    return ReadingExplained(
        id=used.id,
        choice=used.choice,
        default=used.default,
        question=used.question,
        says=used.says,
        alternatives=used.alternatives,
        others=tuple(
            OtherChoice(code=choice.code, says=choice.label, default=choice.code == reading.default)
            for choice in reading.choices
            if choice.code != code
        ),
        reason=reading.reason,
    )


def _part(wording: Wording, found: Located) -> PartExplanation:
    rule = found.rule
    field = found.path.split(".")[-1] if found.field else ""
    if found.field:
        label = wording.label(found.holder, found.field)
        values: tuple[Pair, ...] = ((label, wording.value(found.value, field if field in FIELDS else found.field)),)
        history = tuple(wording.history(found.value, label, found.field))
    elif found.holder is not None:
        values, history = tuple(_whole(wording, found.holder)), tuple(wording.histories(found.holder))
    else:
        field = found.path.rpartition(".")[2]
        values, history = ((_SECTION_PARTS.get(found.path, same(found.path)), wording.value(found.value, field)),), ()
    return PartExplanation(
        path=found.path,
        of=_owner(found),
        rule=rule.id if rule else None,
        clause=wording.book.cite(rule) if rule else None,
        values=values,
        history=history,
    )


def _whole(wording: Wording, holder: object) -> Iterator[Pair]:
    if isinstance(holder, Reading):
        chosen = next(code for reading, code in wording.book.readings if reading.id == holder.id)
        yield FIELDS["question"], holder.question
        yield FIELDS["choice"], holder.choice(chosen).label
        return
    yield from wording.pairs(holder)
    if isinstance(holder, Document):
        yield Text("当日效力", "worth on that day"), holder.standing(wording.on).label


def _owner(found: Located) -> Text:
    """What a part belongs to, in words."""
    match found.holder:
        case Rule():
            return found.holder.summary
        case Document():
            return same(f"《{found.holder.title}》")
        case Reading():
            return found.holder.question
        case FactDefinition():
            return found.holder.label
        case None:
            return _SECTION_PARTS.get(found.path, same(found.path))
    name = getattr(found.holder, "label", None) or getattr(found.holder, "name", None)
    return name if isinstance(name, Text) else same(str(name))


_SECTION_PARTS = {
    "naming.alias": Text("地方的别名和功能区", "local names of places"),
    "eligibility.levels": Text("认定的层级", "levels recognised"),
    "eligibility.class_choice": Text("按哪个类别判断", "which class is judged"),
    "eligibility.prerequisite": Text("层级的先后", "levels that come first"),
    "eligibility.preference": Text("同等条件下优先", "preference among equals"),
    "naming.below_county": Text("县以下地名的处理", "names of places below county level"),
    "eligibility.class": Text("类别", "classes"),
    "eligibility.criterion": Text("认定条件", "conditions"),
    "eligibility.selection": Text("择优", "selection"),
    "naming.form": Text("名称形式", "forms of names"),
    "naming.titles": Text("称谓", "titles of persons"),
    "review.stage": Text("环节", "stages"),
    "review.paper": Text("材料", "papers"),
    "subsidy.award": Text("奖补", "awards"),
    "subsidy.silent": Text("文件未载明奖补", "no award is stated"),
    "management.upkeep": Text("例行检查", "regular checks"),
    "management.consequence": Text("检查的后果", "what follows from checks"),
    "programme.department": Text("部门", "departments"),
    "documents.document": Text("文件", "documents"),
    "readings.reading": Text("读法", "readings"),
}
