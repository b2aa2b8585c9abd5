"""What ends a command that runs for long."""

import signal


def end_on_signals() -> None:
    """Let SIGINT and SIGTERM raise KeyboardInterrupt, also in a background job."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
