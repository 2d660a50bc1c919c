"""What carries a circuit out: NumPy, or machine code made of the same gates where the extra ``compiled`` is installed."""

from functools import cache
from importlib.util import find_spec
from typing import Literal

from laowu.text import Text
from laowu_ledger.errors import EngineMissing
from laowu_ledger.tables.asked import Runner
from laowu_ledger.tables.circuit import Circuit
from laowu_ledger.tables.stretches import Stretches

Kernel = Literal["numpy", "compiled"]
KERNELS: tuple[Kernel, ...] = ("numpy", "compiled")

WORTH_COMPILING = 20_000_000
"""Rows from which on making machine code, and reading the library that does, takes less time than it saves."""


@cache
def can_compile() -> bool:
    """Whether the extra is installed."""
    return find_spec("llvmlite") is not None


def kernel_for(rows: int | None) -> Kernel:
    """The kernel that is quicker for a table of so many rows; ``None`` where nobody knows how many."""
    return "compiled" if rows is not None and rows >= WORTH_COMPILING and can_compile() else "numpy"


def runner(kernel: Kernel, circuit: Circuit) -> Runner:
    """What passes rows through a circuit.

    Raises:
        EngineMissing: machine code is wanted, and the extra is not installed.
    """
    if kernel == "numpy":
        return Stretches(circuit)
    if not can_compile():
        install = 'pip install "laowu-ledger[compiled]"'
        raise EngineMissing(
            Text("没有安装编译器", "the compiler is not installed"),
            mend=Text(f"安装扩展：{install}", f"install the extra: {install}"),
        )
    from laowu_ledger.tables.compiled.runner import Compiled

    return Compiled(circuit)
