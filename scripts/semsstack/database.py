"""The database `sems` in a cluster: one login role per service, one for migrations."""

import json
import secrets
from pathlib import Path

import psycopg
from psycopg import sql

from semsstack.postgres import Cluster, write_private

DATABASE = "sems"
MIGRATOR = "sems_migrator"


def role_of(service: str) -> str:
    return f"sems_{service}"


class Database:
    """Each role has a random password of its own, kept in `passwords` for its owner alone to read."""

    def __init__(self, cluster: Cluster, passwords: Path):
        self._cluster = cluster
        self._file = passwords

    def create(self, services: list[str]) -> None:
        """Makes the roles and the database that are not there yet."""
        passwords = self._passwords()
        roles = [MIGRATOR, *map(role_of, services)]
        for role in roles:
            passwords.setdefault(role, secrets.token_urlsafe(24))
        write_private(self._file, json.dumps(passwords, indent=1))
        with psycopg.connect(self._cluster.url("postgres"), autocommit=True) as connection:
            present = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role in roles:
                if role not in present:
                    connection.execute(
                        sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                            sql.Identifier(role), sql.Literal(passwords[role])
                        )
                    )
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {MIGRATOR}")
                connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
            names = sql.SQL(", ").join(map(sql.Identifier, roles))
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(DATABASE), names)
            )

    def url(self, role: str) -> str:
        return self._cluster.url(DATABASE, role, self._passwords()[role])

    def superuser_url(self) -> str:
        """For tests that look behind the API."""
        return self._cluster.url(DATABASE)

    def _passwords(self) -> dict[str, str]:
        return json.loads(self._file.read_text()) if self._file.exists() else {}
