"""The cast of conversations is that of sponsorship."""

from tests.casting.pairs import browser_of, fern, iris, nell, others, ray, sol

__all__ = ["browser_of", "fern", "iris", "nell", "others", "ray", "sol"]
