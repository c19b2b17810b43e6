"""Puts the SQLite of the pysqlite3 wheel in the standard library's place.

Debian's SQLite 3.40 has the WAL-reset bug (fixed in 3.51.3); the wheel carries a newer one.
"""

import sys

import pysqlite3


def install() -> str:
    """`import sqlite3` finds the wheel's module from now on; answers its SQLite version."""
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    return str(pysqlite3.sqlite_version)
