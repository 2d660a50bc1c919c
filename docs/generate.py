"""Write what the program knows best into the documentation: help pages, facts, settings, fields, signatures, real output.

A generated part stands on a page between ``<!-- PART -->`` and ``<!-- /PART -->``; everything else on the page is written by
hand. ``python docs/generate.py`` makes the parts anew, ``--check`` only tells which pages are out of date, and ends with 1.

::

    commands                        the help page of every command
    facts                           the shared vocabulary
    settings                        every setting
    hooks                           the five hooks with their signatures
    errors                          the tree of errors
    comparisons                     which comparison may be asked of which type of fact
    fields CLASS                    the keys of one table of a file, from the docstring of the class that reads it
    results CLASS                   the keys of one object of a JSON result, likewise
    suite                           the rules of the conformance suite
    matrix                          which region keeps which of them; left as it is unless ``--conformance`` is given
    ledgerfields                    the columns of a ledger
    ledgerreasons                   what can be said about a row of one
    ledgercolumns                   the columns of a store of ledgers
    claimverdicts                   what can become of a row under an award per head
    claimcolumns                    the columns of the table of payments
    ledgerindicators                what is counted in one
    shown COMMAND | PATTERN | …     what a command prints: only the paragraphs in whose first line one of the patterns is found

The pages of ``docs/pages`` are made whole, by ``laowu compare`` and ``laowu plugins rules --across`` with ``--html``.
"""  # noqa: INP001  # a program, not a package

import argparse
import os
import re
import shlex
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import chdir
from datetime import date
from enum import Enum
from importlib import import_module
from importlib.resources import files
from inspect import Signature, cleandoc, getdoc, signature
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs
from click.testing import CliRunner

from laowu import errors
from laowu.cli.command_table import COMMANDS, module_of
from laowu.cli.main import command
from laowu.conformance.examine import examine
from laowu.conformance.report import matrix_table
from laowu.conformance.suite_rules import RULES
from laowu.contract import LocalityPlugin, Profile
from laowu.contract.markers import HOOKS
from laowu.evaluate.assess import Assessment, ChangedOutcome, Verification
from laowu.evaluate.comparing.cells import Cell
from laowu.evaluate.comparing.compare import Column, Comparison, Row
from laowu.evaluate.comparing.difference import (
    Alike,
    ClausePair,
    DecidingClause,
    DecidingValue,
    Difference,
    Differences,
    EqualAspect,
    PairExplanation,
    Side,
)
from laowu.evaluate.comparing.portfolio import OutcomeCount, Portfolio, PortfolioCell, PortfolioLine, PortfolioRegion, Shortcoming
from laowu.evaluate.comparing.rules_across import AcrossPart, AcrossRegion, AcrossRow, RuleEntry, RulesAcross
from laowu.evaluate.explaining.coverage import ClauseStatement, Coverage
from laowu.evaluate.explaining.explain import Explanation
from laowu.evaluate.gaps.dossier_change import Change
from laowu.evaluate.gaps.gap import Alternatives, BrandGaps, Distance, Gap, GapReport, Lack
from laowu.evaluate.gaps.prerequisites import EarlierLevel
from laowu.evaluate.identity import DecisionIdentity
from laowu.evaluate.simulating.answer_changes import (
    ActionChange,
    CriterionChange,
    MoneyChange,
    NameChange,
    PaperChange,
    RecognitionChange,
    StepChange,
    SumChange,
    UpkeepChange,
)
from laowu.evaluate.simulating.change_file import AlteredReading, AlteredValue
from laowu.evaluate.simulating.simulate import BrandEffect, MoneySum, RegionEffect, Simulation, Tally
from laowu.evaluate.sweeping.result import StatedValue, Sweep, SweptCounts, SweptMoney, SweptSum, SweptTarget, SweptValue, Turn
from laowu.evaluate.verified import FactCheck
from laowu.jurisdictions.loading import load_installed
from laowu.model.answers import (
    AwardLine,
    DutyStanding,
    EligibilityReport,
    Finding,
    FormCell,
    ManagementAction,
    Observation,
    OutlookLine,
    PlannedStep,
    PreferenceGrounds,
    ReviewPlan,
    SubsidyOutlook,
)
from laowu.model.citation import Document
from laowu.model.dossier import Brand, Check, ClaimLine, Judgement, Material, Operator, Payment, Progress, Recognition
from laowu.model.facts import FactDefinition, FactType
from laowu.model.level import ApplicantKind, Level
from laowu.model.place import Alias
from laowu.model.vocabulary import shared_facts
from laowu.rules.coverage import ClauseEntry
from laowu.rules.dated import Dated
from laowu.rules.eligibility import BrandClass, Criterion, Preference, PreferenceGround, Prerequisite, Selection
from laowu.rules.management import Consequence, Ground, Upkeep
from laowu.rules.naming import Form, Titles
from laowu.rules.predicate import APPLIES_TO, Predicate
from laowu.rules.predicate import Operator as Comparing
from laowu.rules.programme import Definition, Duty, Entitlement, FormField, FundUse, NumericTarget, Responsibility, Term
from laowu.rules.readings import Choice, Reading
from laowu.rules.review import Due, Length, Paper, Stage
from laowu.rules.rule import Rule
from laowu.rules.subsidy import Award, Ceiling, KeyGroup, LumpSum, PerHead, Unstated
from laowu.settings import Readings, Settings
from laowu.settings.keys import KEYS, READINGS
from laowu.text import Text
from laowu_ledger.claims.paid import SCHEMA as PAID_SCHEMA
from laowu_ledger.claims.recognitions import ListedRecognition
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.indicators.definitions import Indicator, definitions
from laowu_ledger.indicators.region_terms import RegionTerms
from laowu_ledger.schema.columns import store_schema
from laowu_ledger.schema.fields import fields as ledger_fields
from laowu_ledger.schema.reasons import reasons

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = 88
"""How wide the output on the pages is."""

