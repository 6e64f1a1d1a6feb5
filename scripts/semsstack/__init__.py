"""Runs the whole system on one machine: PostgreSQL, the services, the gateway."""

from semsstack.stack import Stack

__all__ = ["Stack"]
