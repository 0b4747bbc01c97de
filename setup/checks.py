"""``make check``: lint, format, types, contracts and security; changes no source."""

from steps import Step, finish, run

CHECKS = {
    "ruff check": ("ruff", "check", "--output-format=concise"),
    "ruff format": ("ruff", "format", "--check", "--output-format=concise"),
    "mypy": ("mypy",),
    "import-linter": ("lint-imports",),
    "bandit": ("bandit", "--quiet", "--recursive", "khet", "--configfile", "pyproject.toml"),
}


def run_checks() -> list[Step]:
    """Run every check, also after one that fails."""
    return [run(title, command) for title, command in CHECKS.items()]


if __name__ == "__main__":
    finish(run_checks())
