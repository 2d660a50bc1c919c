"""How an ambiguous text was read for an answer."""

from laowu.text import Text
from laowu.values import frozen


@frozen(kw_only=True)
class ReadingUsed:
    """How an ambiguous text was read for this answer.

    Attributes:
        id: reading id, as ``--reading ID=CHOICE`` takes it.
        choice: the choice in use.
        default: whether it is the default.
        question: what the text leaves open.
        says: what the choice in use says.
        alternatives: the other choices' codes.
    """

    id: str
    choice: str
    default: bool
    question: Text
    says: Text
    alternatives: tuple[str, ...]
