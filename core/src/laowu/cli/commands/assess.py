"""``laowu assess``: all five answers, or an old result once more."""

from typing import TYPE_CHECKING

from laowu.cli.declare import declare
from laowu.cli.option_types import File
from laowu.cli.options import judging, start
from laowu.cli.parameters import argument, option
from laowu.text import Text, same

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from laowu.cli.exit_codes import ExitCode
    from laowu.evaluate.replay import Replay


@declare(
    "assess",
    Text(
        "重放：--replay 用旧结果里的材料、日期和读法重新判断，一致则照样输出，不一致则逐项指出变化。",
        "--replay judges once more with the dossier, dates and readings inside an old result: the same result is printed again,"
        " otherwise every change is named.",
    ),
    Text("只有全部层级和类别都不符合时，退出码为 1。", "The exit code is 1 only when no level and class is met."),
)
@argument(
    "dossier",
    type=File(),
    required=False,
    shown=same("DOSSIER"),
    says=Text("材料文件；重放时可不写", "dossier file; may be left out with --replay"),
)
@judging
@start
@option(
    "--replay",
    type=File(),
    shown=same("RESULT.json"),
    says=Text("重放一份 JSON 结果", "judge a stored JSON result once more"),
)
@option(
    "--ledger",
    type=File(),
    shown=Text("目录", "DIR"),
    says=Text(
        "台账库：有台账核实数的事实按核实数判断，并与申报数对照（需要 laowu-ledger）",
        "a store of ledgers: facts that it shows count before the declared ones and are set beside them; needs laowu-ledger",
    ),
)
@option(
    "--ledger-brand",
    shown=Text("名称", "NAME"),
    says=Text("品牌在台账里的名称，与材料不同时写明", "the brand's name in the ledger, where it is not the dossier's"),
)
def command(
    dossier: str | None, start: "date | None", replay: str | None, ledger: str | None, ledger_brand: str | None
) -> "ExitCode":
    """Answer all five questions."""
    from laowu.cli.usage import UsageProblem

    if replay is not None:
        if ledger is not None:
            raise UsageProblem(
                Text(
                    "重放按原结果所附的台账数据进行，不再读台账", "a replay uses the facts inside the result and reads no ledger"
                ),
                Text("去掉 --ledger，或对材料文件另作一次 assess", "leave out --ledger, or assess the dossier anew"),
            )
        return _replay(replay, dossier)
    if dossier is None:
        raise UsageProblem(
            Text("缺少材料文件", "the dossier is missing"), Text("写明材料文件，或用 --replay", "name one, or use --replay")
        )
    from laowu.cli.one_answer import Case, code_of
    from laowu.cli.render.assessment import assessment
    from laowu.evaluate.assess import assess

    case = Case.opened(dossier)
    verified = None
    if ledger is not None:
        from laowu.cli.fact_sources import fact_source

        source = fact_source("ledger", "laowu-ledger")
        verified = source(ledger, case.dossier, case.jurisdiction, case.session.on, brand=ledger_brand)
    result = assess(case.jurisdiction, case.dossier, on=case.session.on, start=start, verified=verified)

    def data() -> "dict[str, Any]":
        from laowu.evaluate.result_data import assessment_data

        return assessment_data(result, case.dossier, verified)

    case.session.show(lambda: assessment(result, case.dossier.brand, case.classes), data)
    return code_of(result.eligibility)


def _replay(stored: str, file: str | None) -> "ExitCode":
    from laowu.cli.invocation import current
    from laowu.cli.one_answer import class_labels, code_of
    from laowu.cli.render.assessment import assessment
    from laowu.cli.render.replay import replayed
    from laowu.cli.session import Session
    from laowu.cli.stored_result import read_result
    from laowu.cli.usage import UsageProblem
    from laowu.evaluate.replay import replay
    from laowu.evaluate.result_data import assessment_data

    session = Session()
    old = read_result(stored)
    if "on" in current().options:
        raise UsageProblem(
            Text("重放按原结果的日期进行，不能另定日期", "a replay judges on the date of the old result"),
            Text("去掉 --on，或对材料文件另作一次 assess", "leave out --on, or assess the dossier anew"),
        )
    dossier = session.dossier(file, *session.usable(tuple(session.installed))) if file else None
    result = replay(
        old,
        dossier=dossier,
        calendar=session.calendar,
        accept_draft=session.settings.accept_draft,
        strict=session.settings.strict_plugins,
    )
    if session.settings.format == "json":
        _tell(result)
    code = result.assessment.identity.jurisdiction
    session.show(
        lambda: (*replayed(result), *assessment(result.assessment, result.dossier.brand, class_labels(session.load(code)))),
        lambda: assessment_data(result.assessment, result.dossier, result.verified),
    )
    return code_of(result.assessment.eligibility)


def _tell(result: "Replay") -> None:
    """On stderr, since the data on stdout are those of an assessment and say nothing about an older one."""
    from laowu.cli.failures import remark

    if result.same:
        remark(Text("与原结果完全一致", "the same as the old result"))
    for change in result.changes:
        remark(change)
