"""A pass made into machine code, for the processor at hand, by the LLVM that comes with ``llvmlite``."""

import ctypes
from functools import cache
from typing import Any

import attrs

from laowu_ledger.tables.compiled.text import Place, Written


@cache
def _processor() -> tuple[Any, str, str]:
    """LLVM, and the processor at hand."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    try:
        features = llvm.get_host_cpu_features().flatten()
    except RuntimeError:  # where LLVM cannot tell, the name alone says what every processor of it has
        features = ""
    return llvm, llvm.get_host_cpu_name(), features


@attrs.frozen
class MachineCode:
    """A pass that runs.

    Attributes:
        places: what it is given.
        room: bytes that it needs for planes.
    """

    places: tuple[Place, ...]
    room: int
    _engine: Any
    _entry: Any

    def __call__(self, given: int, blocks: int) -> None:
        """Run it; the interpreter's lock is let go meanwhile.

        Args:
            given: address of what it is given, a 64-bit number for each place.
            blocks: how many blocks of rows there are; one at least.
        """
        self._entry(given, blocks)


def compiled(written: Written) -> MachineCode:
    """Make machine code of a pass."""
    llvm, name, features = _processor()
    machine = llvm.Target.from_default_triple().create_target_machine(cpu=name, features=features, opt=2)
    module = llvm.parse_assembly(written.text)
    module.verify()
    engine = llvm.create_mcjit_compiler(module, machine)
    engine.finalize_object()
    entry = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_int64)(engine.get_function_address("passed"))
    return MachineCode(written.places, written.room, engine, entry)
