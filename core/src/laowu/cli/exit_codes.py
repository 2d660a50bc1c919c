"""What the program's exit code says."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command, the same for all of them and not to be suppressed.

    ``DONE`` also covers everything undecided: a judgement that is still open, data that are missing, an interval of money.
    """

    DONE = 0
    UNFAVOURABLE = 1
    """The overall answer is *not met*, or a name is *invalid*."""
    USAGE = 2
    """The command line itself is wrong."""
    INVALID_INPUT = 3
    """A dossier, a setting or another file handed in is wrong."""
    JURISDICTION = 4
    """A jurisdiction that was asked for is missing, incompatible, broken or blocked."""
    OUR_BUG = 70
    """The program failed where it should not have."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C, as shells count it (128 + SIGINT)."""
    READER_GONE = 141
    """Whoever read the output went away (128 + SIGPIPE), as in ``laowu … | head``."""
