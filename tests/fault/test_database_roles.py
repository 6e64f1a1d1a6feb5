"""Each service has its own login role, which sees its own tables and changes no history."""

import psycopg
import pytest
from psycopg import errors, sql
from semsstack.services import known_services

SCHEMAS = known_services()


@pytest.fixture(scope="module")
def tables(stack) -> dict[str, list[str]]:
    with psycopg.connect(stack.database.superuser_url()) as connection:
        rows = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s)", [SCHEMAS]
        ).fetchall()
    made: dict[str, list[str]] = {schema: [] for schema in SCHEMAS}
    for schema, table in rows:
        made[schema].append(table)
    assert all(made.values())
    return made


@pytest.fixture(params=SCHEMAS)
def role(request) -> str:
    return request.param


@pytest.fixture
def connection(stack, role):
    with psycopg.connect(stack.database.url(f"sems_{role}"), autocommit=True) as connection:
        yield connection


def test_nobody_reads_anothers_tables(connection, role, tables):
    for schema in SCHEMAS:
        for table in tables[schema]:
            query = sql.SQL("SELECT 1 FROM {}.{} LIMIT 1").format(sql.Identifier(schema), sql.Identifier(table))
            if schema == role:
                connection.execute(query)
            else:
                with pytest.raises(errors.InsufficientPrivilege):
                    connection.execute(query)


def test_no_service_makes_or_changes_tables(connection, role):
    for statement in ("CREATE TABLE {}.mine (a int)", "ALTER TABLE {}.audit_row ADD mine int",
                      "DROP TABLE {}.audit_row", "TRUNCATE {}.audit_row"):  # fmt: skip
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement.format(role))
    with pytest.raises(errors.InsufficientPrivilege):
        connection.execute("CREATE SCHEMA mine")


def test_no_service_rewrites_its_audit_trail(connection, role):
    for table in ("audit_row", "look_row"):
        for statement in (f"UPDATE {role}.{table} SET actor = ''", f"DELETE FROM {role}.{table}"):
            with pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)


def test_no_role_is_more_than_a_login(stack):
    with psycopg.connect(stack.database.superuser_url()) as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls "
            "FROM pg_roles WHERE rolname LIKE 'sems\\_%' AND rolname <> 'sems_admin'"
        ).fetchall()
        members = connection.execute(
            "SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname LIKE 'sems\\_%'"
        ).fetchall()
    assert len(rows) == len(SCHEMAS) + 1 and not any(powerful for _, powerful in rows)
    assert not members