SHOWN_BRANDS = ("hualong-beef-noodles", "wujin-robot-operators", "yunyang-noodle-makers")
"""Real brands of the examples whose page stands in ``docs/pages``."""
SHOWN_ON = "2026-11-22"

PART = re.compile(
    r"^<!-- (?P<part>(?P<name>[a-z]+)(?: (?P<about>.*?))?) -->\n(?:.*?^)??<!-- /(?P=name) -->$", re.MULTILINE | re.DOTALL
)


def pages() -> list[Path]:
    """Every page that may hold generated parts."""
    return [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def filled(page: Path) -> str:
    """The text of a page with its generated parts made anew.

    Raises:
        KeyError: the page asks for a part that does not exist.
    """
    language = "zh" if ".zh-CN" in page.name else "en"

    def made(found: re.Match[str]) -> str:
        body = PARTS[found["name"]](found["about"] or "", language).strip()
        return f"<!-- {found['part']} -->\n\n{body}\n\n<!-- /{found['name']} -->"

    return PART.sub(made, page.read_text(encoding="utf-8"))


def whole_pages() -> dict[Path, str]:
    """The pages of real brands and of the rule books, as the program makes them."""
    asked = {brand: ["compare", f"examples/{brand}.toml"] for brand in SHOWN_BRANDS}
    asked["rule-books"] = ["plugins", "rules", "--across"]
    made = {}
    with TemporaryDirectory() as folder:
        for name, words in asked.items():
            file = Path(folder) / f"{name}.html"
            told = printed([*words, "--on", SHOWN_ON, "--html", str(file)], "zh")
            if not file.exists():
                raise RuntimeError(told)
            made[ROOT / "docs" / "pages" / file.name] = file.read_text(encoding="utf-8")
    return made


def printed(words: Iterable[str], language: str = "en") -> str:
    """What the program prints beside a copy of the examples, whatever the settings of the one who runs this."""
    outside: dict[str, str | None] = {name: None for name in os.environ if name.startswith(("LAOWU_", "LC_"))}
    with TemporaryDirectory() as folder, chdir(folder):
        copytree(ROOT / "examples", "examples")
        ours = {"LANG": {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}[language], "COLUMNS": str(COLUMNS), "XDG_CONFIG_HOME": folder}
        result = CliRunner().invoke(command, list(words), prog_name="laowu", env={**outside, **ours})
    return "\n".join(line.rstrip() for line in result.output.splitlines()).strip()


def commands(about: str, language: str) -> str:
    """The help page of the program and of every command."""
    sections = ((f"laowu {path}".strip(), printed([*path.split(), "--help"], language)) for path in ("", *COMMANDS))
    return "\n\n".join(f"## {heading}\n\n```text\n{page}\n```" for heading, page in sections)


def facts(about: str, language: str) -> str:
    """The shared vocabulary under the headings of its file."""
    catalogue = shared_facts()
    heads = ("name", "type", "unit", "Chinese", "English", "settled by", "remarks")
    sections = _headings((files("laowu.model") / "facts.toml").read_text(encoding="utf-8"))
    return "\n\n".join(
        f"## {heading.capitalize()}\n\n{_table(heads, (_fact(catalogue[name]) for name in names))}" for heading, names in sections
    )


def _headings(text: str) -> Iterator[tuple[str, list[str]]]:
    """The headings of the vocabulary's file, comments in paragraphs of their own, each with the facts below it."""
    for section in re.split(r"^# (?=[^\n]+\n\n\[)", text, flags=re.MULTILINE)[1:]:
        yield section.partition("\n")[0], re.findall(r"^\[(\w+)\]$", section, re.MULTILINE)


def _fact(fact: FactDefinition) -> tuple[str, ...]:
    unit = f"{fact.unit.zh} {fact.unit.en}" if fact.unit else ""
    settled = f"{fact.settled_by.zh}<br>{fact.settled_by.en}"
    return (f"`{fact.name}`", fact.type.value, unit, fact.label.zh, fact.label.en, settled, "; ".join(_fact_remarks(fact)))


def _fact_remarks(fact: FactDefinition) -> Iterator[str]:
    if fact.part and fact.whole:
        yield f"unless stated, `{fact.part}` / `{fact.whole}`"
    if fact.sum_of:
        yield "unless stated, " + " + ".join(f"`{name}`" for name in fact.sum_of)
    if fact.choices:
        yield "codes: " + ", ".join(f"`{code}` {label.zh}" for code, label in fact.choices.items())
    if fact.given_by:
        yield f"read off `{fact.given_by}`"


def settings(about: str, language: str) -> str:
    """Every setting with the ways to set it."""
    built_in = Settings()
    options = {name for param in import_module(module_of("assess")).command.params for name in param.opts}
    rows = (
        (
            f"`{key.name}`",
            key.purpose.en,
            _built_in(getattr(built_in, key.name)),
            "<br>".join(f"`{line}`" for line in key.example.splitlines()),
            "" if key.name == READINGS else f"`{key.variable}`",
            f"`{key.flag}`" if key.flag in options else "",
        )
        for key in KEYS.values()
    )
    return _table(("setting", "what it is for", "built-in", "in a file", "variable", "option"), rows)


def _built_in(value: object) -> str:
    return "" if value is None or value == () or isinstance(value, Readings) else f"`{str(value).lower()}`"


def hooks(about: str, language: str) -> str:
    """The five hooks with their signatures and docstrings."""
    sections = []
    for name in HOOKS:
        method = getattr(LocalityPlugin, name)
        says, _, details = cleandoc(method.__doc__).partition("\n\n")
        code = f"```python\ndef {name}{_signature(signature(method))}: ...\n```"
        arguments = (line.strip().partition(": ") for line in details.splitlines()[1:])
        rows = "\n".join(f"- `{argument}`: {means}" for argument, _, means in arguments)
        sections.append(f"## {name}\n\n{says}\n\n{code}\n\n{rows}")
    return "\n\n".join(sections)


def _signature(found: Signature) -> str:
    """A signature with its types called as an author calls them."""
    named = ((item.name, item.annotation) for item in found.parameters.values())
    row = ", ".join(name if kind is Signature.empty else f"{name}: {_type(kind)}" for name, kind in named)
    return f"({row}) -> {_type(found.return_annotation)}"


def _type(annotation: Any) -> str:
    if isinstance(annotation, UnionType):
        return " | ".join(map(_type, get_args(annotation)))
    return "None" if annotation is type(None) else str(annotation.__name__)


def error_tree(about: str, language: str) -> str:
    """The tree of errors, from the docstring that draws it."""
    tree = (getdoc(errors) or "").partition("::\n\n")[2].partition("\n\n")[0]
    return f"```text\n{cleandoc(tree)}\n```"


def comparisons(about: str, language: str) -> str:
    """Which comparison may be asked of which type of fact."""
    asked = {item: ", ".join(kind.value for kind in FactType if kind in APPLIES_TO[item]) for item in Comparing}
    rows = ((f"`{item.value}`", types, _HOLDS[item]) for item, types in asked.items())
    return _table(("comparison", "for facts of type", "holds when the fact"), rows)


_HOLDS = {
    Comparing.IS: "is exactly this",
    Comparing.IN: "is one of these codes; of several codes, when each of them is",
    Comparing.INCLUDES: "holds all these codes",
    Comparing.AT_LEAST: "reaches the bound (不低于、以上)",
    Comparing.MORE_THAN: "exceeds the bound, which itself does not count (超过)",
    Comparing.AT_MOST: "does not exceed the bound (不超过、以下)",
    Comparing.LESS_THAN: "stays below the bound, which itself does not count (小于)",
    Comparing.BEFORE: "is an earlier day",
    Comparing.ON_OR_BEFORE: "is that day or an earlier one",
    Comparing.WITHIN: "lies in this division on the date judged",
    Comparing.PRESENT: "is stated and not empty (`true`), or is stated as empty (`false`)",
}


TABLES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        *(Brand, Operator, Material, Judgement, Progress, Recognition, Check, ClaimLine, Payment),
        *(Profile, Document, FactDefinition, Reading, Choice, Rule),
        *(
            Criterion,
            BrandClass,
            Prerequisite,
            Preference,
            PreferenceGround,
            Selection,
            Form,
            Titles,
            Alias,
            Stage,
            Length,
            Due,
            Paper,
        ),
        *(Award, LumpSum, Ceiling, Unstated, PerHead, KeyGroup, Upkeep, Consequence, Ground),
        *(Duty, Responsibility, NumericTarget, Entitlement, Definition, Term, FormField, FundUse, ClauseEntry),
        *(Assessment, DecisionIdentity, Comparison, Column, Row, Cell, EligibilityReport, Finding, Observation),
        *(Verification, FactCheck, ChangedOutcome, ListedRecognition),
        *(Differences, Difference, EqualAspect, Alike, PairExplanation, Side, ClausePair, DecidingClause, DecidingValue),
        *(Portfolio, PortfolioRegion, PortfolioLine, PortfolioCell, Shortcoming, OutcomeCount),
        *(RulesAcross, AcrossRegion, AcrossPart, AcrossRow, RuleEntry),
        *(GapReport, BrandGaps, Gap, Lack, Distance, Alternatives, Change, EarlierLevel),
        *(Simulation, RegionEffect, AlteredValue, AlteredReading, Tally, MoneySum, BrandEffect, RecognitionChange),
        *(CriterionChange, MoneyChange, SumChange, NameChange, StepChange, PaperChange, UpkeepChange, ActionChange),
        *(Sweep, StatedValue, SweptValue, SweptTarget, SweptCounts, Turn, SweptMoney, SweptSum),
        *(PreferenceGrounds, ReviewPlan, PlannedStep, AwardLine, SubsidyOutlook, OutlookLine, ManagementAction),
        *(Coverage, ClauseStatement, Explanation, DutyStanding, FormCell),
    )
}

