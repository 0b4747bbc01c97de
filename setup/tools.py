"""Programs that tests use and no Python package brings: PostgreSQL and a Chromium browser."""

import glob
import os
import shutil
from dataclasses import dataclass

import debian


@dataclass(frozen=True)
class Tool:
    """A program by any of its names, its Debian package, and what is left out without it."""

    title: str
    programs: tuple[str, ...]
    package: str
    leaves_out: str
    folders: str = ""

    def find(self) -> str | None:
        """The program's full path, on PATH or in its own folders, newest release first."""
        own = sorted(glob.glob(self.folders), key=_release, reverse=True)
        path = os.pathsep.join([os.environ.get("PATH", os.defpath), *own])
        found = (shutil.which(name, path=path) for name in self.programs)
        return next(filter(None, found), None)


POSTGRESQL = Tool(
    title="PostgreSQL",
    programs=("initdb",),
    package="postgresql",
    leaves_out="ชุดทดสอบรอบ PostgreSQL · the run on PostgreSQL",
    folders="/usr/lib/postgresql/*/bin",
)
CHROMIUM = Tool(
    title="Chromium",
    programs=("chromium", "google-chrome", "google-chrome-stable", "chromium-browser"),
    package="chromium",
    leaves_out="การทดสอบผ่านเบราว์เซอร์ · the browser journeys",
)


def obtain(*tools: Tool) -> dict[Tool, str | None]:
    """Each tool's path, or None; as root on Debian the missing ones are installed first."""
    missing = [tool.package for tool in tools if tool.find() is None]
    if missing:
        debian.install(*missing)
    return {tool: tool.find() for tool in tools}


def _release(folder: str) -> int:
    return int(folder.split("/")[-2])
