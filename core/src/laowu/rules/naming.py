"""Naming rules: forms by level and applicant, titles of persons, closing words, local names of places."""

from typing import Literal

import attrs

from laowu.model.level import ApplicantKind, Level
from laowu.model.place import Alias
from laowu.rules.rule import Rule
from laowu.values import frozen

Part = Literal["region", "city_prefix", "district", "enterprise", "industry", "person", "suffix"]


@frozen(kw_only=True)
class Form(Rule):
    """One form of name.

    Attributes:
        levels: levels it is meant for.
        applicants: kinds of applicant it is meant for; empty for all.
        parts: parts a name must have. ``region`` is any place of the region; ``city_prefix`` is the region's own
            name in front; ``district`` is a place below it.
        either: groups of parts of which one is enough.
        suffix: closing words the form ends with; empty for none.
        modality: ``"shall"``, or ``"may"`` for guidance: the verdict is the same, and says that it is only guidance.
        binds_existing: it is asked of existing brands too: one of another form is not exempt, and an official decides.
    """

    levels: tuple[Level, ...] = attrs.field(validator=attrs.validators.min_len(1))
    applicants: tuple[ApplicantKind, ...] = ()
    parts: tuple[Part, ...]
    either: tuple[tuple[Part, ...], ...] = ()
    suffix: str = ""
    modality: Literal["shall", "may"] = "shall"
    binds_existing: bool = False


@frozen(kw_only=True)
class Titles(Rule):
    """The titles of persons a document names.

    Attributes:
        listed: titles the document names.
        open: the list ends with "and so on": an unlisted title warns, it does not reject.
        judged: unlisted titles that the document itself uses for a brand it names: in a new name one is for an official.
    """

    listed: tuple[str, ...] = ()
    open: bool = True
    judged: tuple[str, ...] = ()


@frozen(kw_only=True)
class NamingRules:
    """How a brand is to be named.

    Attributes:
        forms: the forms.
        titles: the titles of persons; empty where the document names none.
        aliases: zones, nicknames and old names of places in this region, each with its source.
        below_county: what a town or village in the region's place amounts to: a note, or a question for an official.
    """

    forms: tuple[Form, ...] = attrs.field(validator=attrs.validators.min_len(1))
    titles: tuple[Titles, ...] = ()
    aliases: tuple[Alias, ...] = ()
    below_county: Literal["noted", "asked"] = "noted"
