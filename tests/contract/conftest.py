"""No installation may be found by the commands under test."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def no_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point KHET_HOME at a folder that is not there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KHET_HOME", str(tmp_path_factory.mktemp("home") / "none"))
        yield
