"""Where a rule stands: documents with their legal status, and the clause inside them.

A citation is a locator and never the wording: facts carry over from a regulation, sentences do not.
"""

from datetime import date
from enum import Enum

from laowu.text import Text
from laowu.values import frozen


class LegalStatus(Enum):
    """What a document is worth."""

    IN_FORCE = "in_force"
    DRAFT = "draft"
    SUPERSEDED = "superseded"


class Standing(Enum):
    """What an answer is worth on the date judged, given the standing of the document behind it."""

    IN_FORCE = "in force"
    DRAFT = "draft"
    LAST_KNOWN_ROUND = "last known round"
    SUPERSEDED = "superseded"
    NOT_YET = "not yet in force"

    @property
    def label(self) -> Text:
        """The standing as a reader sees it."""
        return _STANDINGS[self]


_STANDINGS = {
    Standing.IN_FORCE: Text("现行", "in force"),
    Standing.DRAFT: Text("征求意见稿：结果为估算，不是决定", "draft for comment: results are estimates, not decisions"),
    Standing.LAST_KNOWN_ROUND: Text("最近一轮申报：本轮已结束", "last known round: the round has ended"),
    Standing.SUPERSEDED: Text("已被取代", "superseded"),
    Standing.NOT_YET: Text("尚未施行", "not yet in force"),
}


@frozen(kw_only=True)
class Document:
    """A policy document.

    Attributes:
        id: short code used by the rule data of one locality.
        title: official title.
        number: official document number (文号); empty for a text that has none.
        issuers: issuing bodies.
        issued: date of issue; ``None`` when the text leaves it blank.
        since: first day its rules apply.
        until: first day its rules no longer apply, or ``None``.
        round_ends: last day of the application round it opens, if it opens just one.
        status: legal status of the text.
        later_texts: what is known to have come after it.
    """

    id: str
    title: str
    number: str = ""
    issuers: tuple[str, ...]
    issued: date | None = None
    since: date
    until: date | None = None
    round_ends: date | None = None
    status: LegalStatus
    later_texts: tuple[Text, ...] = ()

    def standing(self, on: date) -> Standing:
        """What an answer drawn from this document on ``on`` is worth."""
        if on < self.since:
            return Standing.NOT_YET
        if self.status is LegalStatus.DRAFT:
            return Standing.DRAFT
        if self.status is LegalStatus.SUPERSEDED or (self.until is not None and on >= self.until):
            return Standing.SUPERSEDED
        if self.round_ends is not None and on > self.round_ends:
            return Standing.LAST_KNOWN_ROUND
        return Standing.IN_FORCE

    @property
    def name(self) -> str:
        """The number, or the title where there is no number."""
        return self.number or f"《{self.title}》"


@frozen(kw_only=True)
class Citation:
    """A clause of a document.

    Attributes:
        document: id of the document in its locality's ``documents.toml``.
        name: number or title of the document, so that a citation can be read by itself.
        locator: article, section or annex item.
    """

    document: str
    name: str
    locator: str

    def __str__(self) -> str:
        return f"{self.name} {self.locator}"
