"""Columns, reasons, verdicts and indicators of ledgers."""

from collections.abc import Collection, Iterator
from datetime import date

from laowu.jurisdictions.loading import load_installed
from laowu_ledger.claims.paid import SCHEMA as PAID_SCHEMA
from laowu_ledger.claims.verdicts import Verdict
from laowu_ledger.indicators.definitions import Indicator, definitions
from laowu_ledger.indicators.region_terms import RegionTerms
from laowu_ledger.schema.columns import store_schema
from laowu_ledger.schema.fields import fields as ledger_fields
from laowu_ledger.schema.fields import payment_fields
from laowu_ledger.schema.reasons import reasons
from parts.markdown import table


def ledgerfields(about: str, language: str) -> str:
    """The columns of a ledger, or with ``payments`` of a list of payments made before, with the headings they go by."""
    rows = (
        (
            f"`{field.name}`",
            field.label.zh,
            field.label.en,
            field.kind.replace("_", " "),
            "required" if field.required else "" if field.stored else "not stored",
            "、".join(field.also),
        )
        for field in (payment_fields() if about == "payments" else ledger_fields()).values()
        if field.kind != "bookkeeping"
    )
    return table(("field", "heading", "in English", "kind", "remarks", "also known as"), rows)


def ledgerreasons(about: str, language: str) -> str:
    """Everything that can be said about a row of a ledger."""
    rows = ((f"`{reason.code}`", reason.weight.value, reason.says.zh, reason.says.en) for reason in reasons().values())
    return table(("reason", "weight", "Chinese", "English"), rows)


def ledgercolumns(about: str, language: str) -> str:
    """The columns of a store of ledgers."""
    return table(("column", "type"), ((f"`{column.name}`", f"`{column.type}`") for column in store_schema()))


def claimverdicts(about: str, language: str) -> str:
    """What can become of a row under an award per head."""
    rows = ((f"`{one.code}`", one.outcome.value, one.label.zh, one.label.en) for one in Verdict if one is not Verdict.COMPLETE)
    return table(("reason", "outcome", "Chinese", "English"), rows)


def claimcolumns(about: str, language: str) -> str:
    """The columns of the table of payments."""
    return table(("column", "type"), ((f"`{column.name}`", f"`{column.type}`") for column in PAID_SCHEMA))


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
    return table(("name", "Chinese", "English", "what is counted", "left out", "remarks"), rows)


def _of_indicator(indicator: Indicator, general: Collection[str]) -> Iterator[str]:
    if indicator.part:
        yield "lower bound: a ledger lists part of those meant"
    if indicator.full:
        yield "a fact only of years that are over"
    if indicator.name not in general:
        yield "needs a region"
