"""What `security.py` makes of a password and of a stored hash; needs a look inside."""

import logging
from types import ModuleType

import pytest
from pydantic import SecretStr

from tests.application import Application

from .hashes import GOOD, UNREADABLE
from .inside import PASSWORD, module, verifications

WRONG = SecretStr("Passw0rd2")


@pytest.fixture
def security(application: Application) -> ModuleType:
    return module(application, "security")


@pytest.fixture
def models(application: Application) -> ModuleType:
    return module(application, "models")


def test_a_hash_fits_its_password_and_no_other(
    security: ModuleType, models: ModuleType
) -> None:
    user = models.User(hashed_password=security.hash_password(PASSWORD))

    assert security.verify_password(user, PASSWORD) == (True, None)
    assert security.verify_password(user, WRONG) == (False, None)


def test_a_hash_that_is_out_of_date_fits_and_comes_with_a_new_one(
    security: ModuleType, models: ModuleType
) -> None:
    is_right, new_hash = security.verify_password(
        models.User(hashed_password=GOOD), PASSWORD
    )

    assert is_right
    assert new_hash.startswith("$argon2id$v=19$m=8,t=1,p=1$")

    again = models.User(hashed_password=new_hash)
    assert security.verify_password(again, PASSWORD) == (True, None)
    assert security.verify_password(again, WRONG) == (False, None)


def test_a_wrong_password_brings_no_new_hash(
    security: ModuleType, models: ModuleType
) -> None:
    user = models.User(hashed_password=GOOD)

    assert security.verify_password(user, WRONG) == (False, None)


@pytest.mark.parametrize("hashed", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_hash_is_a_wrong_password_and_a_line_in_the_log(
    security: ModuleType,
    models: ModuleType,
    caplog: pytest.LogCaptureFixture,
    hashed: str,
) -> None:
    user = models.User(id=7, hashed_password=hashed)

    with caplog.at_level(logging.DEBUG):
        outcome = security.verify_password(user, PASSWORD)

    assert outcome == (False, None)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "The password hash of user 7 is unreadable")
    ]


def test_a_readable_hash_is_not_worth_a_line(
    security: ModuleType, models: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    users = [None, models.User(hashed_password=None), models.User(hashed_password=GOOD)]

    with caplog.at_level(logging.DEBUG):
        for user in users:
            security.verify_password(user, PASSWORD)

    assert caplog.records == []


@pytest.mark.parametrize("text", ["", "Passw0rd", "Passw0rd" * 9])
def test_without_a_hash_no_password_is_right(
    security: ModuleType, models: ModuleType, text: str
) -> None:
    for user in (None, models.User(hashed_password=None)):
        assert security.verify_password(user, SecretStr(text)) == (False, None)


def test_the_64_characters_of_a_password_all_count(
    security: ModuleType, models: ModuleType
) -> None:
    longest = "Passw0rd" * 7 + "Passw0r"
    user = models.User(hashed_password=security.hash_password(SecretStr(f"{longest}d")))

    outcomes = [
        security.verify_password(user, SecretStr(longest + end))
        for end in ("d", "e", "", "dd")
    ]

    assert [is_right for is_right, _ in outcomes] == [True, False, False, False]


def test_too_long_a_password_is_wrong_even_if_its_hash_is_there(
    security: ModuleType, models: ModuleType
) -> None:
    """Nobody can have one, and a hash of a long text is work for an attacker to ask."""
    long = SecretStr("Passw0rd" * 8 + "x")
    user = models.User(hashed_password=security.hash_password(long))

    assert security.verify_password(user, long) == (False, None)


@pytest.mark.parametrize("text", ["Passw0rd", "wrong", "", "Passw0rd" * 9, "\ud800"])
@pytest.mark.parametrize("hashed", [None, "", "plain", GOOD[:50]])
def test_the_work_is_one_comparison_with_a_hash_of_today(
    security: ModuleType, models: ModuleType, hashed: str | None, text: str
) -> None:
    users = [
        models.User(hashed_password=security.hash_password(PASSWORD)),
        models.User(hashed_password=hashed),
        None,
    ]

    for user in users:
        with verifications() as hashes:
            security.verify_password(user, SecretStr(text))

        assert [hashed[:27] for hashed in hashes] == ["$argon2id$v=19$m=8,t=1,p=1$"]


def test_of_each_import_another_hash_stands_in_for_the_unknown(
    security: ModuleType,
) -> None:
    """Were it a hash of a text in the code, everybody could log in as nobody."""
    assert security.DUMMY_HASH.startswith("$argon2id$v=19$m=8,t=1,p=1$")
    for text in ("", "dummy", "Passw0rd", "None"):
        assert security.verify_password(None, SecretStr(text)) == (False, None)
