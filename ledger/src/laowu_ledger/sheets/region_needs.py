"""What a region needs of a ledger: read off its rule data, by whatever name it goes."""

from collections.abc import Collection, Mapping
from datetime import date

import attrs

from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import PerHead
from laowu.text import Text
from laowu_ledger.schema.fields import ENROLMENT, PER_HEAD, Field, fields, payment_fields
from laowu_ledger.schema.spelling import word_key
from laowu_ledger.schema.words import codes, first_words

_LEDGER = Text("台账", "ledger")

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
        title: name of the sheet that is filled in.
        remarks: what the notes say at their end; how a ledger is taken in when empty.
    """

    name: Text | None
    fields: Mapping[Field, tuple[Text, ...]]
    groups: tuple[Text, ...]
    awards: tuple[Award, ...] = ()
    title: Text = _LEDGER
    remarks: tuple[Text, ...] = ()


def all_needs() -> Needs:
    """A ledger that any region may count: every column, and every group that is known."""
    stated = {field: () for field in fields().values() if field.kind != "bookkeeping"}
    return Needs(name=None, fields=stated, groups=tuple(Text(word, code) for code, word in first_words("group").items()))


def payment_needs() -> Needs:
    """A list of payments made before, which is the same for any region."""
    remarks = (
        Text(
            "奖补年度是占用额度的那一年；不写的按申领日期，再按发放日期的年份。奖补年度从认定之日起算的，要写日期。",
            "The year is the one whose cap was used; where it is blank, that of the claim, else of the payment. Where years count"
            " from recognition, state a day.",
        ),
        Text(
            "每一笔一行。填写后用 laowu ledger paid import 载入；有一行通不过，就全部不载入。",
            "A row for each payment. Load it with laowu ledger paid import; if one row is refused, none is loaded.",
        ),
        Text(
            "示例中的人员和单位都是虚构的；“示例”“说明”两页不会被载入。",
            "People and bodies on the example sheet are invented; neither it nor this sheet is loaded.",
        ),
    )
    return Needs(
        name=None,
        fields=dict.fromkeys(payment_fields().values(), ()),
        groups=(),
        title=Text("已付", "payments"),
        remarks=remarks,
    )


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
    asking = [award for award in per_head if award.resumed != "counts"]
    if asking:
        wanted[ENROLMENT] = asking[0].summary
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