# What a file writes otherwise than the class that reads it: the key, what may stand there, what happens when it is left out,
# what is said of it. An empty text stands for what the class says.
_TABLE_NAME = "the table's own name"
_REQUIRED = "**required**"
_OTHERWISE: dict[tuple[type, str], tuple[str, str, str, str]] = {
    (Brand, "brand_class"): ("class", "", "", ""),
    (ClaimLine, "paid_fen"): (
        "paid_yuan",
        "",
        "",
        "whole yuan already paid on this line; left out for an open line",
    ),
    (Judgement, "outcome"): ("", "`met`, `not met`", "", ""),
    (Payment, "fen"): ("yuan", "", "", "the sum in whole yuan"),
    (Document, "id"): ("", "", _TABLE_NAME, ""),
    (FactDefinition, "name"): ("", "", _TABLE_NAME, ""),
    (Reading, "id"): ("", "", _TABLE_NAME, ""),
    (Reading, "choices"): ("choice", "tables `[reading.ID.choice.CODE]`", "", ""),
    (Choice, "code"): ("", "", _TABLE_NAME, ""),
    (Choice, "set"): ("", "rule data by section", "", ""),
    (Rule, "id"): ("", "", _TABLE_NAME, ""),
    (Rule, "document"): ("", "", "as at the head of the file", "id of the document"),
    (Rule, "since"): ("", "", "as at the head of the file, else the document's", "first day in force"),
    (Rule, "until"): ("", "", "as at the head of the file, else none", "first day no longer in force"),
    (BrandClass, "code"): ("", "", _TABLE_NAME, ""),
    (Criterion, "unmet"): ("", "`not met`, `needs judgement`", "", ""),
    (Selection, "levels"): ("", "", "", "levels at which the better ones are picked"),
    (LumpSum, "kind"): ("", "", _REQUIRED, ""),
    (Ceiling, "kind"): ("", "", _REQUIRED, ""),
    (Unstated, "kind"): ("", "", _REQUIRED, ""),
    (PerHead, "kind"): ("", "", _REQUIRED, ""),
    (ClauseEntry, "id"): ("", "", _TABLE_NAME, ""),
    (ClauseEntry, "state"): ("as", "", "", ""),
}
#: What only core's own vocabulary can use, and what no file says.
_OURS_ALONE = {(FactDefinition, "given_by"), (ClauseEntry, "region")}


