"""How much, how long and how often, in rooms."""

BODY_MAX_CHARS = 4_000
QUESTION_MAX_CHARS = 500
KNOCK_MAX_CHARS = 200
WELCOME_MAX_CHARS = 200
CLIENT_ID_MAX_CHARS = 40
RUN_SHEET_STEPS_MAX = 24
LEASE_SECONDS = 25
"""With a round of the timekeeper and a wait on top, who was on a worker that died is gone within half a minute."""
LEASE_SPREAD_SECONDS = 6
"""How much shorter it may be, by chance, in as many parts: with a worker nobody is lost from two rooms at once."""
LINE_GRACE_SECONDS = 12
LINE_GRACE_SPREAD_SECONDS = 6
"""How much longer it may be, by chance: nobody is lost from two rooms at the same moment."""
APART_SECONDS = (1, 3)
"""How long somebody whose time is over in two rooms at once still waits in the second, by chance."""
FORGOTTEN_SPREAD_SECONDS = 120
"""Within how long of somebody being forgotten a room sees them leave and open pages begin anew: each by chance."""
RENEWAL_SECONDS = 5
SPEAKER_MINUTES = 20
"""How long the one may share who alone does, where a share is not longer anyway."""
