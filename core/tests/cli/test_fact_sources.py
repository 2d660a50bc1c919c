"""Sources of facts that other packages bring."""

import pytest

from laowu.cli.fact_sources import fact_source
from laowu.errors import InputError


def test_a_source_that_no_package_brings_names_the_package() -> None:
    with pytest.raises(InputError) as failure:
        fact_source("abacus", "laowu-abacus")

    assert failure.value.what.en == "this needs the package laowu-abacus"
    assert failure.value.mend is not None
    assert failure.value.mend.en == "install it with pip install laowu-abacus"
    assert failure.value.where == "--abacus"
