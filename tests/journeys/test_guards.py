"""What a browser does with our pages: asks nobody else, runs nothing that is not ours, and shows them in no frame."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page, Route, expect
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from support_groups.operations.demo import cast
from tests.services.installation import make_app, memory_folder
from tests.services.server import Server
from tests.services.trace import Trace
from tests.services.visitors import Visitors

from . import ways
from .conftest import PATIENCE_MS, Visit

ELSEWHERE = "http://elsewhere.example"
SPY = f"{ELSEWHERE}/spy.gif"
HUBS = {
    "accounts.account",
    "conversations.mine",
    "directory.home",
    "groups.members",
    "groups.mine",
    "groups.show",
    "meetings.show",
    "recovery.clean_time",
    "sponsorship.mine",
}
"""Pages from which one person can go on to where another cannot."""

KINDS_OF_PAGES = 45
"""Whatever a link leads to is seen; fewer kinds than these would mean that the tour has lost its way."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The service with the demo's people, groups and meetings."""
    with memory_folder() as folder:
        server = Server(Path(folder), limits="false", demo="true")
        server.start()
        yield server
        server.stop()


class Tour:
    """Goes to every page that can be reached."""

    def __init__(self, folder: Path, server: Server) -> None:
        self._map = make_app(folder / "map", "sqlite://").url_map.bind("localhost")
        self._server = server
        self.seen: set[str] = set()

    def goes_on(self, page: Page, often: int = 1) -> None:
        """Follow the links from where the page is, to every kind of page that nobody has seen yet."""
        waiting, known, seen = [page.url], {page.url}, Counter[str]()
        while waiting:
            address = waiting.pop()
            kind = self.kind_of(address)
            if kind is None or seen[kind] >= often or (kind in self.seen and kind not in HUBS):
                continue
            seen[kind] += 1
            self.seen.add(kind)
            self.goes_to(page, address)
            links: list[str] = page.locator("a[href]:not([data-leave])").evaluate_all(
                "all => all.map((one) => one.href)"
            )
            new = {link.split("#")[0] for link in links} - known
            known |= new
            waiting.extend(sorted(new))

    def goes_to(self, page: Page, address: str) -> None:
        """Go to a page, until it and its scripts are loaded."""
        page.goto(address)
        self.sees(page)

    def sees(self, page: Page) -> None:
        """Count the page that is open now."""
        self.seen |= {self.kind_of(page.url) or "elsewhere"}

    def kind_of(self, address: str) -> str | None:
        """Which of our views an address is of."""
        if not address.startswith(f"{self._server.address}/"):
            return None
        try:
            kind, _ = self._map.match(urlsplit(address).path, method="GET")
        except (HTTPException, RequestRedirect):
            return None
        return str(kind)


def sign_in(page: Page, name: str) -> None:
    """Sign in as one of the demo's people."""
    page.goto("/sign-in")
    page.get_by_label("Your name for signing in").fill(name)
    page.get_by_label("Your passphrase", exact=True).fill(cast.PASSPHRASE)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/home")


@pytest.mark.timeout(480)
def test_no_page_asks_anyone_else_or_tries_what_its_guards_forbid(wide: Visit, server: Server, tmp_path: Path) -> None:
    tour = Tour(tmp_path, server)
    traces: list[Trace] = []

    def comes() -> Page:
        page = wide()
        traces.append(Trace(page))
        return page

    page = comes()
    page.goto("/")
    tour.goes_on(page)
    page.goto("/no-such-page")
    page.goto("/join")
    ways.open_account(page, "Quiet Harbour")
    tour.goes_on(page)
    page = comes()
    ways.become_founder(page, server, "Calm Meadow")
    tour.goes_on(page)
    for name in ("Fern", "Milo", "Sol", "Ray", "Iris"):
        page = comes()
        sign_in(page, name)
        tour.goes_on(page, 3 if name == "Fern" else 1)
        if name == "Fern":
            ways.enter_from_home(page)
            page.wait_for_load_state("networkidle")
            tour.sees(page)
    assert [words for one in traces for words in one.violations + one.complaints] == []
    lines = server.address.replace("http", "ws")
    assert [address for one in traces for address in one.strangers(f"{server.address}/", f"{lines}/")] == []
    assert any(address.startswith(lines) for one in traces for address in one.asked)
    assert len(tour.seen) >= KINDS_OF_PAGES, sorted(tour.seen)


def test_the_trace_would_show_a_request_to_someone_else(wide: Visit, server: Server, visitors: Visitors) -> None:
    visitors.may_leave_to(SPY)
    page = wide(bypass_csp=True)
    trace = Trace(page)
    page.goto("/help")
    with page.expect_request(SPY):
        page.evaluate("address => { document.body.append(Object.assign(new Image(), { src: address })); }", SPY)
    assert trace.strangers(server.address) == [SPY]


