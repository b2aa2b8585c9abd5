from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine

with TemporaryDirectory() as top:
    for name in ["one", "two"]:
        Path(top, name).mkdir()
        with chdir(Path(top, name)):
            engine = create_engine("sqlite:///shop.db")
            engine.connect().close()
            engine.dispose()
    for file in sorted(Path(top).rglob("*.db")):
        print(file.relative_to(top).as_posix())
