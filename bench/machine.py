"""The machine and the versions that a measurement was made with."""

import os
import platform
from importlib.metadata import version
from typing import Any

_PACKAGES = ("django", "duckdb", "ibis-framework", "pyarrow", "numpy", "pandas", "fastexcel")
_PAGE, _PAGES = "SC_PAGE_SIZE", "SC_PHYS_PAGES"


def facts() -> dict[str, Any]:
    """Cores, memory, load, Python and packages; nothing that tells whose machine it is."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf(_PAGE) * os.sysconf(_PAGES) / 1e9, 1),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
    }
