import pytest


@pytest.fixture(autouse=True)
def not_elsewhere(base_url: str | None) -> None:
    """Skip where a running server is tested: it does not have the reader's tests."""
    if base_url:
        pytest.skip("tests the tests of a chapter, and a running server has none")
