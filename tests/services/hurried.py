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

    # A lease of presence lasts so many seconds of the hurried clock: each round renews it before it looks who is gone.
    models.RENEWAL_SECONDS = 0
    signal.signal(signal.SIGUSR1, lambda *_: clock.hurry(float(os.environ["HURRY"])))
    runpy.run_path(SERVED, run_name="__main__")


if __name__ == "__main__":
    monkey.patch_all()
    main()
