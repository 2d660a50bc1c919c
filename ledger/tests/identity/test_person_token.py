"""Tokens against the vectors that the authors of SipHash published."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from laowu_ledger.identity.person_token import token_of_numbers, token_of_texts

KEY = bytes(range(16))
#: SipHash-2-4 of the bytes 0, 1, 2 … of each length, with the key 0, 1, … 15: reference code of the authors.
VECTORS = (
    "310e0edd47db6f72",
    "fd67dc93c539f874",
    "5a4fa9d909806c0d",
    "2d7efbd796666785",
    "b7877127e09427cf",
    "8da699cd64557618",
    "cee3fe586e46c9cb",
    "37d1018bf50002ab",
    "6224939a79f5f593",
    "b0e4a90bdf82009e",
    "f3b9dd94c5bb5d7a",
    "a7ad6b22462fb3f4",
    "fbe50e86bc8f1e75",
    "903d84c02756ea14",
    "eef27a8e90ca23f7",
    "e545be4961ca29a1",
    "db9bc2577fcc2a3f",
    "9447be2cf5e99a69",
    "9cd38d96f0b3c14b",
    "bd6179a71dc96dbb",
    "98eea21af25cd6be",
    "c7673b2eb0cbf2d0",
    "883ea3e395675393",
    "c8ce5ccd8c030ca8",
    "94af49f6c650adb8",
    "eab8858ade92e1bc",
    "f315bb5bb835d817",
    "adcf6b0763612e2f",
)


@pytest.mark.parametrize("length", range(len(VECTORS)))
def test_it_is_siphash(length: int) -> None:
    text = bytes(range(length)).decode()

    (token,) = token_of_texts(pa.array([text], pa.string()), KEY).tolist()

    assert token.to_bytes(8, "little", signed=True).hex() == VECTORS[length]


def test_numbers_are_hashed_as_their_eight_bytes() -> None:
    number = int.from_bytes(bytes(range(8)), "little")

    (token,) = token_of_numbers(np.asarray([number], np.int64), KEY).tolist()

    assert token.to_bytes(8, "little", signed=True).hex() == VECTORS[8]


@given(st.lists(st.text(max_size=30), max_size=60))
def test_a_column_is_hashed_as_its_texts_one_by_one(texts: list[str]) -> None:
    together = token_of_texts(pa.array(["x", *texts], pa.string()).slice(1), KEY).tolist()

    assert together == [token_of_texts(pa.array([text], pa.string()), KEY).tolist()[0] for text in texts]


def test_another_key_gives_other_tokens_and_no_two_people_share_one() -> None:
    people = np.arange(200_000, dtype=np.int64) + 11010119000101001

    tokens, others = token_of_numbers(people, KEY), token_of_numbers(people, bytes(16))

    assert len(np.unique(tokens)) == len(people)
    assert not (tokens == others).any()


@pytest.mark.parametrize("key", [b"", bytes(15), bytes(32)])
def test_a_key_of_another_length_is_refused(key: bytes) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        token_of_numbers(np.zeros(1, np.int64), key)
