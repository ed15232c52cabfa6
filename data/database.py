"""The one way in to the record.

``Database.transaction()`` writes, ``Database.reading()`` reads; both give a `Transaction` that takes SQLAlchemy Core
statements. Below runs SQLite (aiosqlite) or PostgreSQL (asyncpg), chosen by the URL.

On SQLite a statement goes to aiosqlite's thread as text in a single hop: through SQLAlchemy's own adapter it takes
three or four, which cost ten times the work itself. What only writes waits for the next statement that reads, or for
the commit, and goes along with it. Hence columns hold only what both drivers take as it is: int, float, str, bytes,
None.
"""

import asyncio
import os
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, cast
from weakref import WeakKeyDictionary

import aiosqlite
from sqlalchemy import event, make_url
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import Executable

from data import migrations

Row = Sequence[Any]

__all__ = [
    "Database",
    "DatabaseDamaged",
    "DatabaseError",
    "DatabaseNewer",
    "DatabaseUnavailable",
    "Row",
    "Transaction",
    "upsert",  # PostgreSQL's INSERT … ON CONFLICT: the form that compiles for both databases
]

BUSY_SECONDS = 30
"""How long a writer waits for another process (an import, a backup) before it gives up."""

DIALECTS = {"sqlite+aiosqlite", "postgresql+asyncpg"}


class DatabaseError(Exception):
    """Base of what can go wrong with the database; the text is one line that says what to do."""


class DatabaseUnavailable(DatabaseError):
    """Cannot be opened, is full, is busy or has gone away: trying again later may help."""


class DatabaseDamaged(DatabaseError):
    """The file is no database, or is broken."""


class DatabaseNewer(DatabaseError):
    """The schema was written by a newer Suara."""


