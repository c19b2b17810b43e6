"""Asks the running product how it is, from outside, like anybody else."""

import http.client
import json
from typing import Any


def health(host: str, port: int, *, patience: float = 5.0) -> dict[str, Any] | None:
    """What /health/ says; None when nobody answers (yet) within so many seconds."""
    reach = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - nothing is bound here
    connection = http.client.HTTPConnection(reach, port, timeout=patience)
    try:
        connection.request("GET", "/health/", headers={"Host": "localhost"})
        found = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return found if isinstance(found, dict) else None


def wanting(found: dict[str, Any] | None, *, running: float) -> str:
    """What is not well yet, in words; "" when everything is. Signs of life older than `running` seconds do not count."""
    if found is None:
        return "the web server does not answer yet"
    if found.get("status") == "ok":
        seen = found["workers"]["last_seen_seconds"]
        late = [part for part in ("worker", "sweeper") if seen.get(part, running) >= running]
        return f"no sign of life yet: {', '.join(late)}" if late else ""
    parts = [part for part in ("database", "broker", "workers", "disk") if not found.get(part, {}).get("ok")]
    return "; ".join(f"{part}: {found.get(part, {}).get('error') or 'not ready'}" for part in parts)
