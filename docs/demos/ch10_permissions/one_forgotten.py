from fastapi import APIRouter, Depends, FastAPI, HTTPException
from fastapi.testclient import TestClient


def check_admin(caller: str) -> None:
    if caller != "alpha":
        raise HTTPException(403)


by_hand = APIRouter(prefix="/by-hand")
declared = APIRouter(prefix="/declared", dependencies=[Depends(check_admin)])


@by_hand.get("/users")
def list_users(caller: str) -> None:
    check_admin(caller)


@by_hand.get("/reports")
def read_report(caller: str) -> None:
    check_admin(caller)


@by_hand.get("/backups")
def read_backup() -> None:
    """Written in a hurry."""


declared.get("/users")(list_users)
declared.get("/reports")(read_report)
declared.get("/backups")(read_backup)

app = FastAPI()
app.include_router(by_hand)
app.include_router(declared)
client = TestClient(app)
for path in app.openapi()["paths"]:
    print(client.get(path, params={"caller": "beta"}).status_code, path)
