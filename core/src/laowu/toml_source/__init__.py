"""TOML files as data that remember where they stand: read once, refused with a sentence, asked later for line numbers.

Settings, calendar notices, dossiers and rule files all come in through here, so that each of them refuses a file in the
wrong encoding, a broken one or an absurdly large one in the same words and under its own class of error.
"""

from laowu.toml_source.findings import Findings
from laowu.toml_source.source import MAX_BYTES, MAX_DEPTH, ErrorClass, TomlSource, parse_toml, read_toml
from laowu.toml_source.wording import TomlPath, is_decimal, kind_of, printable, shortened, toml_path

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "ErrorClass",
    "Findings",
    "TomlPath",
    "TomlSource",
    "is_decimal",
    "kind_of",
    "parse_toml",
    "printable",
    "read_toml",
    "shortened",
    "toml_path",
]
