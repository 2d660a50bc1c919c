"""The identity of a decision: everything that must be the same for the answer to be the same."""

from datetime import date
from hashlib import sha256

from laowu import __version__
from laowu.calendar import CalendarNotice
from laowu.evaluate.decisions import accepts_draft
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.answers import ReadingUsed
from laowu.model.dossier import Dossier
from laowu.model.dossier_text import dossier_text
from laowu.model.verified_facts import VerifiedFacts
from laowu.rules.tree import digest
from laowu.values import frozen


@frozen(kw_only=True)
class DecisionIdentity:
    """What a result depends on.

    Attributes:
        jurisdiction: code of the region.
        on: date judged.
        start: first day of the plan.
        rules: SHA-256 of the rule data in use, layers, readings and changes included.
        dossier: SHA-256 of the dossier's canonical data.
        edition: edition of the rule data.
        documents: documents the rule data rest on, as ``id status since``.
        readings: readings in use, as ``ID=choice``.
        accepts_draft: whether the deployment takes decisions by a draft among the documents.
        calendar: holiday notices loaded besides the packaged calendar, as ``year sha256``.
        core: version of laowu.
        plugin: distribution and version of the plugin.
        verified: SHA-256 of the facts that a source beside the dossier gave; empty where none was asked.
    """

    jurisdiction: str
    on: date
    start: date
    rules: str
    dossier: str
    edition: str
    documents: tuple[str, ...]
    readings: tuple[str, ...]
    accepts_draft: bool
    calendar: tuple[str, ...]
    core: str
    plugin: str
    verified: str = ""


def identity_of(
    jurisdiction: Jurisdiction, dossier: Dossier, *, on: date, start: date, verified: VerifiedFacts | None = None
) -> DecisionIdentity:
    """The identity of a decision about ``dossier`` under ``jurisdiction``."""
    book = jurisdiction.book
    if verified is None:
        source = ""
    else:
        from laowu.evaluate.verified import verified_data

        source = f"sha256:{digest(verified_data(verified))}"
    return DecisionIdentity(
        jurisdiction=jurisdiction.code,
        on=on,
        start=start,
        rules=f"sha256:{book.digest}",
        dossier=dossier_digest(dossier),
        edition=book.profile.edition,
        documents=tuple(f"{item.id} {item.status.value} {item.since.isoformat()}" for item in book.documents.values()),
        readings=tuple(f"{reading.id}={code}" for reading, code in book.readings),
        accepts_draft=accepts_draft(jurisdiction),
        calendar=tuple(_notice(notice) for notice in jurisdiction.calendar.notices),
        core=__version__,
        plugin=f"{jurisdiction.record.distribution} {jurisdiction.record.version}",
        verified=source,
    )


def dossier_digest(dossier: Dossier) -> str:
    """SHA-256 of a dossier's canonical data, as an identity names it."""
    return f"sha256:{sha256(dossier_text(dossier).encode()).hexdigest()}"


def _notice(notice: CalendarNotice) -> str:
    days = {"holidays": sorted(notice.holidays), "makeup_days": sorted(notice.makeup_days)}
    return f"{notice.year} sha256:{digest(days)}"


def readings_in_use(jurisdiction: Jurisdiction) -> tuple[ReadingUsed, ...]:
    """Every reading of the jurisdiction with the choice in use."""
    return jurisdiction.book.readings_used()
