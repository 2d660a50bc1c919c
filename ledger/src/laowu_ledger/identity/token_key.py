"""The key of the tokens: a file of its own, outside every store, for its owner's eyes only.

Whoever has the key and a list of people can find them in a store; whoever has only the store cannot. Without the key a store can
still be counted, but no further file can be added to it, because the same people would get other tokens.
"""

import hashlib
import os
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import attrs

from laowu.settings import user_config_path
from laowu.text import Text
from laowu_ledger.errors import TokenKeyError, unwritable
from laowu_ledger.identity.person_token import KEY_BYTES

VARIABLE = "LAOWU_LEDGER_KEY"
FILE = "ledger.key"


@attrs.frozen(kw_only=True)
class TokenKey:
    """A key.

    Attributes:
        secret: its 16 bytes; not shown by ``repr``.
        path: the file that holds it; ``None`` for one that lives only as long as the program.
        made: whether it was made just now.
        shared: whether others than the owner can read the file.
    """

    secret: bytes = attrs.field(repr=False)
    path: Path | None = None
    made: bool = False
    shared: bool = False

    @property
    def fingerprint(self) -> str:
        """What tells keys apart without telling the key."""
        return hashlib.blake2b(self.secret, digest_size=8, person=b"laowu-ledger-key").hexdigest()


def passing_key() -> TokenKey:
    """A key for one run, whose tokens are never kept."""
    return TokenKey(secret=secrets.token_bytes(KEY_BYTES))


def key_path(option: str | None, environ: Mapping[str, str]) -> Path:
    """Where the key is: as an option says, as the variable says, else beside the user's settings."""
    stated = option or environ.get(VARIABLE, "").strip()
    return Path(stated) if stated else user_config_path(environ).with_name(FILE)


def read_key(path: Path) -> TokenKey | None:
    """The key in a file; ``None`` when there is no such file.

    Raises:
        TokenKeyError: it cannot be read, or holds no key.
    """
    try:
        text = path.read_text(encoding="ascii").strip()
        shared = os.name != "nt" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as failure:
        says = Text("读不了令牌密钥文件", "the file of the token key cannot be read")
        raise TokenKeyError(says, where=str(path)) from failure
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise TokenKeyError(
            Text("文件里不是令牌密钥（应为 32 位十六进制数）", "this file holds no token key (32 hexadecimal digits)"),
            where=str(path),
        )
    return TokenKey(secret=secret, path=path, shared=shared)


def make_key(path: Path) -> TokenKey:
    """Make a key and keep it in a new file that only its owner can read.

    Raises:
        StoreError: the file cannot be written.
    """
    secret = secrets.token_bytes(KEY_BYTES)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
        with os.fdopen(opened, "w", encoding="ascii") as file:
            file.write(secret.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as failure:
        with suppress(OSError):
            part.unlink()
        raise unwritable(failure, str(path)) from failure
    return TokenKey(secret=secret, path=path, made=True)
