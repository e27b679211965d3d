"""How quickly one person may wish for something."""

from support_groups.core.realtime import Pace

TALK = Pace(burst=10, per_second=1.0)
HANDS = Pace(burst=6, per_second=0.2)
DOOR = Pace(burst=6, per_second=0.1)
