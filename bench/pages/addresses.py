"""The pages about results that are measured; another page is another line."""

import re
from collections.abc import Mapping

from bench.pages.browser import Answer

OVERVIEW, BOARD = "overview", "colour board"
PAGES = {
    OVERVIEW: "/learning/overview",
    BOARD: "/learning/colours",
    "school profile": "/learning/schools/{school}",
    "subject page": "/learning/subjects/{subject}",
    "compare": "/learning/compare",
    "planning": "/learning/planning",
    "figure": "/learning/figure/percent-below?subject={subject}",
}
_SUBJECT = "thai"
_OF_SCHOOL = re.compile(r'href="/learning/(?:schools/|[^"]*[?;]school=)(\w+)')
_OF_SUBJECT = re.compile(r"[?;]subject=(?!ALL\b)(\w+)")


def address(pattern: str, visited: Mapping[str, Answer]) -> str:
    """A page as it opens by itself, a school's of the first on the colour board visited before."""
    schools = schools_in(visited[BOARD].text) if BOARD in visited else []
    return pattern.format(subject=_SUBJECT, school=next(iter(schools), ""))


def schools_in(text: str) -> list[str]:
    """The codes of the schools that a page leads to, in its order."""
    return list(dict.fromkeys(_OF_SCHOOL.findall(text)))


def subjects_in(text: str) -> list[str]:
    """The codes of the single subjects that a page has figures of, in its order."""
    return list(dict.fromkeys(_OF_SUBJECT.findall(text)))
