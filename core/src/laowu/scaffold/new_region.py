"""A region that is about to be started: what its author said about it, checked, and what follows from that."""

from collections.abc import Iterable, Sequence
from datetime import date

from laowu.errors import InputError
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.level import Level
from laowu.places.divisions import Division
from laowu.scaffold.answers import checked_code, checked_division, checked_issued, checked_text, tier
from laowu.text import Text
from laowu.values import frozen

#: The level at which a place of each kind recognises brands, unless its author says otherwise.
USUAL_LEVELS = {
    "province": Level.PROVINCIAL,
    "municipality": Level.MUNICIPAL,
    "city": Level.MUNICIPAL,
    "county": Level.DISTRICT,
}


@frozen(kw_only=True)
class NewDocument:
    """The first document of a new region.

    Attributes:
        title: its title.
        number: its number; ``None`` where it has none or nobody said.
        issued: its day of issue; likewise.
        issuers: the bodies that issued it.
    """

    title: str
    number: str | None
    issued: date | None
    issuers: tuple[str, ...]


@frozen(kw_only=True)
class NewRegion:
    """A region that is about to be started.

    Attributes:
        code: its code.
        name: its name.
        division: the division it rules.
        levels: levels of the example rules, lowest first.
        document: its first document.
        base: the loaded region it extends, or ``None``.
        on: the day on which it is started.
    """

    code: str
    name: Text
    division: Division
    levels: tuple[Level, ...]
    document: NewDocument
    base: Jurisdiction | None
    on: date

    @property
    def tier(self) -> str:
        """What kind of place it is, as a profile calls it."""
        return tier(self.division)

    @property
    def package(self) -> str:
        """Name of its Python package."""
        return f"laowu_{self.code.replace('-', '_')}"

    @property
    def since(self) -> date:
        """First day of its first document, as far as anybody knows."""
        return self.document.issued or self.on

    @property
    def all_levels(self) -> tuple[Level, ...]:
        """Its levels and those of the region it extends, whose rules would have no level without them."""
        inherited = self.base.book.eligibility if self.base else None
        return _in_order((*self.levels, *(inherited.levels if inherited else ())))


def new_region(
    code: str,
    *,
    name: str,
    division: str,
    on: date,
    name_en: str | None = None,
    levels: Sequence[Level] = (),
    title: str | None = None,
    number: str | None = None,
    issued: date | None = None,
    issuers: Sequence[str] = (),
    base: Jurisdiction | None = None,
) -> NewRegion:
    """Check what an author says about a new region.

    Args:
        code: its code.
        name: its name in Chinese.
        division: six-digit code or names of its division.
        on: the day on which it is started; the division must be in force.
        name_en: its name in English; made from the code when left out.
        levels: levels at which it recognises brands; the usual one for such a place when left out.
        title: title of its first document; a title to be replaced when left out.
        number: its number.
        issued: its day of issue.
        issuers: who issued it; a body to be replaced when left out.
        base: the region it extends.

    Raises:
        InputError: an answer cannot be; ``where`` names the option it was given with.
    """
    checked = checked_code(code)
    if base is not None and base.code == checked:
        what = Text(f"{checked} 不能依据自己", f"{checked} cannot extend itself")
        raise InputError(what, where="--extends", mend=Text("写上级地区的代码", "name the region above it"))
    place = checked_division(division, on)
    zh = checked_text(name, "--name")
    en = checked_text(name_en, "--name-en") if name_en is not None else " ".join(checked.split("-")).title()
    document = NewDocument(
        title=checked_text(title, "--document") if title is not None else f"（示例）{zh}劳务品牌管理办法",
        number=checked_text(number, "--number") if number is not None else None,
        issued=checked_issued(issued, on) if issued is not None else None,
        issuers=tuple(checked_text(issuer, "--issuer") for issuer in issuers) or (f"（示例）{zh}人力资源和社会保障部门",),
    )
    return NewRegion(
        code=checked,
        name=Text(zh, en),
        division=place,
        levels=_in_order(levels) or (USUAL_LEVELS[tier(place)],),
        document=document,
        base=base,
        on=on,
    )


def _in_order(levels: Iterable[Level]) -> tuple[Level, ...]:
    wanted = set(levels)
    return tuple(level for level in Level if level in wanted)