class Transaction(Protocol):
    """An open transaction; every function of the record takes it first."""

    async def all(self, statement: Executable, **values: Any) -> list[Row]:
        """Return all rows."""

    async def first(self, statement: Executable, **values: Any) -> Row | None:
        """Return the first row, or None."""

    async def value(self, statement: Executable, **values: Any) -> Any:
        """Return the first column of the first row, or None."""

    async def run(self, statement: Executable, **values: Any) -> None:
        """Execute for the effect; an error may show only at the next statement that reads, or at the commit."""

    async def run_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute once per row, in one go; no rows: nothing happens."""


class _Reads(ABC):
    @abstractmethod
    async def all(self, statement: Executable, **values: Any) -> list[Row]: ...

    async def first(self, statement: Executable, **values: Any) -> Row | None:
        rows = await self.all(statement, **values)
        return rows[0] if rows else None

    async def value(self, statement: Executable, **values: Any) -> Any:
        row = await self.first(statement, **values)
        return row[0] if row else None


# Statements built once at module level are compiled once; a list of values is spelled out each time.
_compiled: WeakKeyDictionary[Executable, SQLCompiler] = WeakKeyDictionary()
_named = sqlite_dialect(paramstyle="named")


def _sqlite_text(statement: Executable, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    compiled = _compiled.get(statement)
    if compiled is None:
        compiled = cast(SQLCompiler, statement.compile(dialect=_named))  # type: ignore[attr-defined]
        _compiled[statement] = compiled
    if compiled.post_compile_params or compiled.literal_execute_params:
        spelled_out = compiled.construct_expanded_state(values)
        return spelled_out.statement, cast(dict[str, Any], spelled_out.parameters)
    return compiled.string, cast(dict[str, Any], compiled.construct_params(values))


class _SqliteTransaction(_Reads):
    def __init__(self, connection: aiosqlite.Connection, begin: str) -> None:
        self._connection = connection
        self._waiting: list[_Statement] = [(begin, ())]
        self.begun = False

    async def all(self, statement: Executable, **values: Any) -> list[Row]:
        return await self._send(*_sqlite_text(statement, values))

    async def run(self, statement: Executable, **values: Any) -> None:
        self._waiting.append(_sqlite_text(statement, values))

    async def run_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            text, fixed = _sqlite_text(statement, rows[0])
            self._waiting.append((text, [{**fixed, **row} for row in rows]))

    async def commit(self) -> None:
        if self.begun or len(self._waiting) > 1:
            await self._send("COMMIT", ())

    async def _send(self, text: str, parameters: Any) -> list[Row]:
        statements = [*self._waiting, (text, parameters)]
        self._waiting.clear()
        self.begun = True
        with _explained():
            # aiosqlite's own methods send one statement each; this is what they are made of.
            connection: Any = self._connection
            return cast(list[Row], await connection._execute(_execute, connection._conn, statements))


_Statement = tuple[str, Any]
"""Text and parameters; a list of them for many rows."""


def _execute(connection: sqlite3.Connection, statements: Sequence[_Statement]) -> list[Row]:
    rows: list[Row] = []
    for text, parameters in statements:
        if isinstance(parameters, list):
            connection.executemany(text, parameters)
        else:
            rows = connection.execute(text, parameters).fetchall()
    return rows


class _PostgresTransaction(_Reads):
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self, statement: Executable, **values: Any) -> list[Row]:
        with _explained():
            result = await self._connection.execute(statement, values)
            return [tuple(row) for row in result] if result.returns_rows else []

    async def run(self, statement: Executable, **values: Any) -> None:
        with _explained():
            await self._connection.execute(statement, values)

    async def run_many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            with _explained():
                await self._connection.execute(statement, list(rows))


class Database:
    """The record, on SQLite or PostgreSQL. Open with `connect`, close with `close`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writing = asyncio.Lock()
        self._writer: aiosqlite.Connection | None = None
        self._readers: list[aiosqlite.Connection] = []

    @classmethod
    def connect(cls, url: str) -> "Database":
        """Prepare a database by URL (``sqlite+aiosqlite:///…`` or ``postgresql+asyncpg://…``); opens nothing yet.

        Raises DatabaseError when the URL is none of these.
        """
        try:
            parsed = make_url(url)
        except ArgumentError as error:
            raise DatabaseError(f"database.url is not a database address: {url!r}") from error
        if parsed.drivername not in DIALECTS:
            raise DatabaseError(f"database.url must start with one of {', '.join(sorted(DIALECTS))}")
        if parsed.drivername.startswith("sqlite"):
            engine = create_async_engine(url, connect_args={"timeout": BUSY_SECONDS}, poolclass=NullPool)
            event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        else:
            engine = create_async_engine(url, pool_pre_ping=True)
        return cls(engine)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file of SQLite."""
        return self._engine.dialect.name == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database."""
        name = self._engine.url.database
        return Path(name) if self.is_sqlite and name else None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Open a transaction that writes: committed at the end of the block, rolled back on any exception.

        Raises DatabaseError, here and at any statement, when the database as a whole is in trouble.
        """
        if self.is_sqlite:
            async with self._writing:
                if self._writer is None:
                    self._writer = await self._open()
                async with _begun(self._writer, "BEGIN IMMEDIATE") as tx:
                    yield tx
        else:
            async with self._connected() as connection:
                yield _PostgresTransaction(connection)
                with _explained():
                    await connection.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """Open a transaction that only reads, on one consistent state, beside a writer."""
        if self.is_sqlite:
            reader = self._readers.pop() if self._readers else await self._open()
            try:
                async with _begun(reader, "BEGIN") as tx:
                    yield tx
            finally:
                self._readers.append(reader)
        else:
            async with self._connected() as connection:
                yield _PostgresTransaction(connection)

    async def migrate(self) -> None:
        """Bring the tables to this version's state; creates them in an empty database.

        Raises DatabaseNewer when the tables are of a later version.
        """
        current = await self.revision()
        if current == migrations.HEAD:
            return
        if current is not None and current not in migrations.REVISIONS:
            raise DatabaseNewer("The database was written by a newer Suara; install that version, or restore a backup.")
        with _explained():
            async with self._engine.connect() as connection:
                await connection.run_sync(migrations.upgrade)
                await connection.commit()

    async def revision(self) -> str | None:
        """Return the revision of the tables, or None in an empty database."""
        with _explained():
            async with self._engine.connect() as connection:
                return await connection.run_sync(migrations.current)

    async def copy_to(self, target: Path) -> None:
        """Copy a SQLite database to a new file while it is in use (SQLite's online backup)."""
        with _explained():
            source = await self._open()
            try:
                async with aiosqlite.connect(target) as copy:
                    await source.backup(copy)
            finally:
                await source.close()

    async def close(self) -> None:
        """Close every connection."""
        for connection in [*self._readers, *([self._writer] if self._writer else [])]:
            await connection.close()
        self._readers, self._writer = [], None
        await self._engine.dispose()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        async with AsyncExitStack() as stack:
            with _explained():
                connection = await stack.enter_async_context(self._engine.connect())
            yield connection

    async def _open(self) -> aiosqlite.Connection:
        with _explained():
            raw = await self._engine.raw_connection()
            connection = raw.driver_connection
            raw.detach()  # ours from now on
            return cast(aiosqlite.Connection, connection)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver's own would defer the lock
    cursor = connection.cursor()
    # FULL survives a power cut after Telegram was told that a rating is in; paid once per batch.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@asynccontextmanager
async def _begun(connection: aiosqlite.Connection, begin: str) -> AsyncIterator[Transaction]:
    tx = _SqliteTransaction(connection, begin)
    try:
        yield tx
        await tx.commit()
    except BaseException:
        # Said without asking: a cancelled statement may still be at work in the connection's thread, where this one
        # comes after it. Some failures (a full disk) have ended the transaction already.
        with suppress(sqlite3.OperationalError):
            if tx.begun:
                await connection.execute_fetchall("ROLLBACK")
        raise


@contextmanager
def _explained() -> Iterator[None]:
    """Turn a driver's error about the database as a whole into one line that says what to do."""
    try:
        yield
    except Exception as error:
        explanation = _explain(error)
        if explanation:
            raise explanation from error
        raise


_SQLITE_TROUBLE: Sequence[tuple[Iterable[str], DatabaseError]] = (
    (("disk is full", "disk I/O error"), DatabaseUnavailable("The disk is full: make room; nothing was half-written.")),
    (("unable to open",), DatabaseUnavailable("The database cannot be opened: check that its folder may be written.")),
    (("readonly",), DatabaseUnavailable("The database is read-only: check the owner of the file and its folder.")),
    (("locked", "busy"), DatabaseUnavailable("Another program holds the database: try again when it has finished.")),
    (("not a database", "malformed"), DatabaseDamaged("The database is damaged: restore a backup (suara restore).")),
)


_POSTGRES_TROUBLE = ("08", "40", "53", "57P", "58")
"""Classes of SQLSTATE: connection, deadlock, resources (a full disk), operator (a restart), system."""


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _explain(error: BaseException) -> DatabaseError | None:
    original = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if isinstance(original, sqlite3.DatabaseError):
        for signs, explanation in _SQLITE_TROUBLE:
            if any(sign in str(original) for sign in signs):
                return explanation
        return None
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return DatabaseUnavailable("The connection to the database was lost.")
    if str(getattr(original, "sqlstate", None) or "").startswith(_POSTGRES_TROUBLE):
        return DatabaseUnavailable(f"PostgreSQL cannot go on at the moment: {_first_line(original)}")
    if isinstance(error, OSError):
        reason = os.strerror(error.errno) if error.errno else str(error) or "no answer"
        return DatabaseUnavailable(f"The database cannot be reached: {reason}.")
    if type(original).__module__.startswith("asyncpg.exceptions"):
        kind = type(original).__name__
        if kind in {"InvalidCatalogNameError", "InvalidPasswordError", "InvalidAuthorizationSpecificationError"}:
            return DatabaseUnavailable(f"PostgreSQL refuses the connection: {original}")
    return None
