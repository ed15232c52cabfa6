"""Who may use what only people at this machine should: pages of this server, and programs that are no pages."""

from simulator.errors import PhoneError
from simulator.exchange import Scope


def refuse_foreign_origin(scope: Scope) -> None:
    """Pages of other sites in a browser may not play phones; raises PhoneError 403."""
    origin = host = b""
    for name, value in scope["headers"]:
        if name == b"origin":
            origin = value
        elif name == b"host":
            host = value
    if origin and origin.partition(b"://")[2] != host:
        raise PhoneError(403, "pages of another origin may not play phones")
