"""A temporary table on disk, so that what has to be sorted or joined does not stay in memory.

SQLite with a file of its own that vanishes when it is closed: 8 MiB of cache whatever the size of the table, and its
sorter spills to disk.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import groupby, islice
from operator import itemgetter

from normalizer.errors import InputError

_BATCH = 2_000


@contextmanager
def database(*tables: str) -> Iterator[sqlite3.Connection]:
    """An empty temporary database with these tables (`name(columns)`), gone afterwards."""
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-8192", "temp_store=FILE"):
            connection.execute(f"PRAGMA {pragma}")
        for table in tables:
            connection.execute(f"CREATE TABLE {table}")
        connection.execute("BEGIN")
        try:
            yield connection
        except sqlite3.OperationalError as error:
            mend = "make room in the temporary folder, or name another one by TMPDIR"
            raise InputError(f"the import cannot be sorted on disk ({error})", mend=mend) from None


def fill(connection: sqlite3.Connection, insert: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Inserts rows as they come, some thousands at a time."""
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        connection.executemany(insert, batch)


def grouped(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """(key, its values in their order) of pairs that come in any order, sorted by key; sorted on disk."""
    with database("pair(key TEXT, value TEXT)") as connection:
        fill(connection, "INSERT INTO pair VALUES (?, ?)", rows)
        found = connection.execute("SELECT key, value FROM pair ORDER BY key, rowid")
        for key, pairs in groupby(found, key=itemgetter(0)):
            yield key, [value for _, value in pairs]
