"""What tests of tables share: a table in a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from table_files import Written


@pytest.fixture
def written(clean: Path) -> Written:
    """Writes tables."""

    def write(columns: Mapping[str, Any], name: str = "brands.parquet") -> str:
        table = pa.table(dict(columns))
        if name.endswith(".csv"):
            pa_csv.write_csv(table, clean / name)
        else:
            pq.write_table(table, clean / name)
        return name

    return write
