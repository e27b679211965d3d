"""Real servers and tools that the tests stand on: PostgreSQL, Valkey, Chromium, the clock, the installation."""
