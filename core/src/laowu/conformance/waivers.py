"""``conformance.toml``: what a region is let off, with the reason, and where it knowingly loosens what it extends.

Waivers are strict: one that is not needed is a fault, so the list never outlives what it excuses.
"""

from collections.abc import Collection
from importlib.resources.abc import Traversable

from laowu.errors import RuleDataError, did_you_mean
from laowu.model.refusal import where
from laowu.model.strict import structure
from laowu.text import Text
from laowu.toml_source import read_toml
from laowu.values import frozen

FILE = "conformance.toml"


@frozen(kw_only=True)
class Waiver:
    """One fault that a region is let off.

    Attributes:
        rule: id of the rule of the suite.
        subject: what is at fault, as the report names it.
        reason: why it is let off.
    """

    rule: str
    subject: str
    reason: Text


@frozen(kw_only=True)
class Loosening:
    """One place at which a region knowingly asks less than the region it extends.

    Attributes:
        subject: path into the rule data, as the report names it.
        document: id of the document that allows it.
        clause: locator inside the document.
        reason: why it may.
    """

    subject: str
    document: str
    clause: str
    reason: Text


@frozen(kw_only=True)
class Waivers:
    """What stands in the file.

    Attributes:
        waiver: what the region is let off.
        loosens: where it asks less than the region it extends.
    """

    waiver: tuple[Waiver, ...] = ()
    loosens: tuple[Loosening, ...] = ()

    def of(self, rule: str) -> tuple[Waiver, ...]:
        """The waivers of one rule of the suite."""
        return tuple(item for item in self.waiver if item.rule == rule)


def read_waivers(folder: Traversable, *, rules: Collection[str], documents: Collection[str]) -> Waivers:
    """Read a region's waivers.

    Args:
        folder: the folder of its package.
        rules: ids of the rules of the suite.
        documents: ids of the region's documents.

    Raises:
        RuleDataError: the file cannot be read, or names a rule or a document that there is not.
    """
    file = folder / FILE
    if not file.is_file():
        return Waivers()
    source = read_toml(file, error=RuleDataError, allow_empty=True)
    read = structure(source.data, Waivers, source=source, error=RuleDataError)
    for place, waiver in enumerate(read.waiver):
        if waiver.rule not in rules:
            what = Text(f"套件没有规则“{waiver.rule}”", f"the suite has no rule “{waiver.rule}”")
            at = where(source, ("waiver", place, "rule"))
            raise RuleDataError(what, where=at, mend=did_you_mean(waiver.rule, rules))
    for place, loosening in enumerate(read.loosens):
        if loosening.document not in documents:
            what = Text(f"没有文件“{loosening.document}”", f"there is no document “{loosening.document}”")
            at = where(source, ("loosens", place, "document"))
            raise RuleDataError(what, where=at, mend=did_you_mean(loosening.document, documents))
    return read
