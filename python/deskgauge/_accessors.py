"""Gives the compiled classes what is written in Python: frames and notebook forms."""

from __future__ import annotations

from deskgauge import frames, notebook
from deskgauge._core.event import IngestReport
from deskgauge._core.explanation import Explanation
from deskgauge._core.value import Answer


def register_accessors() -> None:
    """Attach the frame methods and HTML forms to the classes of the core; done once, when the package is imported."""
    Answer.to_pandas = frames.answer_to_pandas  # type: ignore[method-assign]
    Answer.to_polars = frames.answer_to_polars  # type: ignore[method-assign]
    Answer.to_arrow = frames.answer_to_arrow  # type: ignore[method-assign]
    Answer.__arrow_c_stream__ = frames.answer_arrow_stream  # type: ignore[method-assign]
    Answer._repr_html_ = notebook.answer_html  # type: ignore[method-assign]
    Explanation.to_pandas = frames.explanation_to_pandas  # type: ignore[method-assign]
    Explanation._repr_html_ = notebook.explanation_html  # type: ignore[method-assign]
    IngestReport._repr_html_ = notebook.report_html  # type: ignore[method-assign]