def fields(name: str, language: str) -> str:
    """The keys of a table of a file, without those that several tables share through a base class."""
    cls = TABLES[name]
    said = described(cls)
    rows = []
    for field in attrs.fields(attrs.resolve_types(cls)):
        if not field.inherited and (cls, field.name) not in _OURS_ALONE:
            key, shape, default, means = _OTHERWISE.get((cls, field.name), ("", "", "", ""))
            words = means or _plain(said[field.name], absent="left out")
            rows.append((f"`{key or field.name}`", shape or _shape(field.type), default or _default(field), words))
    return _table(("key", "value", "when left out", "what it is"), rows)


def results(name: str, language: str) -> str:
    """The keys of an object of a JSON result."""
    cls = TABLES[name]
    said = described(cls)
    found = attrs.fields(attrs.resolve_types(cls))
    rows = ((f"`{field.name}`", _nullable(field.type), _plain(said[field.name], absent="`null`")) for field in found)
    return _table(("key", "value", "what it is"), rows)


def described(cls: type) -> dict[str, str]:
    """What the docstring of a class says of each attribute; several may share a line (``since, until: …``)."""
    section = cleandoc(cls.__doc__ or "").partition("Attributes:\n")[2].partition("\n\n")[0]
    said: dict[str, str] = {}
    for entry in re.split(r"\n(?= {4}\S)", section):
        names, _, means = " ".join(entry.split()).partition(": ")
        said |= dict.fromkeys(names.split(", "), means)
    return said


