"""What an installation keeps in its own folder before Django stands: its secret key, its broker's socket."""

import hashlib
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def secret_key(home: Path) -> str:
    """The secret key of this installation, made at its first start.

    Raises ImproperlyConfigured, in words for an operator, when the folder cannot be written.
    """
    path = home / "secret_key"
    try:
        if not path.exists():
            home.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"secret_key.{os.getpid()}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(50), encoding="ascii")
            try:
                os.link(
                    fresh, path
                )  # whole or not at all: another process of the same first start may be quicker
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        key = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {home} cannot be used ({error.strerror or error}): it holds everything that "
            "Factcheck must not lose. Make it writable, or name another one with FACTCHECK_HOME."
        ) from error
    if not key:
        raise ImproperlyConfigured(f"{path} is empty: put the installation's secret key back, or delete it.")
    return key


def broker_socket(home: Path) -> Path:
    """Where the embedded broker listens. The kernel takes 107 bytes: a deep folder gets a short one in /tmp."""
    socket = home / "broker.sock"
    if len(os.fsencode(socket)) <= 100:
        return socket
    return Path("/tmp") / f"factcheck-{hashlib.sha256(os.fsencode(home)).hexdigest()[:12]}" / "broker.sock"  # noqa: S108 - checked by broker.own_folder
