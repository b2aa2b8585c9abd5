"""Where in the learner's files a failure belongs."""

import sys
from types import ModuleType

import httpx2
import pytest
from fastapi import APIRouter, FastAPI

from course.check.places import endpoint_of

router = APIRouter()
inner = APIRouter()


@inner.get("/users/me")
def read_me() -> None: ...


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("chapters.ch00_routers.main")
    module.__file__ = __file__
    app = FastAPI()
    router.include_router(inner)
    app.include_router(router)
    app.get("/users/{user_id}")(lambda user_id: user_id)
    vars(module)["app"] = app
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


@pytest.mark.usefixtures("main")
def test_an_endpoint_of_an_included_router_is_found() -> None:
    request = httpx2.Request("GET", "http://testserver/users/me")

    place = endpoint_of(request, "ch00_routers")

    assert place is not None
    assert (place[0], place[2]) == (__file__, "read_me")


@pytest.mark.usefixtures("main")
def test_what_no_router_answers_has_no_name() -> None:
    request = httpx2.Request("GET", "http://testserver/orders")

    place = endpoint_of(request, "ch00_routers")

    assert place is not None
    assert place[2] == ""
