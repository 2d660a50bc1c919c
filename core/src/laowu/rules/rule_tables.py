"""The five kinds of rules, read from tables keyed by rule id.

Document and days in force come from the rule, else from the head of its file; the first day else from the document.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

import attrs
import cattrs

from laowu.errors import did_you_mean
from laowu.model import scalars
from laowu.model.citation import Document
from laowu.model.facts import FactCatalogue
from laowu.model.failures import of_validator
from laowu.model.level import Level
from laowu.model.place import Alias
from laowu.model.strict import converter, union_hook
from laowu.rules import condition_table
from laowu.rules.dated import Dated
from laowu.rules.eligibility import BrandClass, Criterion, EligibilityRules, Selection
from laowu.rules.layer import HEAD, Sections
from laowu.rules.management import Consequence, ManagementRules, Upkeep
from laowu.rules.naming import Form, NamingRules, Titles
from laowu.rules.programme import (
    Definition,
    Department,
    Duty,
    Entitlement,
    FormField,
    FundUse,
    NumericTarget,
    ProgrammeRules,
    Responsibility,
)
from laowu.rules.review import Paper, ReviewRules, Stage
from laowu.rules.rule import Rule
from laowu.rules.subsidy import AnyAward, SubsidyRules
from laowu.text import Text

T = TypeVar("T")
R = TypeVar("R", bound=Rule)


class RuleTables:
    """The five kinds of rules, read from a tree whose layers, readings and changes are in place."""

    def __init__(self, sections: Sections, documents: Mapping[str, Document], facts: FactCatalogue) -> None:
        """Read rules over ``facts`` that stand in ``documents``."""
        self._sections = sections
        self._documents = documents
        self._convert = _rule_converter(facts)

    def eligibility(self) -> EligibilityRules:
        """``eligibility.toml``."""
        self._sections.check_keys("eligibility", (*HEAD, "levels", "class", "criterion", "selection"))
        classes = tuple(
            self._sections.structured("eligibility", ("class", code), {**table, "code": code}, BrandClass)
            for code, table in self._sections.tables("eligibility", "class", named="code").items()
        )
        criteria = self._rules("eligibility", "criterion", Criterion)
        known = {brand_class.code for brand_class in classes}
        for rule in criteria:
            for code in rule.classes:
                if code not in known:
                    what = Text(f"没有类别“{code}”", f"there is no class “{code}”")
                    raise self._sections.refuse("eligibility", ("criterion", rule.id, "classes"), what, did_you_mean(code, known))
        levels = self._sections.tree["eligibility"].get("levels", [])
        head = self._sections.structured("eligibility", (), {"levels": levels}, EligibilityRules, self._convert)
        selections = self._rules("eligibility", "selection", Selection)
        for key, rules in (("criterion", criteria), ("selection", selections)):
            self._check_levels(key, rules, head.levels)
        return attrs.evolve(head, classes=classes, criteria=criteria, selections=selections)

    def _check_levels(self, key: str, rules: Sequence[Criterion | Selection], recognised: tuple[Level, ...]) -> None:
        """Refuse a rule for a level the region does not recognise: nobody would ever ask it."""
        for rule in rules:
            for level in rule.levels:
                if level not in recognised:
                    what = Text(f"本地区不认定{level.label.zh}", f"the region does not recognise {level.label.en} level")
                    mend = Text("补进文件开头的 levels，或从这里删去", "add it to the levels at the head, or drop it here")
                    raise self._sections.refuse("eligibility", (key, rule.id, "levels"), what, mend)

    def naming(self) -> NamingRules:
        """``naming.toml``."""
        self._sections.check_keys("naming", (*HEAD, "form", "titles", "alias"))
        aliases = self._sections.tree["naming"].get("alias", [])
        read = self._sections.structured("naming", (), {"alias": aliases}, _Aliases, self._convert)
        return self._whole("naming", NamingRules, forms=self._rules("naming", "form", Form),
                           titles=self._rules("naming", "titles", Titles), aliases=read.alias)  # fmt: skip

    def review(self) -> ReviewRules:
        """``review.toml``."""
        self._sections.check_keys("review", (*HEAD, "stage", "paper"))
        stages = self._rules("review", "stage", Stage)
        for place, stage in enumerate(stages):
            earlier = [before.id for before in stages[:place]]
            for step, name in enumerate(stage.after):
                if name not in earlier:
                    what = Text(f"此前没有环节“{name}”", f"no earlier stage is called “{name}”")
                    raise self._sections.refuse("review", ("stage", stage.id, "after", step), what, did_you_mean(name, earlier))
        return self._whole("review", ReviewRules, stages=stages, papers=self._rules("review", "paper", Paper))

    def subsidy(self) -> SubsidyRules:
        """``subsidy.toml``."""
        self._sections.check_keys("subsidy", (*HEAD, "award", "silent"))
        silent = self._sections.tree["subsidy"].get("silent")
        text = None if silent is None else self._sections.structured("subsidy", ("silent",), silent, Text)
        awards = self._rules("subsidy", "award", cast("type[Rule]", AnyAward))
        return self._whole("subsidy", SubsidyRules, awards=awards, silent=text)

    def management(self) -> ManagementRules:
        """``management.toml``."""
        self._sections.check_keys("management", (*HEAD, "upkeep", "consequence"))
        return self._whole("management", ManagementRules, upkeep=self._rules("management", "upkeep", Upkeep),
                           consequences=self._rules("management", "consequence", Consequence))  # fmt: skip

    def programme(self) -> ProgrammeRules:
        """``programme.toml``."""
        self._sections.check_keys("programme", (*HEAD, "department", *(key for key, _ in _PROGRAMME.values())))
        departments = tuple(
            self._sections.structured("programme", ("department", code), {"label": label, "code": code}, Department)
            for code, label in self._sections.tree["programme"].get("department", {}).items()
        )
        rules = {part: self._rules("programme", key, cls) for part, (key, cls) in _PROGRAMME.items()}
        self._check_departments(departments, [rule for part in rules.values() for rule in part])
        return self._whole("programme", ProgrammeRules, departments=departments, **rules)

    def _check_departments(self, departments: Sequence[Department], rules: Sequence[Rule]) -> None:
        """Refuse a department that the file does not name."""
        known = {department.code for department in departments}
        for rule in rules:
            key = next(key for key, cls in _PROGRAMME.values() if type(rule) is cls)
            for field in ("by", "lead", "departments", "supervised_by"):
                for code in getattr(rule, field, ()):
                    if code not in known:
                        what = Text(f"[department] 里没有“{code}”", f"[department] has no “{code}”")
                        raise self._sections.refuse("programme", (key, rule.id, field), what, did_you_mean(code, known))

    def _whole(self, section: str, cls: type[T], **parts: Any) -> T:
        try:
            return cls(**parts)
        except ValueError as failure:
            refusal = of_validator(failure, {"forms": "form", "stages": "stage"})
            raise self._sections.refuse(section, refusal.at, refusal.says, refusal.mend) from None

    def _rules(self, section: str, key: str, cls: type[R]) -> tuple[R, ...]:
        return tuple(self._rule(section, key, name, table, cls) for name, table in self._sections.tables(section, key).items())

    def _rule(self, section: str, key: str, name: str, table: dict[str, Any], cls: type[R]) -> R:
        if "document" not in table:  # added by a reading or a change, which has no head of its own
            tree = self._sections.tree[section]
            table = {**{field: tree[field] for field in HEAD if field in tree}, **table}
        document = self._documents.get(str(table.get("document", "")))
        if document is None:
            what = Text(
                "没有指明文件，或指明的文件不在 documents.toml", "names no document, or one that documents.toml does not have"
            )
            mend = Text(f"可写：{'、'.join(self._documents)}", f"one of: {', '.join(self._documents)}")
            raise self._sections.refuse(section, (key, name, "document"), what, mend)
        filled = {"since": document.since, **table, "id": name}
        return self._sections.structured(section, (key, name), filled, cls, self._convert)


#: The parts of ``programme.toml``: what they are called in the rule book, in the file, and as a class.
_PROGRAMME: Mapping[str, tuple[str, type[Rule]]] = {
    "duties": ("duty", Duty),
    "responsibilities": ("responsibility", Responsibility),
    "targets": ("target", NumericTarget),
    "entitlements": ("entitlement", Entitlement),
    "definitions": ("definition", Definition),
    "fields": ("field", FormField),
    "fund_uses": ("fund_use", FundUse),
}


@attrs.frozen(kw_only=True)
class _Aliases:
    """The local names of ``naming.toml``, which stand in an array."""

    alias: tuple[Alias, ...] = ()


def _rule_converter(facts: FactCatalogue) -> cattrs.Converter:
    convert = converter()
    condition_table.register(convert, facts)
    convert.register_structure_hook_func(
        lambda kind: kind == Dated[int], lambda value, _: condition_table.dated(value, scalars.whole)
    )
    union_hook(convert, AnyAward)
    return convert
