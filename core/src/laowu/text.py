"""A sentence in the two languages the program speaks.

The lowest room of the house: it imports nothing of laowu and nothing slow, because the command line needs it before
anything else (``laowu --help`` must answer at once).
"""

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Text(NamedTuple):
    """The same statement in Chinese and in English.

    Results carry both, so that the bytes of a result never depend on who asked; the renderer picks one.
    """

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The wording for a reader of ``language`` (``"zh"`` or ``"en"``)."""
        return self.zh if language == "zh" else self.en

    def __add__(self, other: object) -> "Text":
        """Join two texts, language by language (a tuple would otherwise grow to four items)."""
        if not isinstance(other, Text):
            return NotImplemented
        return Text(self.zh + other.zh, self.en + other.en)


def same(wording: str) -> Text:
    """A text that reads the same in both languages: a code, a number, a name."""
    return Text(wording, wording)


def joined(parts: "list[Text] | tuple[Text, ...]", *, zh: str = "；", en: str = "; ") -> Text:
    """Join texts with each language's own punctuation."""
    return Text(zh.join(part.zh for part in parts), en.join(part.en for part in parts))
