"""Which regions are installed is read off their metadata; no plugin is imported for it."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from laowu.jurisdictions import metadata_files
from laowu.jurisdictions.discovery import discover

Region = Callable[..., Path]


def metadata_of(package: Path) -> Path:
    (folder,) = package.parent.glob("*.dist-info")
    return folder


def test_a_region_is_found_without_being_imported(region: Region) -> None:
    region("faraway", {}, plugin="raise RuntimeError", version="1.2", requires="laowu>=0.1,<0.2")

    record = discover()["faraway"]

    assert (record.distribution, record.version, record.target) == ("laowu-faraway", "1.2", "laowu_faraway.plugin:plugin")
    assert record.requires == "laowu>=0.1,<0.2"
    assert record.place == "laowu-faraway 1.2, laowu_faraway.plugin:plugin"
    assert "laowu_faraway" not in sys.modules


def test_regions_come_in_the_order_of_their_codes(region: Region) -> None:
    for code in ("zeta", "alpha", "mid-lands"):
        region(code, {})

    found = list(discover())

    assert found == sorted(found)
    assert {"zeta", "alpha", "mid-lands"} <= set(found)


@pytest.mark.parametrize(
    ("line", "requires"),
    [
        ("laowu>=0.1", "laowu>=0.1"),
        ("Laowu (>=0.1)", "Laowu (>=0.1)"),
        ('laowu>=0.1; python_version >= "3.11"', "laowu>=0.1"),
        ("laowu", "laowu"),
        ("laowu-ledger>=5", ""),
        ('laowu>=9; extra == "next"', ""),
        ("", ""),
    ],
)
def test_the_requirement_on_the_core_is_read(line: str, requires: str, region: Region) -> None:
    region("faraway", {}, requires=line)

    assert discover()["faraway"].requires == requires


def test_two_distributions_of_one_code_are_both_named(region: Region) -> None:
    package = region("faraway", {})
    other = package.parent / "faraway_fork-2.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: faraway-fork\nVersion: 2.0\n", encoding="utf-8")
    (other / "entry_points.txt").write_text("[laowu.jurisdictions]\nfaraway = other:plugin\n", encoding="utf-8")

    record = discover()["faraway"]

    assert record.distribution == "faraway-fork"
    assert record.rivals == ("laowu-faraway 0.1.0",)


def test_an_entry_point_written_twice_is_one_claim(region: Region) -> None:
    listing = metadata_of(region("faraway", {})) / "entry_points.txt"
    listing.write_text(listing.read_text(encoding="utf-8") + "faraway = laowu_faraway.plugin:plugin\n", encoding="utf-8")

    assert discover()["faraway"].rivals == ()


def test_what_a_half_removed_distribution_left_behind_hides_no_other(region: Region) -> None:
    region("nearby", {})
    (metadata_of(region("faraway", {})) / "METADATA").unlink()

    found = discover()

    assert {"nearby", "faraway"} <= set(found)
    assert found["faraway"].target == "laowu_faraway.plugin:plugin"


def test_a_strangers_file_in_another_encoding_hides_no_region(region: Region) -> None:
    stranger = region("faraway", {}).parent / "stranger-1.0.dist-info"
    stranger.mkdir()
    (stranger / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n", encoding="utf-8")
    (stranger / "entry_points.txt").write_bytes("[console_scripts]\n工具 = tool:main\n".encode("gb18030"))

    assert discover()["faraway"].target == "laowu_faraway.plugin:plugin"


def test_the_files_say_what_importlib_says(region: Region) -> None:
    package = region("faraway", {}, requires='laowu>=0.1; python_version >= "3.11"')
    region("nearby", {}, version="2.0")
    listing = metadata_of(package) / "entry_points.txt"
    listing.write_text(
        "# a remark\n\n [laowu.jurisdictions] \nfaraway=laowu_faraway.plugin : plugin\n[other]\nx = y\n", encoding="utf-8"
    )
    folder = package.parent / "old_one-1.0.egg-info"
    folder.mkdir()
    (folder / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: old-one\nVersion: 1.0\n", encoding="utf-8")
    read = metadata_files._read("laowu.jurisdictions")

    assert read is not None
    assert set(read) == set(metadata_files._asked("laowu.jurisdictions"))


def test_a_region_in_an_old_format_is_found_through_importlib(region: Region) -> None:
    folder = region("nearby", {}).parent / "laowu_faraway-3.0.egg-info"
    folder.mkdir()
    (folder / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: laowu-faraway\nVersion: 3.0\n", encoding="utf-8")
    (folder / "entry_points.txt").write_text("[laowu.jurisdictions]\nfaraway = far:plugin\n", encoding="utf-8")

    found = discover()

    assert metadata_files._read("laowu.jurisdictions") is None
    assert (found["faraway"].distribution, found["faraway"].version) == ("laowu-faraway", "3.0")
    assert "nearby" in found


def test_a_region_in_an_archive_is_found_through_importlib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "regions.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("laowu_faraway-3.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: laowu-faraway\nVersion: 3.0\n")
        packed.writestr("laowu_faraway-3.0.dist-info/entry_points.txt", "[laowu.jurisdictions]\nfaraway = far:plugin\n")
    monkeypatch.syspath_prepend(archive)

    assert discover()["faraway"].version == "3.0"


class _OtherFinder:
    """Somebody else's way to find distributions, which finds none."""

    def find_spec(self, *_: object) -> None: ...

    def find_distributions(self, *_: object) -> tuple[()]:
        return ()


def test_where_somebody_else_finds_distributions_too_importlib_is_asked(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    region("faraway", {})
    monkeypatch.setattr(sys, "meta_path", [_OtherFinder(), *sys.meta_path])

    assert not metadata_files._plain()
    assert discover()["faraway"].version == "0.1.0"


def test_a_group_that_is_only_mentioned_claims_nothing(region: Region) -> None:
    listing = metadata_of(region("faraway", {})) / "entry_points.txt"
    listing.write_text("# not in [laowu.jurisdictions] any more\n[console_scripts]\nx = y:z\n", encoding="utf-8")

    assert "faraway" not in discover()


def test_a_line_of_metadata_that_goes_on_in_the_next_is_read_past(region: Region) -> None:
    metadata = metadata_of(region("faraway", {})) / "METADATA"
    text = metadata.read_text(encoding="utf-8")
    metadata.write_text(text.replace("Name:", "Summary: one\n  Name: two\nName:", 1), encoding="utf-8")

    assert discover()["faraway"].distribution == "laowu-faraway"


def test_looking_for_regions_imports_neither_importlib_metadata_nor_packaging() -> None:
    program = (
        "import sys; from laowu.jurisdictions.discovery import discover; print(all(r.compatible for r in discover().values()))"
    )
    program += "; print(*sorted({'importlib.metadata', 'packaging', 'email'} & set(sys.modules)))"
    command = [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}; {program}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]
