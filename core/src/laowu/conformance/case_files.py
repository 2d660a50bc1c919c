"""Reading the worked cases of a plugin: ``cases/*.toml``, and the dossiers they start from in ``cases/dossiers``."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

import attrs
import cattrs

from laowu.conformance.case import Case
from laowu.conformance.case_dossier import CasePlace, StartingDossiers, case_dossier
from laowu.conformance.questions import OfBrand, Question, question_converter
from laowu.errors import RuleDataError, did_you_mean
from laowu.jurisdictions.jurisdiction import Jurisdiction
from laowu.model import scalars
from laowu.model.dossier import Dossier
from laowu.model.refusal import Path, Refusal, suggestion, unknown_key, where
from laowu.model.strict import converter, structure, table_hook
from laowu.text import Text
from laowu.toml_source import TomlSource, read_toml
from laowu.values import frozen


def read_cases(folder: Traversable, jurisdiction: Jurisdiction, *, known_codes: Collection[str] = ()) -> tuple[Case, ...]:
    """Read the worked cases of a plugin.

    Args:
        folder: the folder of the plugin's package, in which ``cases`` lies.
        jurisdiction: the jurisdiction, for its facts and readings.
        known_codes: codes of other regions whose facts a dossier may state.

    Returns:
        The cases in the order of their files and of the lines in each; none where there is no folder ``cases``.

    Raises:
        RuleDataError: a file cannot be read, or a case says something that cannot be; of one file, the first mistake.
    """
    cases = folder / "cases"
    starting = StartingDossiers(
        files=dict(_toml_files(cases / "dossiers")),
        local={jurisdiction.code: jurisdiction.book.facts},
        known_codes=known_codes,
    )
    read: dict[str, Case] = {}
    for _, source in _toml_files(cases):
        for case in _in_file(source, jurisdiction, starting):
            if case.id in read:
                what = Text(f"另有同名案例（{read[case.id].where()}）", f"another case has this id ({read[case.id].where()})")
                raise RuleDataError(what, where=case.where())
            read[case.id] = case
    return tuple(read.values())


def _toml_files(folder: Traversable) -> Iterator[tuple[str, TomlSource]]:
    """The TOML files of a folder by name; none of a folder that is not there."""
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")) if folder.is_dir() else []
    for name in names:
        yield name.removesuffix(".toml"), read_toml(folder / name, error=RuleDataError)


def _in_file(source: TomlSource, jurisdiction: Jurisdiction, starting: StartingDossiers) -> Iterator[Case]:
    for key in source.data:
        if key != "case":
            raise _refused(source, (), unknown_key(key, ("case",), Text("写成 [case.编号]", "write [case.ID]")))
    tables = source.data["case"]
    if not isinstance(tables, dict):
        raise _refused(source, ("case",), Refusal(Text("应写成 [case.编号]", "must be written [case.ID]")))
    for name, table in tables.items():
        stated = structure(table, _Stated, source=source, path=("case", name), error=RuleDataError, convert=_case_converter())
        try:
            yield _case(name, stated, source, jurisdiction, starting)
        except Refusal as refusal:
            raise _refused(source, ("case", name), refusal) from None


def _refused(source: TomlSource, path: Path, refusal: Refusal) -> RuleDataError:
    return RuleDataError(refusal.says, where=where(source, (*path, *refusal.at)), mend=refusal.mend)


@frozen(kw_only=True)
class _Stated:
    """A case as its table states it."""

    title: Text
    origin: Text
    shows: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    on: date
    dossier: str | None = None
    changes: Mapping[str, Any] = attrs.field(factory=dict)
    without: tuple[str, ...] = ()
    readings: Mapping[str, str] = attrs.field(factory=dict)
    ask: Question
    expect: Mapping[str, Any] = attrs.field(validator=attrs.validators.min_len(1))


def _case_converter() -> cattrs.Converter:
    convert = converter()
    convert.register_structure_hook_func(lambda kind: kind == Mapping[str, Any], lambda value, _: scalars.table(value))
    convert.register_structure_hook_func(lambda kind: kind == Question, lambda value, _: _question(value))
    table_hook(convert, _Stated, keys={"changes": "with"})
    return convert


def _question(value: object) -> Question:
    asked: Question = question_converter().structure(value, Question)  # type: ignore[arg-type]  # a union is no class
    return asked


def _case(name: str, stated: _Stated, source: TomlSource, jurisdiction: Jurisdiction, starting: StartingDossiers) -> Case:
    _check_readings(stated.readings, jurisdiction)
    return Case(
        id=name,
        title=stated.title,
        origin=stated.origin,
        shows=stated.shows,
        on=stated.on,
        dossier=_dossier(stated, CasePlace(source=source, id=name), starting),
        readings=stated.readings,
        ask=stated.ask,
        expect=stated.expect,
        source=source,
    )


def _check_readings(chosen: Mapping[str, str], jurisdiction: Jurisdiction) -> None:
    """Refuse a reading or a choice that there is not: whoever loads a jurisdiction passes over other regions' readings."""
    known = {reading.id: [choice.code for choice in reading.choices] for reading, _ in jurisdiction.book.readings}
    for name, code in chosen.items():
        if name not in known:
            says = Text(f"没有“{name}”这个读法", f"there is no reading “{name}”")
            raise Refusal(says, suggestion(name, known), at=("readings", name))
        if code not in known[name]:
            says = Text(f"读法 {name} 没有选项“{code}”", f"reading {name} has no choice “{code}”")
            raise Refusal(says, suggestion(code, known[name]), at=("readings", name))


def _dossier(stated: _Stated, place: CasePlace, starting: StartingDossiers) -> Dossier | None:
    given = next((key for key, value in (("dossier", stated.dossier), ("with", stated.changes)) if value), None)
    if not isinstance(stated.ask, OfBrand):
        if given is not None or stated.without:
            says = Text(f"{stated.ask.question} 一问不看材料", f"a question about {stated.ask.question} looks at no dossier")
            raise Refusal(says, Text("删去这一项", "delete it"), at=(given or "without",))
        return None
    if given is None:
        says = Text(f"{stated.ask.question} 一问须有材料", f"a question about {stated.ask.question} needs a dossier")
        mend = Text('写 dossier = "…"，名称见 cases/dossiers', 'write dossier = "…", a file of cases/dossiers')
        raise Refusal(says, mend, at=("ask",))
    if stated.dossier is not None and stated.dossier not in starting.files:
        says = Text(f"没有 cases/dossiers/{stated.dossier}.toml", f"there is no cases/dossiers/{stated.dossier}.toml")
        raise Refusal(says, did_you_mean(stated.dossier, starting.files), at=("dossier",))
    return case_dossier(starting, stated.dossier, stated.changes, stated.without, place)
