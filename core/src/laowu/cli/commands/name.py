"""``laowu name``: is a brand name well-formed?"""

from typing import TYPE_CHECKING, Any

from laowu.cli.declare import declare
from laowu.cli.option_types import File
from laowu.cli.options import applicant, judging, level
from laowu.cli.parameters import argument, option
from laowu.text import Text, same

if TYPE_CHECKING:
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.session import Session
    from laowu.jurisdictions.jurisdiction import Jurisdiction
    from laowu.model.answers import NameReport
    from laowu.model.questions import NameProposal


@declare(
    "name",
    Text(
        "不写层级和主体时，各种形式都试；“需人工判断”指几种理解不一，或地名、称谓须由经办人确定。",
        "Without level and kind of applicant every form is tried. Ambiguous means that readings disagree, or that an official"
        " must settle a place or a title.",
    ),
    Text("名称不合形式时，退出码为 1。", "The exit code is 1 when the name is invalid."),
)
@argument("name", required=False, shown=same("NAME"), says=Text("品牌名称", "the brand name"))
@judging
@level
@applicant
@option(
    "--enterprise",
    "enterprises",
    multiple=True,
    shown=Text("名号", "NAME"),
    says=Text("名称里可以出现的企业名号，可多次使用", "enterprise name that may stand inside the name; may be repeated"),
)
@option(
    "--place", shown=Text("区划", "PLACE"), says=Text("品牌所在地：六位代码或名称", "home of the brand: six-digit code or names")
)
@option("--existing", is_flag=True, says=Text("命名规则之前已在使用", "the name was in use before the rule"))
@option(
    "--file",
    "listed",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text(
        "逐个判断一份名单：CSV，一列名称，或首行列名（name、place、level、applicant、enterprise、existing）",
        "judge a whole list: CSV with one column of names, or a first row of headings (name, place, level, applicant, enterprise,"
        " existing)",
    ),
)
@option(
    "--against",
    type=File(),
    shown=Text("文件", "FILE"),
    says=Text(
        "在这份名单里找相同、同音、一字之差、邻近地区同一行业的名称",
        "look in this list for names that are the same, sound the same, are one character apart, or are of the same trade nearby",
    ),
)
def command(
    *,
    name: str | None,
    level: str | None,
    applicant: str | None,
    enterprises: tuple[str, ...],
    place: str | None,
    existing: bool,
    listed: str | None,
    against: str | None,
) -> "ExitCode":
    """Hold the name against the forms."""
    from laowu.cli.exit_codes import ExitCode
    from laowu.cli.session import Session
    from laowu.cli.usage import UsageProblem
    from laowu.model.answers import NameVerdict
    from laowu.model.level import ApplicantKind, Level
    from laowu.model.questions import NameProposal

    if (name is None) == (listed is None):
        says = Text("要么给一个名称，要么用 --file 给一份名单", "give either a name, or a list with --file")
        raise UsageProblem(says)
    session = Session()
    jurisdiction = session.jurisdiction()
    if place is not None:
        _check_place(place, session)
    proposal = NameProposal(
        name=name or "",
        level=Level(level) if level else None,
        applicant=ApplicantKind(applicant) if applicant else None,
        enterprises=enterprises,
        place=place,
        existing=existing,
    )
    if listed is not None:
        from laowu.cli.bulk_names import judge_list

        return judge_list(session, jurisdiction, proposal, listed, against)
    report = jurisdiction.validate_name(proposal, session.on)
    _show(session, jurisdiction, proposal, report, against)
    return ExitCode.UNFAVOURABLE if report is not None and report.verdict is NameVerdict.INVALID else ExitCode.DONE


def _check_place(place: str, session: "Session") -> None:
    from laowu.errors import DossierError
    from laowu.places.divisions import Divisions
    from laowu.places.resolving import resolve

    try:
        resolve(Divisions.load(), place, session.on)
    except DossierError as failure:
        raise DossierError(failure.what, where="--place", mend=failure.mend) from None


def _show(
    session: "Session", jurisdiction: "Jurisdiction", proposal: "NameProposal", report: "NameReport | None", against: str | None
) -> None:
    from laowu.cli.render.assessment import closing, opening
    from laowu.cli.render.naming import naming
    from laowu.cli.render.page import Page
    from laowu.cli.render.wording import Citing
    from laowu.evaluate.assess import document_heads
    from laowu.evaluate.identity import identity_of
    from laowu.evaluate.result_data import result_data
    from laowu.model.dossier import Brand, Dossier, Operator
    from laowu.model.level import ApplicantKind

    # A decision is identified by its dossier; here the question itself is all the dossier there is.
    kind = proposal.applicant or ApplicantKind.OTHER
    dossier = Dossier(
        brand=Brand(name=proposal.name, place=proposal.place, existing=proposal.existing),
        operators=tuple(Operator(name=enterprise, trade_name=enterprise, kind=kind) for enterprise in proposal.enterprises),
    )
    identity = identity_of(jurisdiction, dossier, on=session.on, start=session.on)

    near: dict[str, Any] = {}
    resembling: Page = ()
    if against:
        from laowu.cli.bulk_names import register
        from laowu.cli.render.name_lists import resemblances

        found = register(session, jurisdiction, against).near(proposal.name)
        near, resembling = {"resembles": result_data(found)}, resemblances(found)

    def page() -> Page:
        heads = document_heads(jurisdiction, session.on)
        used = report.readings if report else ()
        return (
            *opening(dossier.brand, jurisdiction.name, session.on, heads),
            *naming(report, Citing.of(heads)),
            *resembling,
            *closing(used, identity),
        )

    def data() -> dict[str, Any]:
        asked = result_data(proposal)
        return {
            **(result_data(report) or _SILENT),
            **near,
            "asked": asked,
            "schema": "laowu/name/1",
            "identity": result_data(identity),
        }

    session.show(page, data)


#: The answer of a region that states no naming rule, in the shape of every other: an official must decide.
_SILENT: dict[str, Any] = {
    "verdict": "ambiguous",
    "segments": {"region": "", "enterprise": "", "industry": "", "person": "", "suffix": ""},
    "missing": [],
    "matched": [],
    "notes": ["no_rule"],
    "suggestions": [],
    "readings": [],
}
