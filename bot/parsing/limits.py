"""What the child may take. The kernel holds it, whatever the parsers do."""

import os
import resource
import sys
from math import ceil
from typing import Final

MOST_MEMORY: Final = 512 * 1024 * 1024  # bytes of address space
CPU_SECONDS: Final = 5  # for one document; the kernel counts whole seconds
_OPEN_FILES: Final = 3  # in, out and errors: nothing else can be opened, no file and no connection


def shut_in() -> None:
    """From now on: no more memory than that, no file, no connection, no process, nothing written or said."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            # A Mac, for trying Halqa: it refuses a limit of address space. Elsewhere it must hold.
            if sys.platform == "linux":
                raise


def allow_one_document() -> None:
    """The processor's time for the next one; SIGXCPU ends a child that takes more."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    most = ceil(usage.ru_utime + usage.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


class Memory:
    """How much this process has in memory; asked of a file that is opened before nothing can be.

    `ru_maxrss` would not do: what the parent had in memory when it started the child counts in it.
    """

    def __init__(self) -> None:
        is_told = sys.platform == "linux"
        self._file = os.open("/proc/self/statm", os.O_RDONLY) if is_told else None
        self._page = os.sysconf("SC_PAGE_SIZE")

    def now(self) -> int:
        """Bytes; 0 where nobody tells."""
        if self._file is None:
            return 0
        return int(os.pread(self._file, 200, 0).split()[1]) * self._page
