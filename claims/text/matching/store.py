"""The index of claims: one SQLite file (or memory) with their words, their vectors and their texts.

It is a copy of what stands elsewhere and may be thrown away at any time. Several processes may read and
write it at once; a process that dies while it writes leaves it as it was before. Memory stays the same
however many claims it holds: words are looked up in a full-text index, vectors are read block by block.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pysqlite3 import dbapi2 as sqlite3

from claims.text.matching.terms import terms
from claims.text.vectors import Floats, packed, unpacked

SHAPE = "1"  # of the tables and of what stands in them: an index of another shape is made anew
BLOCK = 2048  # vectors read at once
LOOKED_THROUGH = 60_000  # entries behind the words of one search, the rarest words first
_FEWEST = 4  # words that are looked up however often they occur
_IN_ONE = 500  # values in one statement
_PATIENCE = 20.0  # seconds for which a writer waits for another one

Failure = sqlite3.Error  # what everything here may raise: disk full, file damaged, locked for too long

_TABLES = """
CREATE TABLE note(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry(
  id INTEGER PRIMARY KEY, text TEXT NOT NULL, title TEXT NOT NULL, slot INTEGER NOT NULL
);
CREATE VIRTUAL TABLE words USING fts5(
  terms, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 0"
);
CREATE TABLE spread(term TEXT PRIMARY KEY, entries INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE block(number INTEGER PRIMARY KEY, ids BLOB NOT NULL, codes BLOB NOT NULL);
CREATE TABLE vector(
  encoder TEXT NOT NULL, id INTEGER NOT NULL, code BLOB NOT NULL, PRIMARY KEY (encoder, id)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as it stands in the index."""

    id: int
    text: str
    title: str = ""  # the headline above it: found again by it, too

    @property
    def whole(self) -> str:
        """What is indexed: the claim, then its headline."""
        return f"{self.text} {self.title}".strip()


class Store:
    """One open index. `encoder` is the id of the encoder whose vectors are scanned, "" for none."""

    def __init__(self, path: Path | None, *, encoder: str) -> None:
        """Opens the index, or makes an empty one where there is none, or one of another shape or encoder.

        Raises Failure for a file that is damaged or cannot be written.
        """
        self.path, self.encoder = path, encoder
        self._db = sqlite3.connect(
            ":memory:" if path is None else str(path), timeout=_PATIENCE, isolation_level=None
        )
        if path is not None:
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "journal_size_limit=67108864"):
                self._db.execute(f"PRAGMA {pragma}")
        self._db.execute("PRAGMA cache_size=-32000")
        with self.writing():
            if self._made_for() != (SHAPE, encoder):
                self._make()

    def close(self) -> None:
        """The file is let go of."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Everything written inside stands together or not at all; other writers wait."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # -- What it holds ------------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many claims it holds."""
        return int(self._db.execute("SELECT count(*) FROM entry").fetchone()[0])

    def note(self, key: str) -> str:
        """What was noted under the key, "" for nothing."""
        row = self._db.execute("SELECT value FROM note WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def write_note(self, key: str, value: str) -> None:
        """The value stands under the key."""
        self._db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (key, value))

    def entries(self, ids: Iterable[int]) -> dict[int, Entry]:
        """Those of the claims that it holds."""
        found = {}
        for some in _portions(ids):
            rows = self._db.execute(
                f"SELECT id, text, title FROM entry WHERE id IN ({_marks(some)})",  # noqa: S608
                some,
            )
            found.update({row[0]: Entry(*row) for row in rows})
        return found

    def ids(self, *, after: int, limit: int) -> list[int]:
        """The next ids in order."""
        rows = self._db.execute("SELECT id FROM entry WHERE id > ? ORDER BY id LIMIT ?", (after, limit))
        return [row[0] for row in rows]

    # -- Writing ------------------------------------------------------------------------------------

    def add(self, entries: Sequence[Entry], vectors: Floats | None) -> None:
        """The claims stand in the index, in place of what stood there under their ids.

        `vectors` are the scanned encoder's, one row for each claim; None exactly where there is no encoder.
        """
        with self.writing():
            self.remove([entry.id for entry in entries])
            first = self._end()
            self._db.executemany(
                "INSERT INTO entry VALUES (?, ?, ?, ?)",
                [(e.id, _whole(e.text), _whole(e.title), first + n) for n, e in enumerate(entries)],
            )
            spread: dict[str, int] = {}
            rows = []
            for entry in entries:
                found = terms(entry.whole)
                rows.append((entry.id, " ".join(found)))
                for term in set(found):
                    spread[term] = spread.get(term, 0) + 1
            self._db.executemany("INSERT INTO words(rowid, terms) VALUES (?, ?)", rows)
            self._db.executemany(
                "INSERT INTO spread VALUES (?, ?) ON CONFLICT(term) DO UPDATE SET entries = entries + excluded.entries",
                sorted(spread.items()),
            )
            if vectors is not None:
                self._append([entry.id for entry in entries], packed(vectors), first)

    def clear(self) -> None:
        """The index is empty, its notes too."""
        self._make()

    def remove(self, ids: Sequence[int]) -> None:
        """None of the claims stands in the index."""
        for some in _portions(ids):
            slots = self._db.execute(
                f"SELECT slot FROM entry WHERE id IN ({_marks(some)})",  # noqa: S608
                some,
            ).fetchall()
            if not slots:
                continue
            for table, column in (("entry", "id"), ("words", "rowid"), ("vector", "id")):
                self._db.execute(f"DELETE FROM {table} WHERE {column} IN ({_marks(some)})", some)  # noqa: S608
            for (slot,) in slots:
                self._blank(slot)

    def _append(self, ids: Sequence[int], codes: Sequence[bytes], first: int) -> None:
        at = 0
        while at < len(ids):
            number, place = divmod(first + at, BLOCK)
            count = min(BLOCK - place, len(ids) - at)
            row = self._db.execute("SELECT ids, codes FROM block WHERE number = ?", (number,)).fetchone()
            old_ids, old_codes = row or (b"", b"")
            self._db.execute(
                "INSERT OR REPLACE INTO block VALUES (?, ?, ?)",
                (
                    number,
                    old_ids + np.array(ids[at : at + count], dtype=np.int64).tobytes(),
                    old_codes + b"".join(codes[at : at + count]),
                ),
            )
            at += count

    def _blank(self, slot: int) -> None:
        number, place = divmod(slot, BLOCK)
        row = self._db.execute("SELECT ids FROM block WHERE number = ?", (number,)).fetchone()
        if row:
            ids = np.frombuffer(row[0], dtype=np.int64).copy()
            ids[place] = 0
            self._db.execute("UPDATE block SET ids = ? WHERE number = ?", (ids.tobytes(), number))

    def _end(self) -> int:
        """The first slot that was never given; slots are never given twice."""
        if self.encoder:
            row = self._db.execute(
                "SELECT number, length(ids) / 8 FROM block ORDER BY number DESC LIMIT 1"
            ).fetchone()
            return int(row[0]) * BLOCK + int(row[1]) if row else 0
        return int(self._db.execute("SELECT coalesce(max(slot) + 1, 0) FROM entry").fetchone()[0])

    # -- Looking up ---------------------------------------------------------------------------------

    def by_words(self, words: Sequence[str], limit: int) -> list[int]:
        """The claims that share the most telling words, best first (BM25)."""
        wanted = self._telling(words)
        if not wanted:
            return []
        question = " OR ".join(f'"{word}"' for word in wanted)
        rows = self._db.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?", (question, limit)
        )
        return [row[0] for row in rows]

    def _telling(self, words: Sequence[str]) -> list[str]:
        """The words in order of their rarity, as many as can be looked through in time."""
        spread: dict[str, int] = {}
        for some in _portions(set(words)):
            spread.update(
                self._db.execute(
                    f"SELECT term, entries FROM spread WHERE term IN ({_marks(some)})",  # noqa: S608
                    some,
                ).fetchall()
            )
        found: list[str] = []
        total = 0
        for word, entries in sorted(spread.items(), key=lambda item: (item[1], item[0])):
            total += entries
            if total > LOOKED_THROUGH and len(found) >= _FEWEST:
                break
            found.append(word)
        return found

    def by_vectors(
        self, vectors: Floats, limit: int, wanted: Sequence[Sequence[int]]
    ) -> list[dict[int, float]]:
        """For each vector the nearest claims and those wanted for it, with the cosine; all claims are looked at."""
        slots = self._slots({pk for some in wanted for pk in some})
        ids_of: list[dict[int, int]] = [{slots[pk]: pk for pk in some if pk in slots} for some in wanted]
        found: list[dict[int, float]] = [{} for _ in wanted]
        best: list[tuple[NDArray[np.int64], Floats]] = []
        for number, ids, codes in self._blocks():
            scores = vectors @ codes.T
            scores[:, ids == 0] = -1.0
            here = range(number * BLOCK, number * BLOCK + len(ids))
            for row, some in enumerate(ids_of):
                found[row].update(
                    {pk: float(scores[row, s - here.start]) for s, pk in some.items() if s in here}
                )
            best = [_best(ids, scores, limit), *best]
            if len(best) > 8:
                best = [_joined(best, limit)]
        if best:
            ids_, scores_ = _joined(best, limit)
            for row in range(len(found)):
                pairs = zip(ids_[row].tolist(), scores_[row].tolist(), strict=True)
                found[row].update({pk: score for pk, score in pairs if pk})
        return found

    def _blocks(self) -> Iterator[tuple[int, NDArray[np.int64], Floats]]:
        last = -1
        while (
            True
        ):  # one statement for each block: no long reader keeps the log of the writers from shrinking
            row = self._db.execute(
                "SELECT number, ids, codes FROM block WHERE number > ? ORDER BY number LIMIT 1", (last,)
            ).fetchone()
            if row is None:
                return
            last, ids = row[0], np.frombuffer(row[1], dtype=np.int64)
            codes = np.frombuffer(row[2], dtype=np.int8).reshape(len(ids), -1).astype(np.float32)
            codes /= np.maximum(np.sqrt(np.einsum("ij,ij->i", codes, codes)), 1.0)[:, None]
            yield last, ids, codes

    def _slots(self, ids: Iterable[int]) -> dict[int, int]:
        found = {}
        for some in _portions(ids):
            rows = self._db.execute(
                f"SELECT id, slot FROM entry WHERE id IN ({_marks(some)})",  # noqa: S608
                some,
            )
            found.update(dict(rows.fetchall()))
        return found

    # -- Vectors of the second encoder --------------------------------------------------------------

    def vectors(self, encoder: str, ids: Iterable[int]) -> dict[int, Floats]:
        """Those vectors of the encoder that are stored for the claims."""
        found: dict[int, Floats] = {}
        for some in _portions(ids):
            rows = self._db.execute(
                f"SELECT id, code FROM vector WHERE encoder = ? AND id IN ({_marks(some)})",  # noqa: S608
                (encoder, *some),
            ).fetchall()
            if rows:
                found.update(zip([row[0] for row in rows], unpacked([row[1] for row in rows]), strict=True))
        return found

    def keep_vectors(self, encoder: str, ids: Sequence[int], vectors: Floats) -> None:
        """The vectors are stored for the claims, with the encoder's id."""
        with self.writing():
            self._db.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?, ?)",
                [(encoder, pk, code) for pk, code in zip(ids, packed(vectors), strict=True)],
            )

    # -- How it comes to be -------------------------------------------------------------------------

    def _made_for(self) -> tuple[str, str] | None:
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'note'").fetchone():
            return None
        return self.note("shape"), self.note("encoder")

    def _make(self) -> None:
        for table in ("note", "entry", "words", "spread", "block", "vector"):
            self._db.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _TABLES.split(";"):
            if statement.strip():
                self._db.execute(statement)
        self.write_note("shape", SHAPE)
        self.write_note("encoder", self.encoder)


def _whole(text: str) -> str:
    """Without half characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _best(ids: NDArray[np.int64], scores: Floats, limit: int) -> tuple[NDArray[np.int64], Floats]:
    """The `limit` highest scores of each row with their ids, unordered."""
    if scores.shape[1] <= limit:
        return np.broadcast_to(ids, scores.shape), scores
    places = np.argpartition(-scores, limit - 1, axis=1)[:, :limit]
    return ids[places], np.take_along_axis(scores, places, axis=1)


def _joined(best: Sequence[tuple[NDArray[np.int64], Floats]], limit: int) -> tuple[NDArray[np.int64], Floats]:
    ids = np.concatenate([part[0] for part in best], axis=1)
    scores = np.concatenate([part[1] for part in best], axis=1)
    if scores.shape[1] <= limit:
        return ids, scores
    places = np.argpartition(-scores, limit - 1, axis=1)[:, :limit]
    return np.take_along_axis(ids, places, axis=1), np.take_along_axis(scores, places, axis=1)


def _portions(values: Iterable[object]) -> Iterator[list[object]]:
    rest = list(values)
    for at in range(0, len(rest), _IN_ONE):
        yield rest[at : at + _IN_ONE]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
