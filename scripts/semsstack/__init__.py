"""Runs the whole system on one machine: PostgreSQL, the services, the gateway."""
