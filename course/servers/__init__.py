"""Real servers for tests and learners: found where there are some, started if not.

The tests import this package too, and they go into a chapter's zip, so it needs the
standard library, SQLAlchemy, the drivers and psutil, and nothing else of the tool but
`course.errors`. Only `command`, the command line, needs more.
"""
