"""Is this name well-formed here?"""

from datetime import date
from enum import Enum

from laowu.model.answers.reading import ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.level import ApplicantKind, Level
from laowu.text import Text
from laowu.values import frozen


class NameVerdict(Enum):
    """Whether a name is well-formed."""

    VALID = "valid"
    INVALID = "invalid"
    AMBIGUOUS = "ambiguous"

    @property
    def label(self) -> Text:
        """The verdict as a reader sees it."""
        return _VERDICTS[self]


_VERDICTS = {
    NameVerdict.VALID: Text("合乎形式", "valid"),
    NameVerdict.INVALID: Text("不合形式", "invalid"),
    NameVerdict.AMBIGUOUS: Text("需人工判断", "ambiguous"),
}


@frozen(kw_only=True)
class NameSegments:
    """A brand name cut into its parts, each empty when absent; put together they are the name in its normalised spelling."""

    region: str = ""
    enterprise: str = ""
    industry: str = ""
    person: str = ""
    suffix: str = ""


@frozen(kw_only=True)
class NameForm:
    """A form of name that fits: level and kind of applicant it is meant for."""

    level: Level
    applicant: ApplicantKind
    rule: str


@frozen(kw_only=True)
class NameNote:
    """Something an official should know about a name."""

    code: str
    says: Text
    clause: Citation | None = None


@frozen(kw_only=True)
class NameReport:
    """Is this name well-formed here?

    Attributes:
        jurisdiction: code of the region.
        name: the name judged.
        on: date judged.
        standing: what the answer is worth.
        verdict: valid, invalid or ambiguous.
        segments: the best cut.
        missing: parts that the nearest form asks for and the name lacks: ``region``, ``city_prefix``, ``district``,
            ``enterprise``, ``industry``, ``person``, ``suffix``.
        matched: forms that fit.
        notes: what an official should know, in a fixed order.
        suggestions: up to three names that would be valid.
        rules: ids of the forms it was held against.
        clauses: where the naming rule stands.
        readings: readings that bear on the verdict.
    """

    jurisdiction: str
    name: str
    on: date
    standing: Standing
    verdict: NameVerdict
    segments: NameSegments
    missing: tuple[str, ...] = ()
    matched: tuple[NameForm, ...] = ()
    notes: tuple[NameNote, ...] = ()
    suggestions: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    clauses: tuple[Citation, ...] = ()
    readings: tuple[ReadingUsed, ...] = ()
