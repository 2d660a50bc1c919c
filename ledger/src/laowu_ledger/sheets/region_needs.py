"""What a region needs of a ledger: read off its rule data, by whatever name it goes."""

from collections.abc import Collection, Mapping
from datetime import date

import attrs

from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import PerHead
from laowu.text import Text
from laowu_ledger.schema.fields import PER_HEAD, Field, fields
from laowu_ledger.schema.spelling import word_key
from laowu_ledger.schema.words import codes, first_words

#: What every ledger states, whoever counts it.
_ALWAYS = ("brand", "name", "id_kind", "id_number", "employer", "started", "ended", "evidence")


@attrs.frozen(kw_only=True)
class Award:
    """An award per head, as far as a ledger must show it.

    Attributes:
        id: the rule.
        summary: what it is.
        months_at_least: months of pension payment, by one employer in a row.
    """

    id: str
    summary: Text
    months_at_least: int


@attrs.frozen(kw_only=True)
class Needs:
    """What a region needs.

    Attributes:
        name: the region; ``None`` for a ledger that any region may count.
        fields: the columns, in the order of the schema, each with what is counted from it.
        groups: words for the groups of people, as the region names them.
        awards: its awards per head.
    """

    name: Text | None
    fields: Mapping[Field, tuple[Text, ...]]
    groups: tuple[Text, ...]
    awards: tuple[Award, ...] = ()


def all_needs() -> Needs:
    """A ledger that any region may count: every column, and every group that is known."""
    stated = {field: () for field in fields().values() if field.kind != "bookkeeping"}
    return Needs(name=None, fields=stated, groups=tuple(Text(word, code) for code, word in first_words("group").items()))


def needs_of(name: Text, book: RuleBook, asked: Collection[str], on: date) -> Needs:
    """What one region needs.

    Args:
        name: the region.
        book: its rules.
        asked: names of the facts that its rules ask about.
        on: the day on which values must be in force.
    """
    per_head = per_head_awards(book)
    wanted = {fact: book.facts[fact].label for fact in asked if fact in book.facts}
    if per_head:
        wanted[PER_HEAD] = per_head[0].summary
    stated = {}
    for field in fields().values():
        serves = tuple(wanted[fact] for fact in field.serves if fact in wanted)
        if field.kind != "bookkeeping" and (serves or field.name in _ALWAYS):
            stated[field] = serves
    groups = tuple(dict.fromkeys(group.label for award in per_head for group in award.groups))
    awards = tuple(Award(id=award.id, summary=award.summary, months_at_least=award.months_at_least.on(on)) for award in per_head)
    return Needs(name=name, fields=stated, groups=groups or all_needs().groups, awards=awards)


def per_head_awards(book: RuleBook) -> tuple[PerHead, ...]:
    """The awards per head of a region."""
    return tuple(award for award in (book.subsidy.awards if book.subsidy else ()) if isinstance(award, PerHead))


def group_codes(book: RuleBook) -> dict[str, str]:
    """The region's codes of key groups by what the store holds for them.

    The store holds the package's own code where a label is among its words, else the label as words are compared.
    """
    known = codes("group")
    return {
        known.get(word_key(group.label.zh), word_key(group.label.zh)): group.code
        for award in per_head_awards(book)
        for group in award.groups
    }


def group_words(book: RuleBook) -> frozenset[str]:
    """Labels of the region's key groups that are no words of the package."""
    return frozenset(word for word in group_codes(book) if word not in first_words("group"))
