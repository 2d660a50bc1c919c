from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from laowu_ledger.judging.content import content_of
from laowu_ledger.schema.columns import store_schema

NAMES = ("brand", "person", "pay_fen", "manager", "started")
VALUES = st.tuples(
    st.sampled_from([None, "甲", "乙"]),
    st.integers(-3, 3),
    st.sampled_from([None, 0, 1]),
    st.sampled_from([None, False, True]),
    st.sampled_from([None, 0, 19000]),
)


def columns(rows: list[tuple[Any, ...]]) -> dict[str, pa.Array]:
    schema = store_schema()
    found = {field.name: pa.nulls(len(rows), field.type) for field in schema}
    for place, name in enumerate(NAMES):
        values = [row[place] for row in rows]
        kind = schema.field(name).type
        array = pa.array(values, pa.int32()).cast(kind) if name == "started" else pa.array(values, kind)
        found[name] = array.dictionary_encode() if name == "brand" else array
    return found


@given(st.lists(VALUES, min_size=1, max_size=20))
def test_rows_have_the_same_content_exactly_when_they_say_the_same_in_whatever_batch(rows: list[tuple[Any, ...]]) -> None:
    together = content_of(columns(rows), len(rows)).tolist()

    assert together == [content_of(columns([row]), 1).tolist()[0] for row in rows]
    assert len(set(together)) == len(set(rows))
