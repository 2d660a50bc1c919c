"""``laowu schema``: the JSON Schema of dossiers and results."""

from laowu.cli.declare import declare
from laowu.cli.option_types import OneOf
from laowu.cli.options import output
from laowu.cli.parameters import argument
from laowu.text import Text, same

_NAMES = {
    "dossier": Text("材料", "a dossier"),
    "assessment": Text("assess 的结果", "a result of assess"),
    "comparison": Text("compare 的结果", "a result of compare"),
    "portfolio": Text("compare 多个品牌的结果", "a result of compare for several brands"),
    "comparisons": Text("compare --full 的结果", "a result of compare --full"),
    "gap": Text("gap 的结果", "a result of gap"),
    "simulation": Text("simulate 的结果", "a result of simulate"),
    "sweep": Text("simulate --sweep 的结果", "a result of simulate --sweep"),
    "rules-across": Text("plugins rules --across 的结果", "a result of plugins rules --across"),
}


@declare("schema")
@argument(
    "name",
    type=OneOf(lambda: _NAMES),
    shown=same("NAME"),
    says=Text(
        "dossier 材料，或结果 assessment、comparison、portfolio、comparisons、gap、simulation、sweep、rules-across",
        "dossier, assessment, comparison, portfolio, comparisons, gap, simulation, sweep or rules-across",
    ),
)
@output
def command(name: str) -> None:
    """Print the schema."""
    from laowu.cli.invocation import current
    from laowu.cli.output import save, write_data
    from laowu.evaluate.json_schema import schema
    from laowu.evaluate.result_data import result_json

    text = result_json(schema(name))
    file = current().output
    if file is None:
        write_data(text)
    else:
        save(text, file)
