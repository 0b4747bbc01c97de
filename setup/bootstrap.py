"""Make ``.venv`` ready: the locked packages, the ``khet`` command and the built assets.

``bootstrap.py`` prepares what running needs, ``bootstrap.py --dev`` also what tests need. Only
Python 3.11+ and its standard library are asked for. Safe and quick when repeated: a stamp in
``.venv``, written last, says which lock was installed; without it ``.venv`` is made anew.
"""

import contextlib
import fcntl
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import debian
from speak import say, stop

# Nothing above or before this line may need more than Python 3.6, or the message is never seen.
OLDEST_PYTHON = (3, 11)
if sys.version_info < OLDEST_PYTHON:
    stop(
        "ต้องใช้ Python 3.11 ขึ้นไป หากมีรุ่นใหม่กว่าอยู่แล้ว ให้ระบุ เช่น make run PYTHON=python3.12",
        f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. "
        "If a newer one is installed, name it: make run PYTHON=python3.12",
    )

TOP = Path(__file__).resolve().parents[1]
VENV = TOP / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
KHET = BIN / "khet"
SITE = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
LOCK = TOP / "requirements.lock"
DEV_LOCK = TOP / "requirements-dev.lock"

# The shell reads the third line as a command, Python as a string: paths may be long or have spaces.
LAUNCHER = f"""\
#!/bin/sh
'''exec' "{PYTHON}" "$0" "$@"
' '''
import sys

if __name__ == "__main__":
    from khet.jobs.cli import main

    sys.exit(main())
"""


def main() -> None:
    """Prepare ``.venv`` and the assets; exit code 1 and a message where that can't be done."""
    with _alone():
        try:
            make_ready(dev="--dev" in sys.argv[1:])
        except PermissionError as error:
            stop(
                f"ไม่มีสิทธิ์เขียน {error.filename} กรุณาลบโฟลเดอร์ .venv แล้วลองใหม่ด้วยผู้ใช้เดิม",
                f"No right to write {error.filename}: remove the folder .venv and try again.",
            )
        sys.exit(subprocess.run([KHET, "assets"]).returncode)


def make_ready(*, dev: bool) -> None:
    """Install the lock, and with ``dev`` the longer lock that contains it, unless it is there."""
    if not is_installed(LOCK):
        _make_venv()
        _install(LOCK)
    if dev and not is_installed(DEV_LOCK):
        _install(DEV_LOCK)


def is_installed(lock: Path) -> bool:
    """Whether ``.venv`` holds all that installing ``lock`` with this Python had left there."""
    if not (_stamp(lock).exists() and os.access(PYTHON, os.X_OK) and SITE.is_dir()):
        return False
    key, *names = _stamp(lock).read_text(encoding="utf-8").splitlines()
    return key == _key(lock) and _content().issuperset(names)


def _stamp(lock: Path) -> Path:
    return VENV / f"{lock.name}.installed"


def _key(lock: Path) -> str:
    made_by = f"{sys.implementation.cache_tag}\n{LAUNCHER}".encode()
    return hashlib.sha256(lock.read_bytes() + made_by).hexdigest()


def _content() -> set[str]:
    return {*os.listdir(SITE), *os.listdir(BIN)} - {"__pycache__"}


def _make_venv() -> None:
    _need("venv")
    import venv

    if VENV.is_dir() and not VENV.is_symlink():
        shutil.rmtree(VENV)
    VENV.unlink(missing_ok=True)
    venv.create(VENV, symlinks=True)


def _install(lock: Path) -> None:
    say(f"กำลังติดตั้งส่วนประกอบตาม {lock.name}", f"Installing what {lock.name} lists")
    if not (_by_uv(lock) or _by_pip(lock)):
        stop(
            "ติดตั้งไม่สำเร็จ กรุณาตรวจการเชื่อมต่ออินเทอร์เน็ต แล้วสั่งคำสั่งเดิมอีกครั้ง",
            "Installing failed. Check the network and give the same command again.",
        )
    (SITE / "khet.pth").write_text(f"{TOP}\n", encoding="utf-8")
    KHET.write_text(LAUNCHER, encoding="utf-8")
    KHET.chmod(0o755)
    _stamp(lock).write_text("\n".join([_key(lock), *sorted(_content())]), encoding="utf-8")


def _by_uv(lock: Path) -> bool:
    uv = shutil.which("uv")
    if uv is None:
        return False
    options = ("--quiet", "--python", PYTHON, "--no-deps", "--require-hashes")
    return _succeeds(uv, "pip", "install", *options, "-r", lock)


def _by_pip(lock: Path) -> bool:
    if not (SITE / "pip").is_dir():
        _need("ensurepip")
        subprocess.run([PYTHON, "-m", "ensurepip"], check=True, stdout=subprocess.DEVNULL)
    pip = (PYTHON, "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check")
    options = ("--no-deps", "--only-binary=:all:", "--require-hashes")
    return _succeeds(*pip, "install", *options, "-r", lock)


def _succeeds(*command: str | Path) -> bool:
    return subprocess.run(command).returncode == 0


def _need(module: str) -> None:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if importlib.util.find_spec(module) is None and not debian.install(package):
        stop(
            f"Python นี้ไม่มีส่วน {module} บน Debian หรือ Ubuntu ให้สั่ง sudo apt-get install {package}",
            f"This Python lacks {module}. On Debian or Ubuntu: sudo apt-get install {package}",
        )
    importlib.invalidate_caches()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let two commands started together wait for each other; network disks can't lock a folder."""
    folder = os.open(TOP, os.O_RDONLY)
    with contextlib.suppress(OSError):
        fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


if __name__ == "__main__":
    main()
