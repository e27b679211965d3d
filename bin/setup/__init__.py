"""From a fresh clone to a running service, with the standard library only: nothing else is there yet."""
