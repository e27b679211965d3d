"""What stands between a fresh clone and a running service; the standard library only, since nothing else is there yet."""