def _plain(says: str, *, absent: str) -> str:
    """A sentence of a docstring for a reader who knows files, not Python."""
    spelled = says.replace("``None``", absent).replace("``False``", "`false`").replace("``True``", "`true`")
    return spelled.replace("``", "`").rstrip(".")


def _default(field: "attrs.Attribute[Any]") -> str:
    match field.default:
        case attrs.NOTHING:
            return _REQUIRED
        case bool() | int() as value:
            return f"`{str(value).lower()}`"
        case Enum(value=value) | str(value) if value:
            return f'`"{value}"`'
    return ""


_SCALARS = {str: "text", int: "whole number", bool: "yes or no", date: "date", Text: "`{ zh, en }`", Any: "any", Level: "level"}
_SCALARS |= {ApplicantKind: "kind of applicant"}


def _shape(kind: Any) -> str:  # noqa: PLR0911  # one case per kind of annotation
    origin, parts = get_origin(kind), [part for part in get_args(kind) if part not in (type(None), ...)]
    if set(get_args(Predicate)) <= set(parts):
        return "condition"
    if origin in (Union, UnionType):
        return " or ".join(map(_shape, parts))
    if origin is Literal:
        return ", ".join(f"`{code}`" for code in parts)
    if origin is tuple:
        return f"array: {_shape(parts[0])}"
    if origin is Dated:
        return f"{_shape(parts[0])}; may change over time"
    if origin is not None:
        return f"table by {_shape(parts[0])}: {_shape(parts[1])}"
    if kind in _SCALARS:
        return _SCALARS[kind]
    return ", ".join(f"`{member.value}`" for member in kind) if issubclass(kind, Enum) else f"`{kind.__name__}`"


