"""What the services say to PostgreSQL, taken from its own log, to be said again by bare libpq."""

import json
import re
from contextlib import contextmanager

import psycopg

from semsstack import Stack

SNAPSHOT = "sems_before"
_EXECUTE = re.compile(r"execute [^:]+: (.*)", re.DOTALL)
_PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
_ROLE = "sems_"


def prepare(stack: Stack) -> None:
    """Lets PostgreSQL log as JSON; needs its restart."""
    for setting in ("logging_collector = on", "log_destination = 'jsonlog'", "log_rotation_size = 0"):
        _admin(stack, f"ALTER SYSTEM SET {setting}")
    stack.stop_postgres()
    stack.start_postgres()


@contextmanager
def recording(stack: Stack):
    """Yields a list that holds, after the block, each committed transaction: {"schema", "statements"}.

    The database as it was before is kept as SNAPSHOT, so that the same rows can be written again.
    """
    for service in stack.services:
        stack.stop_service(service)
    _admin(stack, f"DROP DATABASE IF EXISTS {SNAPSHOT}")
    _admin(stack, f"CREATE DATABASE {SNAPSHOT} TEMPLATE sems")
    for service in stack.services:
        stack.start_service(service)
    begin = len(_log(stack))
    _admin(stack, "ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()")
    transactions: list[dict] = []
    try:
        yield transactions
    finally:
        _admin(stack, "ALTER SYSTEM RESET log_statement", "SELECT pg_reload_conf()")
    transactions += _transactions(_log(stack)[begin:])


def replay_task(stack: Stack, transactions: list[list[dict]]) -> dict:
    """Writes to the snapshot by bare libpq. One transaction is made of a list of recorded ones, all their statements."""
    url = stack.database.superuser_url().replace("/sems?", f"/{SNAPSHOT}?")
    joined = [
        [{"schema": one["schema"], **statement} for one in some for statement in one["statements"]]
        for some in transactions
    ]
    return {"what": "replay", "conninfo": url, "transactions": joined}


def _transactions(log: str) -> list[dict]:
    open_by_session: dict[str, dict] = {}
    committed = []
    for line in log.splitlines():
        entry = json.loads(line)
        user, session, message = entry.get("user", ""), entry.get("session_id"), entry.get("message", "")
        if not user.startswith(_ROLE):
            continue
        if message.startswith("statement: BEGIN;"):
            open_by_session[session] = {"schema": user.removeprefix(_ROLE), "statements": []}
        elif message.startswith("statement: COMMIT"):
            if session in open_by_session:  # not one that was open before the log was
                committed.append(open_by_session.pop(session))
        elif message.startswith("statement: ROLLBACK"):
            open_by_session.pop(session, None)
        elif session in open_by_session and (executed := _EXECUTE.fullmatch(message)):
            values = {
                int(n): None if text == "NULL" else text[1:-1].replace("''", "'")
                for n, text in _PARAMETER.findall(entry.get("detail", ""))
            }
            open_by_session[session]["statements"].append({
                "sql": executed[1], "parameters": [values[n + 1] for n in range(len(values))],
            })  # fmt: skip
    return committed


def _log(stack: Stack) -> str:
    with psycopg.connect(stack.database.superuser_url(), autocommit=True) as connection:
        (name,) = connection.execute("SELECT pg_current_logfile('jsonlog')").fetchone()
        return connection.execute("SELECT pg_read_file(%s)", [name]).fetchone()[0]


def _admin(stack: Stack, *statements: str) -> None:
    url = stack.database.superuser_url().replace("/sems?", "/postgres?")
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
