"""HTML of answers and explanations: readable without scripts, and safe."""

from __future__ import annotations

from html.parser import HTMLParser

import deskgauge as dg
from desk import END, START, event


class Balanced(HTMLParser):
    """Fails on tags that do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def checked(html: str) -> set[str]:
    parser = Balanced()
    parser.feed(html)
    assert parser.open == []
    assert not parser.tags & {"script", "style", "img", "link"}
    return parser.tags


def test_an_answer_is_a_table_with_n_and_reasons(filled):
    html = filled.query(["csat", "first_response_time"], window="28d", at=END, by="agent", compare="previous_period")._repr_html_()
    assert {"table", "th", "td"} <= checked(html)
    assert "csat" in html
    assert "…" in html
    nothing = filled.query("csat", window="7d", at="2020-01-01T00:00:00Z")._repr_html_()
    assert "no_data" in nothing


def test_an_explanation_folds_its_facts(filled):
    html = filled.explain("first_response_time", window="all", at=END)._repr_html_()
    assert "details" in checked(html)
    assert "ticket/" in html
    assert "counted" in html


def test_a_report_shows_rejections_with_their_remedies(engine):
    report = engine.ingest(
        [{"type": "nonsense", "id": 1}, event("ticket.created", 2, START, ticket_id=1, channel="email", direction="inbound")]
    )
    html = report._repr_html_()
    checked(html)
    assert "1 accepted" in html
    assert "nonsense" in html


def test_what_users_wrote_is_escaped(engine):
    engine.ingest([event("ticket.created", 1, START, ticket_id="<script>alert(1)</script>", channel="<b>email</b>", direction="inbound")])
    for metric in engine.definitions:
        if "channel" in engine.definitions[metric].dimensions:
            html = engine.query(metric, window="all", at=END, by="channel")._repr_html_()
            assert "<b>email" not in html
    assert isinstance(dg.__version__, str)
