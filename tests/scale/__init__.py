"""Two real workers on PostgreSQL and Valkey of their own, a meeting, faults in the midst of it, and a checker."""
