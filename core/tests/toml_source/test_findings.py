import pytest

from laowu.errors import SettingsError
from laowu.text import same
from laowu.toml_source import Findings, parse_toml


def test_mistakes_are_raised_together_in_the_order_of_the_file() -> None:
    source = parse_toml(b"a = 1\nb = 2\nc = 3\n", "f.toml", error=SettingsError)
    findings = Findings(source, SettingsError)
    for key in ("missing", "c", "a", "b"):
        findings.add((key,), same(key))
    with pytest.raises(SettingsError) as caught:
        findings.raise_any()
    places = [caught.value.where, *(error.where for error in caught.value.further)]
    assert places == ["f.toml:1 a", "f.toml:2 b", "f.toml:3 c", "f.toml missing"]


def test_nothing_is_raised_when_nothing_was_found() -> None:
    Findings(parse_toml(b"a = 1", "f.toml", error=SettingsError), SettingsError).raise_any()
