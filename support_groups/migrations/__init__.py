"""The schema's history (Alembic).

A new step: `.venv/bin/alembic revision --autogenerate --rev-id 0002 -m "Say what"`.
"""