def _nullable(kind: Any) -> str:
    return _shape(kind) + (" or `null`" if type(None) in get_args(kind) else "")


def suite(about: str, language: str) -> str:
    """The rules of the conformance suite, each with its reasoning, an example and its exceptions."""
    sections = []
    for rule in RULES.values():
        wrapped = "\n\n".join(" ".join(paragraph.split()) for paragraph in rule.why.split("\n\n"))
        head = f"## {rule.id}\n\n**{rule.says.en}.** {rule.says.zh}。 Tier: *{rule.tier.code}*."
        sections.append(f"{head}\n\n{wrapped}\n\nBreaks it: {rule.example}\n\nExceptions: {rule.exceptions}")
    return "\n\n".join(sections)


MATRIX = ROOT / "docs" / "reference" / "conformance-matrix.md"


def matrix(about: str, language: str) -> str:
    """Which region keeps which rule, as it stands on the page: to find out takes minutes."""
    (found,) = (part for part in PART.finditer(MATRIX.read_text(encoding="utf-8")) if part["name"] == "matrix")
    return found[0].removeprefix("<!-- matrix -->").removesuffix("<!-- /matrix -->").strip()


def examined(about: str, language: str) -> str:
    """Which region keeps which rule, found out anew."""
    codes = sorted(path.parent.name for path in ROOT.glob("plugins/*/pyproject.toml"))
    return matrix_table([examine(code) for code in codes])


def ledgerfields(about: str, language: str) -> str:
    """The columns of a ledger with the headings they go by."""
    rows = (
        (
            f"`{field.name}`",
            field.label.zh,
            field.label.en,
            field.kind.replace("_", " "),
            "required" if field.required else "" if field.stored else "not stored",
            "、".join(field.also),
        )
        for field in ledger_fields().values()
        if field.kind != "bookkeeping"
    )
    return _table(("field", "heading", "in English", "kind", "remarks", "also known as"), rows)


def ledgerreasons(about: str, language: str) -> str:
    """Everything that can be said about a row of a ledger."""
    rows = ((f"`{reason.code}`", reason.weight.value, reason.says.zh, reason.says.en) for reason in reasons().values())
    return _table(("reason", "weight", "Chinese", "English"), rows)


def ledgercolumns(about: str, language: str) -> str:
    """The columns of a store of ledgers."""
    return _table(("column", "type"), ((f"`{column.name}`", f"`{column.type}`") for column in store_schema()))


