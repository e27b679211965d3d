"""Photographs of every page and every state of the room, for `bin/pictures`."""
