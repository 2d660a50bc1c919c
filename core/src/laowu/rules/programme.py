"""Programme rules: what a document states around the five questions.

No hook asks about them: they are shown, and what can be counted or filled in is checked. They are
duties and who carries them, targets, entitlements under other policies, definitions, cells of a form, uses of money.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

import attrs

from laowu.model.level import Level
from laowu.rules.dated import Dated, each_at_least
from laowu.rules.predicate import Predicate
from laowu.rules.rule import Rule
from laowu.text import Text
from laowu.values import frozen

Period = Literal["month", "quarter", "half_year", "year"]


@frozen(kw_only=True)
class Department:
    """A department of government that the documents give work to.

    Attributes:
        code: code by which the rules of this region name it.
        label: its name as the document writes it, short form included.
    """

    code: str
    label: Text


@frozen(kw_only=True)
class Duty(Rule):
    """What somebody has to do, may do or is encouraged to do (工作任务、义务).

    Attributes:
        of: whose duty: the authorities', or the building body's.
        by: codes of the departments that do it; empty where the text names none.
        modality: ``"shall"``, ``"may"``, or ``"encouraged"``.
        every: how often it recurs; empty where the text states no rhythm.
        due: last day of a duty that is done once; ``None`` where the text sets none.
        levels: levels of recognition whose holders it binds; empty for a duty that no recognition brings.
        condition: what shows that it is done, over the facts of a dossier; ``None`` where no fact shows it.
    """

    of: Literal["authority", "operator"] = "authority"
    by: tuple[str, ...] = ()
    modality: Literal["shall", "may", "encouraged"] = "shall"
    every: tuple[Period, ...] = ()
    due: date | None = None
    levels: tuple[Level, ...] = ()
    condition: Predicate | None = None


@frozen(kw_only=True)
class Responsibility(Rule):
    """Who carries a task or a class of brands (责任单位、职责分工).

    Attributes:
        task: the task, by the name of its heading.
        classes: class codes it is about; empty where the task is not divided by class.
        lead: codes of the departments that lead; empty where none is named first.
        departments: codes of all departments named, the leading ones included, in the document's order.
    """

    task: Text
    classes: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    departments: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))


@frozen(kw_only=True)
class NumericTarget(Rule):
    """What the programme wants to reach (工作目标): of something counted, so many, somewhere, by some day.

    Attributes:
        measure: what is counted.
        relation: how the number is meant. ``about`` (左右) shows the gap and never a verdict; ``unstated`` has no number.
        number: the number, or the lower end of ``between``.
        up_to: the upper end of ``between``.
        per: what the number is asked of: the whole region, or each of its districts, key towns, key counties or zones.
        divisions: codes of the divisions asked, where the text names them; empty for every division of the kind.
        levels: levels of the brands counted.
        classes: classes of the brands counted.
        industries: trades named for it.
        due: last day by which it is to be reached; ``None`` where the text sets none.
        soft: an aim to strive for (力争).
        zones_count: functional zones are asked like districts.
        zones: names of the zones asked, as ``naming.toml`` has them; empty for one zone in each place that has any.
        shared: a brand of a key town also counts for its district.
    """

    measure: Text
    relation: Literal["exactly", "at_least", "at_most", "about", "between", "unstated"]
    number: Dated[int] | None = attrs.field(default=None, validator=each_at_least(0))
    up_to: Dated[int] | None = attrs.field(default=None, validator=each_at_least(0))
    per: Literal["region", "district", "key_town", "key_county", "zone"] = "region"
    divisions: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    classes: tuple[str, ...] = ()
    industries: tuple[Text, ...] = ()
    due: date | None = None
    soft: bool = False
    zones_count: bool = False
    zones: tuple[str, ...] = ()
    shared: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse a number without a meaning, or a meaning without its numbers.

        Raises:
            ValueError: relation and numbers do not fit.
        """
        if (self.number is None) != (self.relation == "unstated"):
            raise ValueError("a relation needs its 'number', and 'unstated' has none")
        if (self.up_to is None) != (self.relation != "between"):
            raise ValueError("'up_to' is the upper end of 'between' and of nothing else")


