"""Rules of the tier *proven*, fifth part: names composed by a region's own forms are valid."""

from collections.abc import Iterator
from itertools import product

from laowu.conformance.checks.each_hook import overridden
from laowu.conformance.questions import AboutNaming
from laowu.conformance.subject import Subject, path_of
from laowu.conformance.suite_rule import Fault, suite_rule
from laowu.errors import LaowuError
from laowu.model.answers import NameVerdict
from laowu.model.questions import NameProposal
from laowu.places.divisions import Division, Divisions
from laowu.rules.naming import Form
from laowu.rules.rule import in_force
from laowu.text import Text

_ENTERPRISE = "鑫泰"
#: Trades that go with most words for people; one of them must make a valid name.
_TRADES = ("家政", "刺绣", "面点", "茶", "机器人", "护理", "花卉")
_ANY_TITLES = ("师", "工", "匠", "员")
_PLACES = 3


@suite_rule(
    "LC-415",
    "按自己的命名形式拼出的名称合乎形式",
    "A name put together by one of the region's own forms, from its own titles, is valid",
    example="A form that ends in a suffix which another form forbids; a title of the list that no name may hold.",
    exceptions="A region without forms of names. Where the region's own Python asks for more than the form says, such as an "
    "umbrella brand in front, a worked case with a valid name of that form will do.",
)
def composed_names_are_valid(subject: Subject) -> Iterator[Fault]:
    """An applicant who does exactly what the form says must not be sent away.

    For each form, each title of the document's list and each way to choose among parts, some everyday trade must give a valid
    name.
    """
    rules = subject.book.naming
    forms = in_force(rules.forms, subject.on) if rules else ()
    titles = [title for rule in in_force(rules.titles, subject.on) for title in rule.listed] if rules else []
    for form in forms:
        tried = [(names, any(_valid(subject, form, name) for name in names)) for names in _names_of(subject, form, titles)]
        wrong = [names for names, valid in tried if not valid]
        if wrong and (len(wrong) < len(tried) or not _shown(subject, form)):
            path = path_of("naming", form)
            says = Text(f"按 {path} 拼出的名称不合形式", f"no name put together by {path} is valid")
            yield Fault(subject=path, says=says, example="、".join(wrong[0][:3]))


def _names_of(subject: Subject, form: Form, titles: list[str]) -> Iterator[list[str]]:
    """For each way to choose among the parts, and each title, names of which one must be valid."""
    for parts in _ways(form):
        for title in (titles or _ANY_TITLES)[: None if "person" in parts and titles else 1]:
            names = list(_composed(subject, form, parts, title, listed=bool(titles)))
            if names:
                yield names


def _shown(subject: Subject, form: Form) -> bool:
    """Whether a worked case shows a valid name of the form, where Python asks for what no made-up name can have."""
    asked = [case for case in subject.cases.cases if isinstance(case.ask, AboutNaming) and form.id in case.shows]
    return overridden(subject, "laowu_validate_name") and any(case.expect.get("verdict") == "valid" for case in asked)


def _ways(form: Form) -> Iterator[tuple[str, ...]]:
    """The parts of a form with one part of each group of which one is enough."""
    in_groups = {part for group in form.either for part in group}
    fixed = [part for part in form.parts if part not in in_groups]
    for choice in product(*form.either):
        yield (*fixed, *choice)


def _composed(subject: Subject, form: Form, parts: tuple[str, ...], title: str, *, listed: bool) -> Iterator[str]:
    titles = (title,) if listed else _ANY_TITLES
    for place in _places(subject, parts):
        for trade, person in product(_TRADES, titles if "person" in parts or not listed else (*titles, "")):
            # A trade is said by itself only where no word for a person is asked; most words for people need one.
            yield place + (_ENTERPRISE if "enterprise" in parts else "") + trade + person + form.suffix


def _places(subject: Subject, parts: tuple[str, ...]) -> list[str]:
    divisions, home = Divisions.load(), subject.book.profile.division
    own = divisions.nearest(home, subject.on)
    name = own.short if own else ""
    below = [item.short for item in _below(divisions, home, subject)][:_PLACES]
    if "district" in parts:
        return [name + place for place in below] if "city_prefix" in parts else below
    if not {"region", "city_prefix"} & set(parts):
        return ["", name, *below]  # the form needs no place, and may even forbid one
    return [name] if "city_prefix" in parts else [name, *below]


def _below(divisions: Divisions, home: str, subject: Subject) -> Iterator[Division]:
    for item in divisions.in_force(subject.on):
        if item.code != home and divisions.within(item.code, home, subject.on) and len(divisions.named(item.short)) == 1:
            yield item


def _valid(subject: Subject, form: Form, name: str) -> bool:
    proposal = NameProposal(
        name=name,
        level=form.levels[0],
        applicant=next(iter(form.applicants), None),
        enterprises=(_ENTERPRISE,) if _ENTERPRISE in name else (),
    )
    try:
        report = subject.jurisdiction.validate_name(proposal, subject.on)
    except LaowuError:
        return False
    return report is not None and report.verdict is NameVerdict.VALID


RULES = (composed_names_are_valid,)
