"""The engines by name, without importing any."""

from typing import Literal

Kind = Literal["duckdb", "spark", "postgres"]
KINDS: tuple[Kind, ...] = ("duckdb", "spark", "postgres")
"""The first is used when none is named."""