@frozen(kw_only=True)
class Entitlement(Rule):
    """What somebody may have under another policy (享受的政策): named here, decided elsewhere.

    Attributes:
        benefits: what may be had.
        who: who may have it.
        groups: codes of the groups of persons meant, where they are told apart.
        decided_under: policy or office that decides; ``None`` where the text does not say.
        fund: where the money comes from; ``None`` where the text does not say, or no money is meant.
        discretionary: it may be given, and may not.
        condition: what a dossier must show; ``None`` where no fact decides.
    """

    benefits: tuple[Text, ...] = attrs.field(validator=attrs.validators.min_len(1))
    who: tuple[Text, ...] = attrs.field(validator=attrs.validators.min_len(1))
    groups: tuple[str, ...] = ()
    decided_under: Text | None = None
    fund: Text | None = None
    discretionary: bool = False
    condition: Predicate | None = None


@frozen(kw_only=True)
class Term:
    """One entry of a definition.

    Attributes:
        code: code of the entry.
        label: what it is called.
        members: what belongs to it.
    """

    code: str
    label: Text
    members: tuple[Text, ...] = ()


@frozen(kw_only=True)
class Definition(Rule):
    """What a word means here, or a fact about the document itself.

    Attributes:
        term: the word or fact.
        number: a number that the region's own Python works with (``self.book.number(ID, on)``), in the unit that ``term``
            names: so that it stands in the data, dated and cited; ``None`` for a definition without one.
        entries: what it is made of, where it is a list.
        open: the list ends with "and so on".
        refers_to: numbers of other documents it rests on.
    """

    term: Text
    number: Dated[int] | None = attrs.field(default=None, validator=each_at_least(0))
    entries: tuple[Term, ...] = ()
    open: bool = False
    refers_to: tuple[str, ...] = ()


@frozen(kw_only=True)
class FormField(Rule):
    """One cell, or one row of cells, of a form (表格栏目).

    Attributes:
        form: code of the paper whose form it is.
        label: the cell's heading.
        holds: what is written there.
        facts: facts of a dossier that fill it; empty where nothing in a dossier does.
        years_back: one cell a year: how many years before the year of application each lies; empty for one cell.
        most_characters: longest text, in characters; ``None`` where the form sets no limit.
        personal: it names or reaches a person: never copied into a dossier or a log.
        filled_by: who fills it.
        optional: it may stay empty.
    """

    form: str
    label: Text
    holds: Literal["text", "number", "share", "date", "seal", "opinion", "contact"]
    facts: tuple[str, ...] = ()
    years_back: tuple[int, ...] = ()
    most_characters: Dated[int] | None = attrs.field(default=None, validator=each_at_least(1))
    personal: bool = False
    filled_by: Literal["applicant", "district", "city", "province"] = "applicant"
    optional: bool = False


@frozen(kw_only=True)
class FundUse(Rule):
    """What award money may be spent on and how it is kept (资金用途、专账核算).

    Attributes:
        awards: ids of the awards whose money it is.
        categories: what it may be spent on; empty where the rule is only about the books.
        open: the list ends with "and so on": another use is for an official to judge.
        separate_account: it is kept in accounts of its own (专账核算).
        earmarked: it may be spent on nothing else (专款专用).
        supervised_by: codes of the departments that look at the books.
    """

    awards: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    categories: tuple[Term, ...] = ()
    open: bool = False
    separate_account: bool = False
    earmarked: bool = False
    supervised_by: tuple[str, ...] = ()


@frozen(kw_only=True)
class ProgrammeRules:
    """What the documents state around the five questions.

    Attributes:
        departments: the departments that get work.
        duties, responsibilities, targets, entitlements, definitions, fields, fund_uses: the rules, in the data's order.
    """

    departments: tuple[Department, ...] = ()
    duties: tuple[Duty, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    targets: tuple[NumericTarget, ...] = ()
    entitlements: tuple[Entitlement, ...] = ()
    definitions: tuple[Definition, ...] = ()
    fields: tuple[FormField, ...] = ()
    fund_uses: tuple[FundUse, ...] = ()


#: The parts of ``programme.toml`` that hold rules: what they are called in the rule book, in the file, and as a class.
PARTS: Mapping[str, tuple[str, type[Rule]]] = {
    "duties": ("duty", Duty),
    "responsibilities": ("responsibility", Responsibility),
    "targets": ("target", NumericTarget),
    "entitlements": ("entitlement", Entitlement),
    "definitions": ("definition", Definition),
    "fields": ("field", FormField),
    "fund_uses": ("fund_use", FundUse),
}
