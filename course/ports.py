"""Ports of this machine."""

import errno
import os
import socket

from .errors import CourseError, UsageError

PORTS_TRIED = 20


def find_port(host: str, first: int) -> int:
    """Return the first port from `first` on that is free at `host`."""
    last = min(first + PORTS_TRIED, 65536) - 1
    for port in range(first, last + 1):
        if _is_free(host, port):
            return port
    raise CourseError(f"Ports {first} to {last} are all taken; name another by --port.")


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":  # as the server does; on Windows it would share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            problem = f"Cannot listen at {host}, port {port}: {error.strerror}."
            raise UsageError(problem) from None
    return True
