"""The transport under the room, seen from outside: bytes in, bytes out, over real sockets."""
