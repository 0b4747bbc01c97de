"""Debian's packages, asked for only as root: an ordinary user's machine is never changed."""

import os
import shutil
import subprocess

from speak import say


def install(*packages: str) -> bool:
    """Install ``packages`` with apt-get; False where we are not root, there is no apt, or it fails.

    The package lists are fetched first, since a bare machine has none.
    """
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    names = " ".join(packages)
    say(f"กำลังติดตั้ง {names} ด้วย apt-get", f"Installing {names} with apt-get")
    return _apt("update") and _apt("install", "--yes", "--no-install-recommends", *packages)


def _apt(*words: str) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", *words]
    return subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL).returncode == 0