PLANTED = f"""
<script>window.hit = "an inline script"</script>
<script src="{ELSEWHERE}/spy.js"></script>
<img src="{SPY}" onerror="window.hit = 'an image that fails'">
<svg onload="window.hit = 'a drawing'"></svg>
<a href="javascript:window.hit = 'a link'" id="planted">Look</a>
<iframe src="{ELSEWHERE}/frame"></iframe>
<iframe srcdoc="<script>parent.hit = 'a frame'</script>"></iframe>
<object data="{ELSEWHERE}/thing"></object>
<link rel="stylesheet" href="{ELSEWHERE}/look.css">
<style>h1 {{ color: rgb(1, 2, 3) }}</style>
<base href="{ELSEWHERE}/">
<form id="stolen" method="post" action="{ELSEWHERE}/take"><button>Send</button></form>
"""


STOPPED_BY = {
    "base-uri",
    "form-action",
    "frame-src",
    "img-src",
    "object-src",
    "script-src-attr",
    "script-src-elem",
    "style-src-elem",
}
"""The rules that each of what was planted is against."""


def stopped_by(trace: Trace) -> set[str]:
    """The rules by which a browser has refused something so far."""
    return {words.split(" ")[0] for words in trace.violations}


def comes_to_be(page: Page, is_so: Callable[[], bool]) -> None:
    """Hear what the browser tells until something is so: it tells of a refusal when it has time."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to this"
        page.wait_for_timeout(50)


@pytest.fixture
def planted(wide: Visit) -> tuple[Page, Trace]:
    """A page into which someone has put all they could think of, on its way to the browser."""
    page = wide()
    trace = Trace(page)

    def plant(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{PLANTED}</main>"))

    page.route("**/help*", plant)
    page.goto("/help?country=FR")
    page.wait_for_load_state("networkidle")
    return page, trace


@pytest.fixture
def unheard(visitors: Visitors) -> Iterator[None]:
    """What a browser says when it refuses is wanted here."""
    yield
    # It may say so late.
    visitors.puts_browsers_away()
    visitors.forgive(re.compile(f"Content Security Policy|Trusted|request to someone else: {ELSEWHERE}"))


@pytest.mark.usefixtures("unheard")
def test_nothing_that_was_planted_runs_loads_or_is_sent(planted: tuple[Page, Trace]) -> None:
    page, trace = planted
    assert page.locator("h1").first.evaluate("one => getComputedStyle(one).color") != "rgb(1, 2, 3)"
    assert page.evaluate("document.baseURI").startswith(page.url.split("/help")[0])
    page.locator("#planted").evaluate("one => one.click()")
    page.wait_for_timeout(500)
    assert page.evaluate("window.hit") is None
    page.locator("#stolen").evaluate("one => one.requestSubmit()")
    comes_to_be(page, lambda: stopped_by(trace) >= STOPPED_BY and f"{ELSEWHERE}/spy.js" in trace.stopped)
    page.wait_for_timeout(500)
    # Whatever was asked for and not stopped stays among them.
    comes_to_be(page, lambda: trace.strangers(page.url.split("/help")[0]) == [])


@pytest.mark.usefixtures("unheard")
@pytest.mark.parametrize(
    "sink",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.createElement('iframe').srcdoc = '<b>x</b>'",
        "document.createElement('script').text = 'window.hit = 1'",
        "document.createElement('script').src = '/static/core/page.js'",
        "document.write('<b>x</b>')",
        "new Worker('/static/core/page.js')",
        "trustedTypes.createPolicy('default', { createHTML: (words) => words })",
        "trustedTypes.createPolicy('own-worker', { createScriptURL: (words) => words })",
    ],
)
def test_no_text_becomes_a_page_a_script_or_a_worker(wide: Visit, sink: str) -> None:
    page = wide()
    page.goto("/help?country=FR")
    # The one policy of ours exists already where workers are used.
    page.evaluate("import('/static/core/workers.js')")
    with pytest.raises(Error, match="Trusted"):
        page.evaluate(f"() => {{ {sink} }}")


@pytest.mark.usefixtures("unheard")
def test_a_worker_starts_from_our_own_module_and_from_nothing_else(wide: Visit) -> None:
    page = wide()
    page.goto("/help?country=FR")
    start = "path => import('/static/core/workers.js').then((one) => { one.startWorker(path).terminate(); })"
    page.evaluate(start, "/static/core/theme.js")
    for path in (f"{ELSEWHERE}/static/a.js", "/groups/a.js", "data:text/javascript,1"):
        with pytest.raises(Error, match="Only our own modules"):
            page.evaluate(start, path)


@pytest.mark.usefixtures("unheard")
@pytest.mark.parametrize("around", [f"{ELSEWHERE}/around", "/no-such-page/around"])
def test_no_other_page_shows_one_of_ours_in_a_frame(wide: Visit, visitors: Visitors, around: str) -> None:
    page = wide()
    frame_of_ours = f"<title>Around</title><iframe src='{visitors.home}/help?country=FR'></iframe>"
    page.route("**/around", lambda route: route.fulfill(content_type="text/html", body=frame_of_ours))
    visitors.may_leave_to(f"{ELSEWHERE}/around")
    page.goto(around)
    comes_to_be(page, lambda: [one.url[:13] for one in page.frames if one != page.main_frame] == ["chrome-error:"])
    expect(page.frame_locator("iframe").get_by_role("heading", name="France")).to_have_count(0)
