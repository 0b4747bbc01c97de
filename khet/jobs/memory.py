"""Memory of a process that lives long and now and then reads a large file."""

import ctypes

import pyarrow as pa


def give_back_memory() -> None:
    """Return to the system what was freed; without it the process keeps the largest it ever was.

    Where the C library can't, nothing happens.
    """
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
