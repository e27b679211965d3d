"""One thread in which all the people of a meeting live: it hears from sockets and keeps appointments."""

import heapq
import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
Do = Callable[[], object]
ANSWER_SECONDS = 30.0
READABLE, WRITABLE = select.EPOLLIN, select.EPOLLOUT


class Timer:
    """Something that will be done."""

    __slots__ = ("do",)

    def __init__(self, do: Do) -> None:
        self.do: Do | None = do

    def cancel(self) -> None:
        """Let it be."""
        self.do = None


class Loop:
    """Calls whoever has something to read or to do."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._heard: dict[int, Callable[[int], None]] = {}
        self._timers: list[tuple[float, int, Timer]] = []
        self._count = 0
        self._calls: deque[Do] = deque()
        self._bell = os.eventfd(0, os.EFD_NONBLOCK)
        self._epoll.register(self._bell, READABLE)
        self._thread: threading.Thread | None = None
        self._is_over = False
        self.failure: BaseException | None = None

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; raises what went wrong in it."""
        self._is_over = True
        self._ring()
        if self._thread:
            self._thread.join(ANSWER_SECONDS)
        self._epoll.close()
        os.close(self._bell)
        if self.failure:
            raise self.failure

    def ask(self, question: Callable[[], T]) -> T:
        """Let something be done in the thread of the loop, and wait for what comes of it."""
        if self._thread is None:
            return question()
        answers: deque[T] = deque()
        done = threading.Event()

        def answer() -> None:
            try:
                answers.append(question())
            finally:
                done.set()

        self._calls.append(answer)
        self._ring()
        if not done.wait(ANSWER_SECONDS) or not answers:
            raise RuntimeError("the people of the meeting do not answer") from self.failure
        return answers[0]

    def later(self, seconds: float, do: Do) -> Timer:
        """Do something after some time; only from within the loop."""
        timer = Timer(do)
        self._count += 1
        heapq.heappush(self._timers, (time.monotonic() + seconds, self._count, timer))
        return timer

    def hear(self, fd: int, mask: int, heard: Callable[[int], None]) -> None:
        """Call someone when a file can be read or written."""
        if fd in self._heard:
            self._epoll.modify(fd, mask)
        else:
            self._epoll.register(fd, mask)
        self._heard[fd] = heard

    def forget(self, fd: int) -> None:
        """Call nobody any more."""
        if self._heard.pop(fd, None):
            self._epoll.unregister(fd)

    def _ring(self) -> None:
        os.eventfd_write(self._bell, 1)

    def _run(self) -> None:
        try:
            while not self._is_over:
                self._turn()
        except BaseException as failure:
            self.failure = failure

    def _turn(self) -> None:
        wait = self._timers[0][0] - time.monotonic() if self._timers else 1.0
        for fd, event in self._epoll.poll(max(0.0, min(wait, 1.0)), 256):
            if fd == self._bell:
                os.eventfd_read(fd)
            elif heard := self._heard.get(fd):
                heard(event)
        while self._calls:
            self._calls.popleft()()
        now = time.monotonic()
        while self._timers and self._timers[0][0] <= now:
            timer = heapq.heappop(self._timers)[2]
            if timer.do:
                timer.do()
