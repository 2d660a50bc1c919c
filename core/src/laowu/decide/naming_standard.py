"""What a rule book asks of names on a day: the same for every name of a list, so it is worked out once."""

from datetime import date
from functools import lru_cache

from laowu.model.answers import ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.level import ApplicantKind, Level
from laowu.places.segmentation import Cutter
from laowu.rules.naming import Form, NamingRules
from laowu.rules.naming import Titles as TitleRule
from laowu.rules.rule import in_force
from laowu.rules.rulebook import RuleBook
from laowu.values import frozen


@frozen(kw_only=True)
class Basis:
    """What a name is held against, given its level and the kind of its applicant, and where that stands.

    Attributes:
        forms: the forms asked.
        standing: what an answer drawn from them is worth.
        rules, clauses, readings: their ids, where they stand, and the readings that bear on them.
    """

    forms: tuple[Form, ...]
    standing: Standing
    rules: tuple[str, ...]
    clauses: tuple[Citation, ...]
    readings: tuple[ReadingUsed, ...]


@frozen(kw_only=True, eq=False)
class Standard:
    """What a rule book asks of names on a day. Get it with :meth:`of`.

    Attributes:
        book: the rule book.
        rules: its naming rules.
        on: the day.
        forms, titles: those in force.
        listed: the words for the person that its document names.
        cutter: cuts names with its words.
    """

    book: RuleBook
    rules: NamingRules
    on: date
    forms: tuple[Form, ...]
    titles: tuple[TitleRule, ...]
    listed: tuple[str, ...]
    cutter: Cutter

    @staticmethod
    def of(book: RuleBook, on: date) -> "Standard | None":
        """The standard of a rule book on a day; ``None`` when it states no naming rule."""
        return _standard(book, on)

    @property
    def home(self) -> str:
        """Code of the region's own division."""
        return self.book.profile.division

    def basis(self, level: Level | None, applicant: ApplicantKind | None) -> Basis:
        """What is asked of a name of this level and kind of applicant; what is not said tries all forms."""
        return _basis(self, level, applicant)


@lru_cache(maxsize=16)
def _standard(book: RuleBook, on: date) -> Standard | None:
    rules = book.naming
    if rules is None:
        return None
    forms, titles = in_force(rules.forms, on), in_force(rules.titles, on)
    listed = tuple(dict.fromkeys(title for rule in titles for title in rule.listed))
    suffixes = tuple(sorted({form.suffix for form in forms if form.suffix}))
    cutter = Cutter.of(on=on, home=book.profile.division, aliases=rules.aliases, titles=listed, suffixes=suffixes)
    return Standard(book=book, rules=rules, on=on, forms=forms, titles=titles, listed=listed, cutter=cutter)


@lru_cache(maxsize=256)
def _basis(standard: Standard, level: Level | None, applicant: ApplicantKind | None) -> Basis:
    book, rules, on = standard.book, standard.rules, standard.on
    forms = _asked(standard.forms, level, applicant)
    used = (*forms, *standard.titles)
    return Basis(
        forms=forms,
        standing=book.standing(used, on, among=(*rules.forms, *rules.titles)),
        rules=tuple(rule.id for rule in used),
        clauses=tuple(dict.fromkeys(book.cite(rule) for rule in used)),
        readings=book.readings_on(used),
    )


def _asked(forms: tuple[Form, ...], level: Level | None, applicant: ApplicantKind | None) -> tuple[Form, ...]:
    """The forms meant for this level and applicant; what is not said tries all of them."""
    if level is not None:
        forms = tuple(form for form in forms if level in form.levels) or forms
    if applicant in (None, ApplicantKind.OTHER):
        return forms
    return tuple(form for form in forms if not form.applicants or applicant in form.applicants) or forms
