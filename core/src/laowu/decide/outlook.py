"""How much money over the years, and where does a cap bind? Claims settled so far, then what is declared, then the cap."""

from collections.abc import Mapping
from datetime import date

from laowu.decide.evidence import Evidence
from laowu.decide.one_off import perhaps
from laowu.decide.outlook_years import AwardYears
from laowu.model.answers import AwardLine, OutlookLine, SubsidyOutlook, SubsidyStatement
from laowu.model.dossier import Recognition
from laowu.model.level import Level
from laowu.model.money import NOT_STATED, NOTHING
from laowu.model.questions import SubsidyClaim
from laowu.rules.rulebook import RuleBook
from laowu.rules.subsidy import PerHead
from laowu.text import Text


def foresee_subsidy(
    book: RuleBook, claim: SubsidyClaim, statement: SubsidyStatement, on: date, *, years: int, assumed: bool
) -> SubsidyOutlook:
    """Lay a statement's money out over years, and fill the years that nobody has claimed for.

    A year without claims pays what the declared number of new hires brings (fact ``new_key_group_hires``), up to the cap;
    where nothing is declared, anything up to the cap. People beyond a cap are carried over to the next year that has no
    claims of its own, where the rule lets them be claimed later. The year that is still running may pay more than was
    claimed so far.

    Args:
        book: the rule book.
        claim: the brand, which holds the level asked about.
        statement: the statement of the same claim on the same day.
        on: date judged.
        years: how many years to tell, from the first in which anything can be paid.
        assumed: the recognition of the level was only assumed.

    Raises:
        ValueError: the brand does not hold the level.
    """
    evidence = Evidence(dossier=claim.dossier, jurisdiction=book.profile.code, facts=book.facts, on=on)
    held = evidence.held()
    if claim.target.level not in held:
        raise ValueError("an outlook is about a level that is held")
    recognition = held[claim.target.level]
    heads = {award.id: award for award in (book.subsidy.awards if book.subsidy else ()) if isinstance(award, PerHead)}
    projections = [
        AwardYears(award, _rests_on(award, claim.target.level, held), evidence, own)
        for award in heads.values()
        if (own := [line for line in statement.lines if line.rule == award.id])
    ]
    once = [_once(line, held, on) for line in statement.lines if line.rule not in heads]
    first = min(
        [own.first for own in projections if own.by_calendar] + [line.year for line in once if line.year is not None],
        default=on.year,
    )
    lines = [line for projection in projections for line in projection.lines(first, years)]
    lines += [line for line in once if line.year is None or line.year < first + years]
    stated = [line.amount for line in lines if line.amount != NOT_STATED]
    remarks = list(statement.remarks)
    if assumed:
        remarks.insert(0, Text(f"假定 {on.isoformat()} 获得认定", f"on the assumption that it is recognised on {on.isoformat()}"))
    return SubsidyOutlook(
        jurisdiction=statement.jurisdiction,
        target=statement.target,
        on=on,
        standing=statement.standing,
        recognised=recognition.on,
        assumed=assumed,
        last_year=max((last for projection in projections if (last := projection.last) is not None), default=None),
        lines=tuple(sorted(lines, key=lambda line: (line.year is None, line.year or 0))),
        total=sum(stated, NOTHING) if stated or not lines else NOT_STATED,
        readings=statement.readings,
        remarks=tuple(remarks),
    )


def _rests_on(award: PerHead, level: Level, held: Mapping[Level, Recognition]) -> Recognition:
    """The recognition an award rests on, as in a statement: the first of its levels that is held."""
    return held[next((candidate for candidate in award.levels if candidate in held), level)]


def _once(line: AwardLine, held: Mapping[Level, Recognition], on: date) -> OutlookLine:
    """A sum that is paid once: in the year of the recognition it is for, where it is for one."""
    amount = line.amount
    if not line.outcome.decided or line.discretionary:
        amount = perhaps(amount, line.paid)
    recognition = held.get(line.level) if line.level else None
    return OutlookLine(
        rule=line.rule,
        clause=line.clause,
        summary=line.summary,
        year=recognition.on.year if recognition else None,
        settled=line.paid is not None,
        amount=amount,
        remarks=line.remarks,
    )
