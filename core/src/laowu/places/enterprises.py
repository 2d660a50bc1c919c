"""How a name may write the enterprises behind it: as the form gives them, without region and legal form, or by trade name."""

import re
from functools import lru_cache

from laowu.places.divisions import Divisions
from laowu.places.industries import Industries
from laowu.places.normalising import normalise
from laowu.places.titles import Titles
from laowu.values import frozen

LEGAL_FORM = (
    "(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|公司|专业合作社|合作社|合作联社|工作室|服务部|经营部|服务中心|中心"
    "|协会|商会|学校|学院|厂|店)$"
)


@frozen(kw_only=True)
class Enterprises:
    """The enterprises behind one brand.

    Attributes:
        forms: every form of their names that a brand may carry, the longest first.
    """

    forms: tuple[str, ...] = ()

    @staticmethod
    def of(names: tuple[str, ...], titles: Titles) -> "Enterprises":
        """The enterprises that a form gives; what is a title by itself is none of their names.

        Args:
            names: as the form gives them.
            titles: the words for the person that the region knows.
        """
        return _enterprises(names, titles)

    def at(self, text: str, start: int) -> int:
        """Length of the longest enterprise name beginning at ``start``; 0 when there is none."""
        for form in self.forms:
            if text.startswith(form, start):
                return len(form)
        return 0


NO_ENTERPRISES = Enterprises()


@lru_cache(maxsize=256)
def _enterprises(names: tuple[str, ...], titles: Titles) -> Enterprises:
    forms = {form for name in names for form in _forms(name, titles)}
    return Enterprises(forms=tuple(sorted(forms, key=lambda form: (-len(form), form))))


def _forms(name: str, titles: Titles) -> set[str]:
    given = normalise(name).text
    if not given:
        return set()
    divisions, industries = Divisions.load(), Industries.load()
    bare = given
    while (shorter := re.sub(LEGAL_FORM, "", bare)) != bare and shorter:
        bare = shorter
    local = bare
    for end in range(divisions.longest_at(bare, 0), 1, -1):
        if divisions.named(bare[:end]):
            local = bare[end:]
            break
    trade_name = local[: industries.covered_from(local)]
    derived = {bare, local, trade_name}
    return {given} | {
        form
        for form in derived
        if len(form) > 1 and form not in industries and not divisions.named(form) and titles.get(form) is None
    }
