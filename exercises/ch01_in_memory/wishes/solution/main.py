from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI(title="Shop")


class UserCreate(BaseModel):
    username: str
    email: str


class UserPublic(BaseModel):
    id: int
    username: str
    email: str


class WishCreate(BaseModel):
    product: str


class WishPublic(BaseModel):
    id: int
    user_id: int
    product: str


users: list[UserPublic] = []
wishes: list[WishPublic] = []


@app.get("/users")
def list_users() -> list[UserPublic]:
    return users


@app.post("/users", status_code=201)
def create_user(user_in: UserCreate) -> UserPublic:
    user_id = len(users) + 1
    user = UserPublic(id=user_id, username=user_in.username, email=user_in.email)
    users.append(user)
    return user


@app.get("/users/{user_id}")
def read_user(user_id: int) -> UserPublic:
    for user in users:
        if user.id == user_id:
            return user
    raise HTTPException(404, "User not found")


@app.get("/users/{user_id}/wishes")
def list_wishes(user_id: int) -> list[WishPublic]:
    read_user(user_id)
    return [wish for wish in wishes if wish.user_id == user_id]


@app.post("/users/{user_id}/wishes", status_code=201)
def create_wish(user_id: int, wish_in: WishCreate) -> WishPublic:
    read_user(user_id)
    wish = WishPublic(id=len(wishes) + 1, user_id=user_id, product=wish_in.product)
    wishes.append(wish)
    return wish
