"""The tests of the course."""

import gc

# Importing FastAPI and SQLAlchemy makes half a million objects that live for ever.
# Collecting garbage while they pile up, and walking them again in every later
# collection, would cost more than the tests; `conftest.py` turns it on again.
gc.disable()
