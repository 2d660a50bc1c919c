"""Putting questions to somebody at a terminal, one by one, and writing the answers into the dossier."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from laowu.cli import output
from laowu.cli.dossier_edit import put, put_back
from laowu.cli.failures import error_lines
from laowu.cli.invocation import say
from laowu.cli.render.plain import plain
from laowu.cli.render.questions import question
from laowu.cli.typed_answers import how_to_type, typed, yes_or_no
from laowu.errors import DossierError
from laowu.evaluate.asking.ask import Question, QuestionList, ask
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model.fact_value import value as fact_value
from laowu.model.facts import FactDefinition
from laowu.model.level import ApplicantKind
from laowu.model.refusal import Refusal
from laowu.text import Text, joined, same
from laowu.toml_source import TomlPath, toml_path

if TYPE_CHECKING:
    from laowu.cli.session import Session
    from laowu.model.dossier import Dossier

_STOP = frozenset({"q", "quit", "退出"})
_SKIP = ""


class _Enough(Exception):
    """No more questions."""


def somebody_is_there() -> bool:
    """Whether both ends are a terminal, so that questions can be put and answers heard."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Interview:
    """Questions about one dossier, most telling first; what was skipped is not asked again."""

    def __init__(self, session: "Session", file: str, regions: Sequence[Jurisdiction]) -> None:
        self._session = session
        self._file = file
        self._regions = regions
        self._names = {region.code: region.name for region in regions}
        self._done: set[tuple[str, int | None, str | None]] = set()

    def run(self, asked: QuestionList) -> QuestionList:
        """Ask until nothing is left or somebody has had enough.

        Args:
            asked: what is to be asked, from the dossier as it stands.

        Returns:
            What is left to ask.
        """
        self._tell(Text("直接回车跳过，q 退出。", "Enter skips a question, q stops."))
        try:
            while (item := self._next(asked)) is not None:
                self._done.add((item.key, item.year, item.jurisdiction))
                output.write(
                    plain(
                        question(item, self._names),
                        self._session.language,
                        room=output.screen_width(),
                        colour=output.colour_welcome(),
                    )
                )
                if self._answer(item):
                    before, asked = asked, ask(self._regions, self._dossier(), on=self._session.on)
                    decided = before.open - asked.open
                    self._tell(
                        Text(f"新判定 {decided} 项，尚有 {asked.open} 项未定", f"{decided} decided now, {asked.open} open")
                    )
        except (_Enough, EOFError, click.Abort):
            pass
        return asked

    def _next(self, asked: QuestionList) -> Question | None:
        return next((item for item in asked.questions if (item.key, item.year, item.jurisdiction) not in self._done), None)

    def _answer(self, item: Question) -> bool:
        """Put a question; whether the dossier knows more afterwards."""
        if item.kind == "paper":
            label = Text("是否已有？y 或 n", "is it at hand? y or n")
            return self._write(("materials", item.key), label, yes_or_no)
        definition = self._definition(item)
        if definition.given_by is not None:
            return self._structure(definition)
        if self._bounds_stated(item):
            self._tell(Text("材料里已有大致范围，请手工改为确数", "the dossier gives bounds: make the figure exact by hand"))
            return False
        return self._fact(item, definition)

    def _definition(self, item: Question) -> FactDefinition:
        for region in self._regions:
            if item.key in region.book.facts and item.jurisdiction in (None, region.code):
                return region.book.facts[item.key]
        raise KeyError(item.key)

    def _bounds_stated(self, item: Question) -> bool:
        dossier = self._dossier()
        known = dossier.local_facts.get(item.jurisdiction, {}) if item.jurisdiction else dossier.facts
        return any(figure.year in (None, item.year) for figure in known.get(item.key, ()))

    def _fact(self, item: Question, definition: FactDefinition) -> bool:
        catalogue = next(region.book.facts for region in self._regions if item.key in region.book.facts)

        def read(wording: str) -> Any:
            raw = typed(wording, definition)
            fact_value(raw, definition, catalogue)
            return raw if item.year is None else {"year": item.year, "value": raw}

        path: TomlPath = ("facts", *([item.jurisdiction] if item.jurisdiction else []), item.key)
        return self._write(path if item.year is None else (*path, -1), how_to_type(definition), read)

    def _structure(self, definition: FactDefinition) -> bool:
        """A fact that is read off the brand or its building bodies: each body of which it is unknown is asked about."""
        section, _, key = (definition.given_by or "").partition(".")
        if section == "brand":
            return self._write(("brand", key), how_to_type(definition), _structural(key))
        if section != "operators":
            where = f"[[{section}]]"
            self._tell(Text(f"请在材料文件里补一个 {where}", f"add a {where} table to the dossier by hand"))
            return False
        if not self._dossier().operators:
            body = Text("创建承办单位的名称", "name of the body that builds the brand")
            if not self._write(("operators", -1), body, lambda wording: {"name": wording}):
                return False
        bodies = list(self._bodies(key))
        written = [
            self._write(("operators", place, key), same(f"{name}: ") + _how(key), _structural(key)) for place, name in bodies
        ]
        return any(written)

    def _bodies(self, key: str) -> Iterator[tuple[int, str]]:
        for place, operator in enumerate(self._dossier().operators):
            if getattr(operator, key, None) is None:
                yield place, operator.name

    def _write(self, path: TomlPath, prompt: Text, read: Any) -> bool:
        """Ask until there is an answer that the dossier can hold, or none."""
        while (wording := self._hear(prompt)) != _SKIP:
            try:
                answer = read(wording)
            except Refusal as refusal:
                self._tell(refusal.says + (Text("。", ". ") + refusal.mend if refusal.mend else same("")))
                continue
            before = Path(self._file).read_bytes()
            try:
                put(self._file, path, answer)
                self._dossier()
            except DossierError as failure:
                put_back(self._file, before)
                click.echo(error_lines(failure))
                continue
            shown = tuple(step for step in path if step != -1)
            self._tell(Text(f"已写入 {self._file}：{toml_path(shown)}", f"written to {self._file}: {toml_path(shown)}"))
            return True
        return False

    def _dossier(self) -> "Dossier":
        return self._session.dossier(self._file, *self._regions)

    def _hear(self, prompt: Text) -> str:
        wording: str = click.prompt(say(prompt), default=_SKIP, show_default=False).strip()
        if wording.lower() in _STOP:
            raise _Enough
        return wording

    def _tell(self, text: Text) -> None:
        click.echo(say(text))


def _how(key: str) -> Text:
    match key:
        case "legal_person":
            return Text("是 y，否 n", "y or n")
        case "kind":
            return joined([kind.label + same(f" {kind.value}") for kind in ApplicantKind], zh="、", en=", ")
        case "code":
            return Text("统一社会信用代码", "unified social credit code")
        case _:
            return Text("六位代码或名称", "six-digit code or names")


def _structural(key: str) -> Any:
    return yes_or_no if key == "legal_person" else str.strip
