"""The five kinds of rules, read from tables keyed by rule id.

Document and days in force come from the rule, else from the head of its file; the first day else from the document.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeVar, cast

import attrs
import cattrs

from laowu.errors import did_you_mean
from laowu.model import scalars
from laowu.model.citation import Document
from laowu.model.facts import FactCatalogue
from laowu.model.failures import of_validator
from laowu.model.level import Level
from laowu.model.place import Alias
from laowu.model.refusal import suggestion
from laowu.model.strict import converter, union_hook
from laowu.rules import condition_table
from laowu.rules.dated import Dated
from laowu.rules.eligibility import BrandClass, Criterion, EligibilityRules, Preference, Prerequisite, Selection
from laowu.rules.layer import HEAD, Sections
from laowu.rules.management import Consequence, ManagementRules, Upkeep
from laowu.rules.naming import Form, NamingRules, Titles
from laowu.rules.programme import PARTS, Department, FormField, NumericTarget, ProgrammeRules
from laowu.rules.review import Paper, ReviewRules, Stage
from laowu.rules.rule import Rule
from laowu.rules.subsidy import AnyAward, SubsidyRules
from laowu.text import Text
from laowu.values import frozen

T = TypeVar("T")
R = TypeVar("R", bound=Rule)


class RuleTables:
    """The five kinds of rules, read from a tree whose layers, readings and changes are in place."""

    def __init__(self, sections: Sections, documents: Mapping[str, Document], facts: FactCatalogue) -> None:
        """Read rules over ``facts`` that stand in ``documents``."""
        self._sections = sections
        self._documents = documents
        self._facts = facts
        self._convert = _rule_converter(facts)

    def eligibility(self) -> EligibilityRules:
        """``eligibility.toml``."""
        own = ("levels", "class_choice", "class", "criterion", "prerequisite", "preference", "selection")
        self._sections.check_keys("eligibility", (*HEAD, *own))
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
        tree = self._sections.tree["eligibility"]
        written = {"levels": [], **{field: tree[field] for field in ("levels", "class_choice") if field in tree}}
        head = self._sections.structured("eligibility", (), written, EligibilityRules, self._convert)
        prerequisites = self._rules("eligibility", "prerequisite", Prerequisite)
        preferences = self._rules("eligibility", "preference", Preference)
        selections = self._rules("eligibility", "selection", Selection)
        levelled: tuple[tuple[str, Sequence[_Levelled]], ...] = (
            ("criterion", criteria), ("prerequisite", prerequisites), ("preference", preferences), ("selection", selections),
        )  # fmt: skip
        for key, rules in levelled:
            self._check_levels(key, rules, head.levels)
        return attrs.evolve(
            head, classes=classes, criteria=criteria, prerequisites=prerequisites, preferences=preferences, selections=selections
        )

    def _check_levels(self, key: str, rules: "Sequence[_Levelled]", recognised: tuple[Level, ...]) -> None:
        """Refuse a rule for a level the region does not recognise: nobody would ever ask it."""
        for rule in rules:
            for level in rule.levels:
                if level not in recognised:
                    what = Text(f"本地区不认定{level.label.zh}", f"the region does not recognise {level.label.en} level")
                    mend = Text("补进文件开头的 levels，或从这里删去", "add it to the levels at the head, or drop it here")
                    raise self._sections.refuse("eligibility", (key, rule.id, "levels"), what, mend)

    def naming(self) -> NamingRules:
        """``naming.toml``."""
        self._sections.check_keys("naming", (*HEAD, "below_county", "form", "titles", "alias"))
        stated = {key: value for key, value in self._sections.tree["naming"].items() if key in ("alias", "below_county")}
        read = self._sections.structured("naming", (), stated, _NamingHead, self._convert)
        forms = self._rules("naming", "form", Form)
        self._check_suffixes(forms)
        return self._whole("naming", NamingRules, forms=forms,
                           titles=self._rules("naming", "titles", Titles),
                           aliases=read.alias, below_county=read.below_county)  # fmt: skip

    def _check_suffixes(self, forms: Sequence[Form]) -> None:
        """Refuse a form that asks for closing words and names none: no name could have them."""
        for form in forms:
            if not form.suffix and "suffix" in (*form.parts, *(part for group in form.either for part in group)):
                what = Text("要求有结尾，却没有写 suffix", "asks for a suffix and does not say which")
                mend = Text('补上 suffix = "…"，或从 parts、either 删去', 'add suffix = "…", or take it out of parts and either')
                raise self._sections.refuse("naming", ("form", form.id), what, mend)

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
        self._sections.check_keys("subsidy", (*HEAD, "award", "silent", "silent_about"))
        stated = {key: value for key, value in self._sections.tree["subsidy"].items() if key in ("silent", "silent_about")}
        head = self._sections.structured("subsidy", (), stated, SubsidyRules, self._convert)
        awards = self._rules("subsidy", "award", cast("type[Rule]", AnyAward))
        return self._whole("subsidy", SubsidyRules, awards=awards, silent=head.silent, silent_about=head.silent_about)

    def management(self) -> ManagementRules:
        """``management.toml``."""
        self._sections.check_keys("management", (*HEAD, "upkeep", "consequence"))
        return self._whole("management", ManagementRules, upkeep=self._rules("management", "upkeep", Upkeep),
                           consequences=self._rules("management", "consequence", Consequence))  # fmt: skip

    def programme(self) -> ProgrammeRules:
        """``programme.toml``."""
        self._sections.check_keys("programme", (*HEAD, "department", *(key for key, _ in PARTS.values())))
        departments = tuple(
            self._sections.structured("programme", ("department", code), {"label": label, "code": code}, Department)
            for code, label in self._sections.tree["programme"].get("department", {}).items()
        )
        rules = {part: self._rules("programme", key, cls) for part, (key, cls) in PARTS.items()}
        self._check_departments(departments, [rule for part in rules.values() for rule in part])
        self._check_cells([rule for rule in rules["fields"] if isinstance(rule, FormField)])
        self._check_zones([rule for rule in rules["targets"] if isinstance(rule, NumericTarget)])
        return self._whole("programme", ProgrammeRules, departments=departments, **rules)

    def _check_departments(self, departments: Sequence[Department], rules: Sequence[Rule]) -> None:
        """Refuse a department that the file does not name."""
        known = {department.code for department in departments}
        for rule in rules:
            key = next(key for key, cls in PARTS.values() if type(rule) is cls)
            for field in ("by", "lead", "departments", "supervised_by"):
                for code in getattr(rule, field, ()):
                    if code not in known:
                        what = Text(f"[department] 里没有“{code}”", f"[department] has no “{code}”")
                        raise self._sections.refuse("programme", (key, rule.id, field), what, did_you_mean(code, known))

    def _check_cells(self, fields: Sequence[FormField]) -> None:
        """Refuse a cell that is filled from a fact that does not exist."""
        for field in fields:
            for place, name in enumerate(field.facts):
                if name not in self._facts:
                    what = Text(f"没有名为“{name}”的事实", f"there is no fact “{name}”")
                    mend = suggestion(name, self._facts)
                    raise self._sections.refuse("programme", ("field", field.id, "facts", place), what, mend)

    def _check_zones(self, targets: Sequence[NumericTarget]) -> None:
        """Refuse a zone that ``naming.toml`` does not have: no count would ever be found for it by another name."""
        aliases = self._sections.tree.get("naming", {}).get("alias", [])
        known = [alias.get("name") for alias in aliases if isinstance(alias, Mapping) and alias.get("kind") == "zone"]
        for target in targets:
            for place, name in enumerate(target.zones):
                if name not in known:
                    what = Text(f"naming.toml 没有名为“{name}”的功能区", f"naming.toml has no zone “{name}”")
                    mend = did_you_mean(name, filter(None, known))
                    raise self._sections.refuse("programme", ("target", target.id, "zones", place), what, mend)

    def _whole(self, section: str, cls: type[T], **parts: Any) -> T:
        try:
            return cls(**parts)
        except ValueError as failure:
            refusal = of_validator(failure, {"forms": "form", "stages": "stage", "awards": "award"})
            raise self._sections.refuse(section, refusal.at, refusal.says, refusal.mend) from None

    def _rules(self, section: str, key: str, cls: type[R]) -> tuple[R, ...]:
        return tuple(self.rule(section, key, name, table, cls) for name, table in self._sections.tables(section, key).items())

    def rule(self, section: str, key: str, name: str, table: dict[str, Any], cls: type[R]) -> R:
        """One rule of a section, from its table.

        Raises:
            RuleDataError: it is malformed, or stands in no known document.
        """
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


_Levelled = Criterion | Prerequisite | Preference | Selection


@frozen(kw_only=True)
class _NamingHead:
    """What ``naming.toml`` states besides its rules: local names, and what a place below county level amounts to."""

    alias: tuple[Alias, ...] = ()
    below_county: Literal["noted", "asked"] = "noted"


def _rule_converter(facts: FactCatalogue) -> cattrs.Converter:
    convert = converter()
    condition_table.register(convert, facts)
    convert.register_structure_hook_func(
        lambda kind: kind == Dated[int], lambda value, _: condition_table.dated(value, scalars.whole)
    )
    union_hook(convert, AnyAward)
    return convert
