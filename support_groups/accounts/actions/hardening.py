"""When a wave of new people comes, each new account costs more work for a while."""

from datetime import datetime

from support_groups.accounts.models import HardTimes
from support_groups.core.transaction import transaction


def make_work_harder(until: datetime) -> None:
    """Let the work for an account be harder until a moment."""
    with transaction() as session:
        session.add(HardTimes(until=until))
