"""The schema's history (Alembic).

A new step: `.venv/bin/alembic revision --autogenerate --rev-id 0002 -m "Say what"`.
"""


class CannotMigrate(Exception):
    """What is in the database cannot be carried over; the step that says so has touched nothing."""
