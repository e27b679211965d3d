"""How the tests speak of browsers in which somebody is signed in."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.cast import Person

BrowserOf = Callable[[Person], FlaskClient]
