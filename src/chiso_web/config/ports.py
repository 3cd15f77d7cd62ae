"""The port that the site listens on, taken before anything is built."""

import socket

from chiso_web.config.refusals import PortRefused

BACKLOG = 2048


def port_claim(*, host: str, port: int, command: str) -> socket.socket:
    """A socket on the port, for the server to take over. Raises PortRefused.

    It listens at once: a port that is only bound another program could still take meanwhile.
    """
    claimed = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        claimed.bind((_named(host), port))
        claimed.listen(BACKLOG)
    except (OSError, UnicodeError) as error:
        claimed.close()
        raise PortRefused(host=host, port=port, command=command, error=error) from error
    return claimed


def _named(host: str) -> str:
    """The host; to a socket no name at all would mean every address."""
    if not host.strip():
        raise socket.gaierror(socket.EAI_NONAME, "no name")
    return host
