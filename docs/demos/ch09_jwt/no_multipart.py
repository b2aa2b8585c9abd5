import sys
from typing import Annotated

from fastapi import FastAPI, Form

# As if neither were installed.
sys.modules |= dict.fromkeys(["python_multipart", "multipart"])  # type: ignore[arg-type]

app = FastAPI()


@app.post("/token")
def log_in(username: Annotated[str, Form()]) -> str:
    return username
