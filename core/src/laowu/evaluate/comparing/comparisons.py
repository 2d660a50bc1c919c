"""Many brands under many regions in full: a comparison for each, told one after another so that thousands need no more room."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from laowu.errors import UnknownJurisdiction, UnusableJurisdiction
from laowu.evaluate.comparing.compare import Column, Comparison, compare
from laowu.evaluate.result_data import result_data
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Dossier
from laowu.values import frozen


@frozen(kw_only=True)
class Comparisons:
    """Many brands under many regions, in full.

    Attributes:
        schema: name and version of this shape.
        on: date judged.
        start: first day of the plans.
        comparisons: one per brand, in the order of the dossiers.
    """

    schema: str = "laowu/comparisons/1"
    on: date
    start: date
    comparisons: tuple[Comparison, ...]


class FullPortfolio:
    """Compares brands one after another and keeps none of them.

    Attributes:
        unusable: per region that could not answer for some brand, its column there; known once all are told.
    """

    def __init__(
        self,
        codes: Sequence[str],
        *,
        on: date,
        start: date | None = None,
        load: Callable[[str], Jurisdiction] = load_installed,
    ) -> None:
        """Compare under these regions; the arguments are those of :func:`laowu.evaluate.comparing.compare.compare`."""
        self._codes = codes
        self._on = on
        self._start = start or on
        self._load = load
        self._failed: dict[str, UnknownJurisdiction | UnusableJurisdiction] = {}
        self.unusable: dict[str, Column] = {}

    def comparisons(self, dossiers: Iterable[Dossier]) -> Iterator[Comparison]:
        """The comparison of each brand.

        Raises:
            InputError: a dossier or a reading is wrong.
        """
        for dossier in dossiers:
            found = compare(dossier, self._codes, on=self._on, start=self._start, load=self._loaded)
            for column in found.columns:
                if column.problem is not None:
                    self.unusable.setdefault(column.code, column)
            yield found

    def json(self, dossiers: Iterable[Dossier]) -> Iterator[str]:
        """The JSON of :class:`Comparisons`, piece by piece, each comparison on a line of its own."""
        whole = result_data(Comparisons(on=self._on, start=self._start, comparisons=()))
        head, _, rest = (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").partition("[]")
        yield head + "["
        between = "\n"
        for found in self.comparisons(dossiers):
            yield between + json.dumps(result_data(found), ensure_ascii=False, separators=(",", ":"))
            between = ",\n"
        yield "\n  ]" + rest

    def _loaded(self, code: str) -> Jurisdiction:
        """A region, tried once however many brands there are."""
        if code in self._failed:
            raise self._failed[code]
        try:
            return self._load(code)
        except (UnknownJurisdiction, UnusableJurisdiction) as failure:
            self._failed[code] = failure
            raise
