import stat
from pathlib import Path

import pytest

from laowu_ledger.errors import StoreError, TokenKeyError
from laowu_ledger.identity.token_key import key_path, make_key, passing_key, read_key


def test_a_made_key_is_for_its_owner_alone_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "ledger.key"

    made = make_key(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    read = read_key(path)
    assert read is not None
    assert (read.secret, read.fingerprint, read.shared) == (made.secret, made.fingerprint, False)
    assert [file.name for file in path.parent.iterdir()] == ["ledger.key"]


def test_a_file_that_others_can_read_is_told_apart(tmp_path: Path) -> None:
    make_key(tmp_path / "k")
    (tmp_path / "k").chmod(0o640)

    key = read_key(tmp_path / "k")

    assert key is not None
    assert key.shared


@pytest.mark.parametrize("text", ["", "00", "zz" * 16, "00" * 32, "密钥"])
def test_what_is_no_key_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "k").write_text(text, encoding="utf-8")

    with pytest.raises(TokenKeyError):
        read_key(tmp_path / "k")


def test_no_file_is_no_key(tmp_path: Path) -> None:
    assert read_key(tmp_path / "k") is None


def test_the_option_comes_before_the_variable_and_that_before_the_usual_place(tmp_path: Path) -> None:
    home = {"XDG_CONFIG_HOME": str(tmp_path)}

    assert key_path("a", {"LAOWU_LEDGER_KEY": "b"}) == Path("a")
    assert key_path(None, {"LAOWU_LEDGER_KEY": "b"}) == Path("b")
    assert key_path(None, home) == tmp_path / "laowu" / "ledger.key"


def test_the_secret_is_not_shown() -> None:
    key = passing_key()

    assert key.secret.hex() not in repr(key)
    assert str(key.secret) not in repr(key)
    assert key.fingerprint not in key.secret.hex()


def test_a_key_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(StoreError):
        make_key(tmp_path / "file" / "ledger.key")
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""
