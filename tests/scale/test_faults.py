"""Whatever breaks under a running meeting: nobody misses a word, and everyone is soon back."""

import os
import signal
import time

from .house import House
from .meeting import Meeting

BACK_WITHIN_SECONDS = 10.0


def test_everyone_on_two_workers_is_told_everything_once_in_one_order(meeting: Meeting, length: float) -> None:
    meeting.talks(3 * length)
    took = meeting.settles()
    print(f"settled after {took:.2f} s, slowest {meeting.slowest:.2f} s")


def test_a_worker_that_is_killed_takes_no_word_with_it(meeting: Meeting, house: House, length: float) -> None:
    meeting.starts_talking()
    time.sleep(length)
    os.kill(house.workers[0], signal.SIGKILL)
    time.sleep(2 * length)
    took = meeting.settles(BACK_WITHIN_SECONDS)
    print(f"settled after {took:.2f} s, slowest {meeting.slowest:.2f} s")


def test_all_workers_that_are_killed_take_no_word_with_them(meeting: Meeting, house: House, length: float) -> None:
    meeting.starts_talking()
    time.sleep(length)
    for pid in house.workers:
        os.kill(pid, signal.SIGKILL)
    time.sleep(2 * length)
    took = meeting.settles(BACK_WITHIN_SECONDS)
    print(f"settled after {took:.2f} s, slowest {meeting.slowest:.2f} s")


def test_postgres(meeting: Meeting, house: House, length: float) -> None:
    meeting.starts_talking()
    time.sleep(length)
    house.postgres.stop(signal.SIGQUIT)
    time.sleep(1)
    house.postgres.start()
    meeting.town.forgets_connections()
    time.sleep(2 * length)
    took = meeting.settles(BACK_WITHIN_SECONDS)
    print(f"settled after {took:.2f} s, slowest {meeting.slowest:.2f} s")
    print(house.server.log)


def test_valkey(meeting: Meeting, house: House, length: float) -> None:
    meeting.starts_talking()
    time.sleep(length)
    house.valkey.stop(signal.SIGKILL)
    time.sleep(3 * length)
    house.valkey.start()
    time.sleep(2 * length)
    took = meeting.settles(BACK_WITHIN_SECONDS)
    print(f"settled after {took:.2f} s, slowest {meeting.slowest:.2f} s")
    print(house.server.log)


def test_stopped(meeting: Meeting, house: House, length: float) -> None:
    meeting.starts_talking()
    time.sleep(length)
    pid = house.workers[0]
    os.kill(pid, signal.SIGSTOP)
    time.sleep(3 * length)
    os.kill(pid, signal.SIGCONT)
    time.sleep(2 * length)
    took = meeting.settles(BACK_WITHIN_SECONDS)
    print(f"settled after {took:.2f} s, slowest {meeting.slowest:.2f} s")
