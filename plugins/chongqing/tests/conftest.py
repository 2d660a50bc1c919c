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
def chongqing() -> Jurisdiction:
    """Chongqing with every reading at its default."""
    return load_installed("chongqing")


@pytest.fixture(scope="session")
def read_as() -> Callable[..., Jurisdiction]:
    """Chongqing with one reading chosen: ``read_as("CQ-groups", "closed")``."""
    return lambda reading, choice: load_installed("chongqing", choices={reading: choice})


@pytest.fixture(scope="session")
def make_brand() -> MakeBrand:
    """A dossier from facts by name and any other parts of a dossier."""

    def make(facts: Mapping[str, Value] | None = None, **parts: Any) -> Dossier:
        figures = {name: (Figure(low=value, high=value),) for name, value in (facts or {}).items()}
        brand = parts.pop("brand", Brand(name="云阳面工", place="重庆市云阳县"))
        return Dossier(brand=brand, facts=figures, **parts)

    return make
