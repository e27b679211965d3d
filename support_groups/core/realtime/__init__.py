"""The Socket.IO server: wishes come in through `wish`, news goes out through `tell`, `hang_up` ends connections."""

from .driver import init_app, socketio
from .fanout import hang_up, move_out, tell
from .inbox import connection, join, leave, when_gone, wish

__all__ = ["connection", "hang_up", "init_app", "join", "leave", "move_out", "socketio", "tell", "when_gone", "wish"]
