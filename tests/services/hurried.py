"""The service in a world whose time can be hurried: SIGUSR1 lets it pass as many times as fast as HURRY says.

Clocks and chores hurry; lines, limits of requests and everything else that counts real seconds stay as they are.
"""

import os
import runpy
import signal

from gevent import monkey

SERVED = "wsgi.py"


def main() -> None:
    """Serve as ever, until time is hurried."""
    from support_groups.core import clock
    from support_groups.rooms import models

    hurry = float(os.environ["HURRY"])
    # A lease of presence is of lines: it lasts as many real seconds as ever, however late a round comes.
    models.LEASE_SECONDS = round(models.LEASE_SECONDS * hurry)
    signal.signal(signal.SIGUSR1, lambda *_: clock.hurry(hurry))
    runpy.run_path(SERVED, run_name="__main__")


if __name__ == "__main__":
    monkey.patch_all()
    main()
