"""The reader's own tests fail when the application is broken."""

from pathlib import Path

import pytest

from .suite import STEM, copy_package, run_suite

OURS = Path(__file__).parents[2] / "chapters" / STEM

# What goes wrong: the file, the text there, and what takes its place.
PLANTED = {
    "a new user is not committed": (
        "main.py",
        "    commit(session, values)\n    response",
        "    session.flush()\n    response",
    ),
    "a deleted user is not committed": (
        "main.py",
        "(find_user(session, user_id))\n    session.commit()",
        "(find_user(session, user_id))",
    ),
    "a taken name is a crash": (
        "main.py",
        "        raise_if_taken(session, values, user_id)\n",
        "",
    ),
    "a row deleted meanwhile is a crash": (
        "main.py",
        "    except StaleDataError as error:",
        "    except ZeroDivisionError as error:",
    ),
    "the filter is ignored": ("main.py", "if is_active is not None:", "if is_active:"),
    "the pages all begin at the first user": ("main.py", ".offset(first)", ""),
    "the order is left to chance": ("main.py", "users.order_by(User.id)", "users"),
    "the new user has no address": (
        "main.py",
        '    response.headers["Location"] = f"/users/{user.id}"\n',
        "",
    ),
    "an unknown id is a wrong request": ("errors.py", "= 404", "= 400"),
    "unknown fields are let through": (
        "schemas.py",
        'class UserUpdate(BaseModel):\n    model_config = ConfigDict(extra="forbid")',
        "class UserUpdate(BaseModel):",
    ),
    "what is left out is emptied": (
        "main.py",
        "    for name, value in values.items():",
        '    for name, value in ({"age": None, "username": ""} | values).items():',
    ),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Plant each error in a copy of its own, and test all copies in one run.

    Return what the run says of each copy that could be changed.
    """
    folder = tmp_path_factory.mktemp("planted")
    copies: dict[str, str] = {}
    for number, error in enumerate(PLANTED):
        package = copy_package(folder, f"planted_{number}")
        if plant(error, package):
            copies[error] = f" chapters/{package.name}/"
    done = run_suite(folder, "--continue-on-collection-errors", "--tb=no")
    lines = done.stdout.splitlines()
    return {
        error: "\n".join(line for line in lines if copy in line)
        for error, copy in copies.items()
    }


def plant(error: str, package: Path) -> bool:
    name, old, new = PLANTED[error]
    text = (package / name).read_text()
    (package / name).write_text(text.replace(old, new))
    return old in text


@pytest.mark.parametrize("error", PLANTED)
def test_a_planted_error_is_found(reports: dict[str, str], error: str) -> None:
    if error not in reports:
        pytest.skip(f"{PLANTED[error][0]} has not the text that would be broken")

    assert "FAILED" in reports[error]


@pytest.mark.parametrize("error", PLANTED)
def test_the_error_can_be_planted_in_our_chapter(error: str) -> None:
    name, old, _ = PLANTED[error]

    assert (OURS / name).read_text().count(old) == 1
