from fastapi import APIRouter

from .database import SessionDep
from .dependencies import RequestedUser
from .errors import (
    GARBLED,
    NOT_FOUND,
    PROTECTED,
    Responses,
    TooManyPreferencesError,
)
from .operations import commit
from .schemas import MAX_PREFERENCES, ErrorPublic, Preferences, PreferencesUpdate

FULL: Responses = {409: {"model": ErrorPublic, "description": "Too many preferences"}}

router = APIRouter(
    prefix="/users/{user_id}/preferences", responses=PROTECTED | NOT_FOUND
)


@router.get("")
def read_preferences(user: RequestedUser) -> Preferences:
    return user.preferences


@router.patch("", responses=GARBLED | FULL)
def update_preferences(
    user: RequestedUser, changes: PreferencesUpdate, session: SessionDep
) -> Preferences:
    for name, value in changes.items():
        if value is None:
            user.preferences.pop(name, None)
        else:
            user.preferences[name] = value
    if len(user.preferences) > MAX_PREFERENCES:
        raise TooManyPreferencesError
    commit(session, {}, user.id)
    return user.preferences
