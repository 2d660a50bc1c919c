"""Signs, tones and words that several answers share. A sign stands before every outcome, so that colour is never needed."""

from collections.abc import Mapping, Sequence

from laowu.cli.render.page import Cell, Items, Line, Span, Table, Tone, Words, cell, line
from laowu.cli.render.width import GLUE
from laowu.evaluate.assess import DocumentHead
from laowu.model.answers import BrandStatus, NameVerdict, Observation, ReadingUsed
from laowu.model.citation import Citation, Standing
from laowu.model.outcome import Outcome
from laowu.text import Text, joined, same
from laowu.values import frozen

_SIGNS: dict[str, tuple[str, Tone]] = {
    Outcome.MET.value: ("✓", "good"),
    Outcome.NOT_MET.value: ("✗", "bad"),
    Outcome.NEEDS_JUDGEMENT.value: ("?", "ask"),
    Outcome.NO_DATA.value: ("…", "gap"),
    NameVerdict.VALID.value: ("✓", "good"),
    NameVerdict.INVALID.value: ("✗", "bad"),
    NameVerdict.AMBIGUOUS.value: ("?", "ask"),
    BrandStatus.KEEP.value: ("✓", "good"),
    BrandStatus.RECTIFY.value: ("!", "ask"),
    BrandStatus.EXIT_PROPOSED.value: ("✗", "bad"),
    BrandStatus.REVOKE.value: ("✗", "bad"),
    BrandStatus.NOT_RECOGNISED.value: ("…", "gap"),
}

OUTCOME = Text("结论", "outcome")
BASIS = Text("依据", "basis")
COLON = Text("：", ": ")
COMMA = Text("，", ", ")


def tone_of(code: str) -> Tone:
    """The tone of an outcome, a name verdict or a brand status, by its code."""
    return _SIGNS[code][1]


def signed(code: str, words: Text) -> Span:
    """Words with the sign and the tone of an outcome, a name verdict or a brand status."""
    sign, tone = _SIGNS[code]
    return Span(same(sign + GLUE) + words, tone)


def outcome(value: Outcome | NameVerdict | BrandStatus) -> Span:
    """An outcome, a name verdict or a brand status as a reader sees it."""
    return signed(value.value, value.label)


@frozen
class Citing:
    """How clauses are cited on one page: by locator, with the number of the document where the page rests on several.

    Attributes:
        numbers: number of each document on the page, by id; empty when there is only one.
    """

    numbers: Mapping[str, int]

    @classmethod
    def of(cls, heads: Sequence[DocumentHead]) -> "Citing":
        """Number the documents as :func:`documents` lists them."""
        return cls({head.id: place for place, head in enumerate(heads, start=1)} if len(heads) > 1 else {})

    def basis(self, rule: str, clause: Citation) -> Cell:
        """The rule's id and its clause."""
        return cell(rule, self.clause(clause))

    def clause(self, clause: Citation) -> str:
        """The clause alone."""
        number = self.numbers.get(clause.document)
        return clause.locator if number is None else f"[{number}] {clause.locator}"


def bracketed(words: Text) -> Text:
    """Words in brackets, with a space before them in English."""
    return Text("（", " (") + words + Text("）", ")")


def observation_lines(observations: Sequence[Observation], question: Text, whole: Outcome) -> list[Line]:
    """What was asked and what was found, one line per comparison, with its own sign where there are several.

    Args:
        observations: the comparisons.
        question: what they are about, not to be told twice.
        whole: the outcome of all of them together; once it is met, a comparison that failed matters no more.
    """
    plain = len(observations) == 1
    return [_observation(item, question, plain=plain, settled=whole is Outcome.MET) for item in observations]


def _observation(item: Observation, question: Text, *, plain: bool, settled: bool) -> Line:
    sign, tone = _SIGNS[item.outcome.value]
    plain = plain or (settled and item.outcome is not Outcome.MET)
    mark = Span(same("-" + GLUE)) if plain else Span(same(sign + GLUE), tone)
    if not item.fact:
        # A question mark wants no colon after it.
        colon = Text("：", " " if item.label.en.endswith("?") else ": ")
        label = same("") if item.label == question else item.label + colon
        return line(mark, label + item.asked + COMMA + item.seen)
    year = Text(f"（{item.year} 年）", f" ({item.year})") if item.year is not None else same("")
    must = Text("须为 ", "must be ") if item.operator == "is" else same("")
    asked = item.label + year + COLON + must + item.asked + Text("；", "; ")
    return line(mark, asked, *_found(item, settled=settled), *_remarks(item.remarks))


def _found(item: Observation, *, settled: bool) -> list[Words]:
    if item.found is None and item.settled_by is not None and item.grade is None:
        return [Text("未提供，凭 ", "not stated, settled by ") + item.settled_by]
    found: list[Words] = [Text("现为 ", "found ") + item.seen]
    if item.shortfall is not None and not settled:
        found += [COMMA, Span(item.shortfall.says, "bad")]
    if item.settled_by is not None:
        found.append(Text("，凭 ", ", settled by ") + item.settled_by)
    if item.grade is not None:
        found.append(bracketed(item.grade.label))
    return found


def _remarks(remarks: Sequence[Text]) -> list[Words]:
    return [Text("；", "; ") + joined(tuple(remarks))] if remarks else []


def remark_line(remark: Text) -> Line:
    """A remark inside a cell."""
    return line(Span(Text("注：", "note: ") + remark, "faint"))


def remarks(texts: Sequence[Text]) -> Items:
    """Remarks below an answer."""
    return Items(tuple(line(text) for text in texts))


def documents(heads: Sequence[DocumentHead]) -> Items:
    """The documents behind an answer, with what they are worth on the date judged and what came after them."""
    numbers = Citing.of(heads).numbers
    return Items(tuple(words for head in heads for words in _document(head, numbers.get(head.id))))


def _document(head: DocumentHead, number: int | None) -> list[Line]:
    title = f"《{head.title}》"
    mark = "" if number is None else f"[{number}] "
    name = title if head.name == title else f"{head.name} {title}"
    tone: Tone = "plain" if head.standing is Standing.IN_FORCE else "ask"
    later = [line(mark, Text("后续：", "later: ") + text) for text in head.later_texts]
    return [line(mark, name, COLON, Span(head.says, tone)), *later]


def readings(used: Sequence[ReadingUsed]) -> Table:
    """Where the documents are ambiguous, how they were read, and what else ``--reading`` takes."""
    rows = tuple(
        (
            cell(item.id),
            cell(item.question),
            cell(Span(same(item.choice), "plain" if item.default else "ask"), item.says, None if item.default else _CHOSEN),
            cell(joined([same(code) for code in item.alternatives], zh="、", en=", ")),
        )
        for item in used
    )
    return Table(heads=_READING_HEADS, rows=rows)


_READING_HEADS = (
    Text("读法", "reading"),
    Text("原文未明之处", "what the text leaves open"),
    Text("现按", "read as"),
    Text("还可选", "or"),
)
_CHOSEN = Text("（另选，非默认）", "(chosen, not the default)")
READINGS = Text("有歧义之处的读法", "How ambiguous clauses were read")
