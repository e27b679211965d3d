"""The service where being here and saying goodbye last longer: a busy machine looks late, and must not look too late.

A lease is so long that what is left of one tells whether a line still stands, and a goodbye waits for its reader.
"""

import runpy

from gevent import monkey

SERVED = "wsgi.py"
LEASE_SECONDS = 60
LINGER_SECONDS = 3.0


def main() -> None:
    """Serve as ever."""
    from support_groups.core.realtime import line
    from support_groups.rooms import models

    # Before anything else has taken them from there.
    models.LEASE_SECONDS = LEASE_SECONDS
    line.LINGER_SECONDS = LINGER_SECONDS
    runpy.run_path(SERVED, run_name="__main__")


if __name__ == "__main__":
    monkey.patch_all()
    main()
