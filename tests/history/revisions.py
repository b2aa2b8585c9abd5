"""The revisions of the course's history, and the chapters whose tables each makes."""

import importlib
import re
from pathlib import Path

from alembic.config import Config
from sqlalchemy import URL, MetaData

from course.manifest import ROOT

VERSIONS = ROOT / "alembic" / "versions"
BASE = "base"
NAME = re.compile(r"(?P<number>\d{4})_(?P<revision>ch\d\d)_[a-z0-9_]+\.py")

FILES = sorted(path.name for path in VERSIONS.glob("*.py"))
REVISIONS = [found["revision"] for found in map(NAME.fullmatch, FILES) if found]
HEAD = REVISIONS[-1]

# Chapter 1 has no table, and that of chapter 2 is thrown away (docs/decisions/0018).
STEMS = sorted(path.parent.name for path in (ROOT / "chapters").glob("ch*/models.py"))


def config(url: URL | str) -> Config:
    """Return what the commands of Alembic need to migrate this database."""
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = url
    return config


def revision_of(stem: str) -> str:
    """Return the revision with the tables of a chapter: its own or the last before."""
    return max(revision for revision in REVISIONS if revision <= stem[:4])


def stems_of(revision: str) -> list[str]:
    """Return the chapters whose tables the revision makes."""
    return [stem for stem in STEMS if revision_of(stem) == revision]


def before(revision: str) -> str:
    """Return the revision before this one, which may be `base`."""
    return [BASE, *REVISIONS][REVISIONS.index(revision)]


def metadata_of(stem: str) -> MetaData:
    """Return what the models of a chapter declare."""
    models = importlib.import_module(f"chapters.{stem}.models")
    metadata: MetaData = models.Base.metadata
    return metadata


def path_of(revision: str) -> Path:
    return VERSIONS / FILES[REVISIONS.index(revision)]
