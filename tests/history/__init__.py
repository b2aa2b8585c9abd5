"""Tests of the course's schema history in `alembic/`."""