def claimverdicts(about: str, language: str) -> str:
    """What can become of a row under an award per head."""
    rows = ((f"`{one.code}`", one.outcome.value, one.label.zh, one.label.en) for one in Verdict if one is not Verdict.COMPLETE)
    return _table(("reason", "outcome", "Chinese", "English"), rows)


def claimcolumns(about: str, language: str) -> str:
    """The columns of the table of payments."""
    return _table(("column", "type"), ((f"`{column.name}`", f"`{column.type}`") for column in PAID_SCHEMA))


def ledgerindicators(about: str, language: str) -> str:
    """Everything that is counted in a ledger; ``about``: a region that gives every word a meaning, and the day."""
    code, day = about.split()
    wanted = definitions(RegionTerms.of(load_installed(code).book, date.fromisoformat(day)))
    general = definitions(RegionTerms())
    rows = [
        (
            f"`{name}`",
            indicator.label.zh,
            indicator.label.en,
            indicator.counts.replace("_", " "),
            ", ".join(each.label.en for each in indicator.but_not),
            "; ".join(_of_indicator(indicator, general.indicators)),
        )
        for name, indicator in wanted.indicators.items()
        if ":" not in name
    ]
    return _table(("name", "Chinese", "English", "what is counted", "left out", "remarks"), rows)


def _of_indicator(indicator: Indicator, general: Collection[str]) -> Iterator[str]:
    if indicator.part:
        yield "lower bound: a ledger lists part of those meant"
    if indicator.full:
        yield "a fact only of years that are over"
    if indicator.name not in general:
        yield "needs a region"


def shown(about: str, language: str) -> str:
    """A command with what it prints; of long output only some paragraphs (rows of a table are some), the others elided."""
    line, *patterns = about.split(" | ")
    kept: list[str] = []
    for paragraph in printed(shlex.split(line)[1:], language).split("\n\n"):
        if not patterns or any(re.search(pattern, paragraph.partition("\n")[0]) for pattern in patterns):
            kept.append(paragraph)
        elif kept[-1:] != ["…"]:
            kept.append("…")
    return f"```console\n$ {line}\n" + "\n\n".join(kept) + "\n```"


def across(about: str, language: str) -> str:
    """The rule books of some regions side by side, without the heading of the page; ``about``: their codes, and the day."""
    *codes, day = about.split()
    words = ["plugins", "rules", *codes, "--across", "--on", day, "--format", "markdown"]
    return printed(words, language).partition("\n")[2]


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(heads), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


Part = Callable[[str, str], str]
PARTS: dict[str, Part] = {
    "commands": commands,
    "facts": facts,
    "settings": settings,
    "hooks": hooks,
    "errors": error_tree,
    "comparisons": comparisons,
    "fields": fields,
    "results": results,
    "suite": suite,
    "matrix": matrix,
    "ledgerfields": ledgerfields,
    "ledgerreasons": ledgerreasons,
    "ledgercolumns": ledgercolumns,
    "claimverdicts": claimverdicts,
    "claimcolumns": claimcolumns,
    "ledgerindicators": ledgerindicators,
    "shown": shown,
    "across": across,
}


def main() -> int:
    """Make the parts of all pages, or check them; the exit code."""
    parser = argparse.ArgumentParser(description="Make the generated parts of the documentation anew.")
    parser.add_argument("--check", action="store_true", help="only tell which pages are out of date, and end with 1 if any is")
    parser.add_argument("--conformance", action="store_true", help="also examine the regions, which takes minutes")
    options = parser.parse_args()
    only_check = options.check
    if options.conformance:
        PARTS["matrix"] = examined
    made = {page: filled(page) for page in pages()} | whole_pages()
    stale = {page: text for page, text in made.items() if not page.exists() or text != page.read_text(encoding="utf-8")}
    for page, text in stale.items():
        if not only_check:
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{page.relative_to(ROOT)}: {'out of date' if only_check else 'written'}\n")
    return 1 if only_check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
