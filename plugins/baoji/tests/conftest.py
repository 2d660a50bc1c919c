"""The loaded jurisdiction, and brands to ask it about."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.jurisdictions.loading import load_installed
from laowu.model.dossier import Brand, Dossier
from laowu.model.facts import Figure, Value

MakeBrand = Callable[..., Dossier]


@pytest.fixture(scope="session")
def baoji() -> Jurisdiction:
    """Baoji with every reading at its default."""
    return load_installed("baoji")


@pytest.fixture(scope="session")
def read_as() -> Callable[..., Jurisdiction]:
    """Baoji with one reading chosen: ``read_as("BJ-who-counts", "rural")``."""
    return lambda reading, choice: load_installed("baoji", choices={reading: choice})


@pytest.fixture(scope="session")
def make_brand() -> MakeBrand:
    """A dossier from facts by name and any other parts of a dossier."""

    def make(facts: Mapping[str, Value] | None = None, **parts: Any) -> Dossier:
        figures = {name: (Figure(low=value, high=value),) for name, value in (facts or {}).items()}
        brand = parts.pop("brand", Brand(name="凤翔泥塑师", place="宝鸡市凤翔区"))
        return Dossier(brand=brand, facts=figures, **parts)

    return make
