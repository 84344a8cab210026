"""Frames in and out: pandas, polars and Arrow, none of them required.

Inwards a frame becomes columns that the core reads without a Python object for each value; outwards an answer becomes a frame with one
row for each number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deskgauge._errors import InvalidArgumentError, NaiveDatetimeError, UnsupportedError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from deskgauge._core.explanation import Explanation
    from deskgauge._core.value import Answer

Columns = tuple[dict[str, Any], dict[str, Any]]

# --- inwards ----------------------------------------------------------------------------------------------------------------------


def as_columns(events: Any, source: str = "") -> Columns | None:
    """Take a frame apart.

    Parameters
    ----------
    events : pandas.DataFrame, polars.DataFrame, polars.LazyFrame, pyarrow.Table, mapping of columns, or an Arrow stream
        One row an event.
    source : str
        Source of the events if there is no such column.

    Returns
    -------
    (dict, dict) or None
        Columns and dictionaries as ``Engine.ingest_columns`` takes them; None if `events` is no frame.

    Raises
    ------
    NaiveDatetimeError
        If a column of datetimes has no zone.
    """
    library = type(events).__module__.partition(".")[0]
    if isinstance(events, Mapping):
        columns: Columns = (dict(events), {})
    elif library == "pandas":
        columns = _from_pandas(events)
    elif library == "polars":
        columns = _from_polars(events)
    elif library == "pyarrow" or hasattr(events, "__arrow_c_stream__"):
        columns = _from_arrow(events)
    else:
        return None
    if source and "source" not in columns[0]:
        columns[0]["source"] = source
    return columns


def _naive(name: str, dtype: object) -> NaiveDatetimeError:
    return NaiveDatetimeError(
        "A column of datetimes without a zone holds no instants: they would depend on the machine that reads them",
        reason="naive_time",
        field=name,
        value=str(dtype),
        remedy='Attach the zone they were meant in, for example df["time"].dt.tz_localize("Europe/Berlin") in pandas or '
        'pl.col("time").dt.replace_time_zone("Europe/Berlin") in polars.',
    )


def _from_pandas(frame: pd.DataFrame) -> Columns:
    if not hasattr(frame, "columns"):
        raise InvalidArgumentError("Events come in a DataFrame, not in a Series", reason="wrong_type", field="events")
    columns: dict[str, Any] = {}
    dictionaries: dict[str, Any] = {}
    for name in frame.columns:
        columns[str(name)], words = _from_series(str(name), frame[name])
        if words is not None:
            dictionaries[str(name)] = words
    return columns, dictionaries


def _from_series(name: str, series: pd.Series[Any]) -> tuple[Any, list[str] | None]:
    import numpy as np
    import pandas as pd

    dtype = series.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(), [str(word) for word in series.cat.categories]
    if isinstance(dtype, pd.ArrowDtype):
        import pyarrow as pa

        return _from_arrow_column(name, pa.chunked_array([pa.array(series)]))
    if isinstance(dtype, pd.DatetimeTZDtype):
        ms = series.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[ms]").astype("int64")
        return _masked(ms, series.isna().to_numpy()), None
    if pd.api.types.is_datetime64_any_dtype(dtype):
        raise _naive(name, dtype)
    if pd.api.types.is_bool_dtype(dtype) or pd.api.types.is_integer_dtype(dtype):
        absent = series.isna().to_numpy()
        plain = series if not absent.any() else series.fillna(0)
        kind = "bool" if pd.api.types.is_bool_dtype(dtype) else "int64"
        return _masked(plain.to_numpy(dtype=kind), absent), None
    if pd.api.types.is_float_dtype(dtype):
        return series.to_numpy(dtype="float64", na_value=np.nan), None
    if pd.api.types.infer_dtype(series, skipna=True) == "string":
        codes, words = pd.factorize(series, use_na_sentinel=True)
        return codes, list(words)
    return series.tolist(), None


def _masked(values: Any, absent: Any) -> Any:
    import numpy as np

    return np.ma.MaskedArray(values, mask=absent) if absent.any() else values


def _from_polars(frame: pl.DataFrame | pl.LazyFrame) -> Columns:
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if not isinstance(frame, pl.DataFrame):
        raise InvalidArgumentError("Events come in a DataFrame, not in a Series", reason="wrong_type", field="events")
    try:
        return _from_arrow(frame.to_arrow())
    except ModuleNotFoundError:  # without pyarrow, one Python object for each value
        return {column.name: column.to_list() for column in frame.get_columns()}, {}


def _from_arrow(events: Any) -> Columns:
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        raise UnsupportedError(
            "Arrow data needs pyarrow",
            reason="missing_package",
            field="events",
            value=type(events).__name__,
            remedy="pip install pyarrow.",
        ) from None
    table = events if isinstance(events, (pa.Table, pa.RecordBatch)) else pa.table(events)
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    columns: dict[str, Any] = {}
    dictionaries: dict[str, Any] = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        columns[name], words = _from_arrow_column(name, column)
        if words is not None:
            dictionaries[name] = words
    return columns, dictionaries


def _from_arrow_column(name: str, column: pa.ChunkedArray) -> tuple[Any, list[str] | None]:
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_null(kind):
        return [None] * len(column), None
    if pa.types.is_string_view(kind):
        column, kind = column.cast(pa.large_string()), pa.large_string()
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        column, kind = column.dictionary_encode(), None
    if kind is None or pa.types.is_dictionary(kind):
        array = column.unify_dictionaries().combine_chunks()
        array = array.chunk(0) if isinstance(array, pa.ChunkedArray) and array.num_chunks == 1 else array
        if isinstance(array, pa.ChunkedArray):  # no rows
            return [], None
        codes = pc.fill_null(array.indices.cast(pa.int64()), -1)
        return codes.to_numpy(zero_copy_only=False), [str(word) for word in array.dictionary.to_pylist()]
    if pa.types.is_timestamp(kind):
        if kind.tz is None:
            raise _naive(name, kind)
        column = column.cast(pa.timestamp("ms", kind.tz), safe=False).cast(pa.int64())
    elif pa.types.is_float16(kind):
        column = column.cast(pa.float64())
    if pa.types.is_integer(column.type) or pa.types.is_boolean(column.type):
        if column.null_count == 0:
            return column.to_numpy(), None
        absent = pc.is_null(column).to_numpy()
        filled = pc.fill_null(column, False if pa.types.is_boolean(column.type) else 0)
        return _masked(filled.to_numpy(), absent), None
    if pa.types.is_floating(column.type):
        return column.to_numpy(), None
    return column.to_pylist(), None


# --- outwards ---------------------------------------------------------------------------------------------------------------------

_PANDAS_TYPES = {
    "metric": "str",
    "bucket": "str",
    "value": "float64",
    "reason": "str",
    "n": "int64",
    "numerator": "Int64",
    "denominator": "Int64",
    "low": "float64",
    "high": "float64",
    "method": "str",
    "low_n": "bool",
    "provisional": "bool",
    "pending": "int64",
    "compared": "float64",
    "effect": "float64",
    "effect_low": "float64",
    "effect_high": "float64",
    "effect_scale": "str",
    "p": "float64",
    "path": "str",
}
_INSTANTS = ("window_from", "window_to")
_INTEGERS = ("n", "numerator", "denominator", "pending")
_FLOATS = ("value", "low", "high", "compared", "effect", "effect_low", "effect_high", "p")
_BOOLEANS = ("low_n", "provisional")


def answer_to_pandas(self: Answer) -> pd.DataFrame:
    """Return the rows as a pandas.DataFrame.

    Columns are the metric, one for each dimension, the window (UTC), the value with its reason, n, numerator, denominator, the interval
    (low, high, method), what the value was compared with, and what changed (effect, its interval, its scale, p). A missing number is NaN
    and its reason says why.
    """
    import pandas as pd

    columns: dict[str, Any] = {}
    for name, values in self.columns().items():
        if name in _INSTANTS:
            columns[name] = pd.Series(pd.to_datetime(values, utc=True)).astype("datetime64[ms, UTC]")
        else:
            columns[name] = pd.Series(values, dtype=_PANDAS_TYPES.get(name, "str"))
    return pd.DataFrame(columns)


def answer_to_polars(self: Answer) -> pl.DataFrame:
    """Return the rows as a polars.DataFrame, with the columns of `to_pandas`; what is missing is null."""
    import polars as pl

    types: dict[str, Any] = {}
    columns = self.columns()
    for name in columns:
        types[name] = pl.String()
        if name in _INSTANTS:
            types[name] = pl.Datetime("ms", "UTC")
        elif name in _INTEGERS:
            types[name] = pl.Int64()
        elif name in _FLOATS:
            types[name] = pl.Float64()
        elif name in _BOOLEANS:
            types[name] = pl.Boolean()
    return pl.DataFrame(columns, schema=types)


def answer_to_arrow(self: Answer) -> pa.Table:
    """Return the rows as a pyarrow.Table, with the columns of `to_pandas`; what is missing is null."""
    import pyarrow as pa

    fields = []
    columns = self.columns()
    for name in columns:
        kind = pa.string()
        if name in _INSTANTS:
            kind = pa.timestamp("ms", tz="UTC")
        elif name in _INTEGERS:
            kind = pa.int64()
        elif name in _FLOATS:
            kind = pa.float64()
        elif name in _BOOLEANS:
            kind = pa.bool_()
        fields.append(pa.field(name, kind))
    return pa.table(columns, schema=pa.schema(fields))


def answer_arrow_stream(self: Answer, requested_schema: object = None) -> object:
    """Return the rows as an Arrow C stream capsule (needs pyarrow)."""
    return answer_to_arrow(self).__arrow_c_stream__(requested_schema)


def explanation_to_pandas(self: Explanation, what: str = "facts") -> pd.DataFrame:
    """Return a part of the explanation as a pandas.DataFrame.

    Parameters
    ----------
    what : {"facts", "segments", "excluded"}
        One row for each fact; for each piece of time of a fact; for each event left out.
    """
    import pandas as pd

    if what == "facts":
        rows = [
            {
                "subject": fact.subject,
                "fact": fact.fact,
                "agent": fact.agent or None,
                "sample": fact.sample,
                "pending": fact.pending,
                **fact.instants,
                **{name: word for name, word in fact.dimensions.items() if name != "agent"},
                "start_rule": fact.start_rule,
                "stop_rule": fact.stop_rule,
            }
            for fact in self.facts
        ]
    elif what == "segments":
        rows = [
            {
                "subject": fact.subject,
                "from": segment.interval[0],
                "to": segment.interval[1],
                "state": segment.state,
                "reason": segment.reason or None,
                "schedule": segment.schedule or None,
            }
            for fact in self.facts
            for segment in fact.segments
        ]
    elif what == "excluded":
        names = ("subject", "source", "id", "type", "time", "reason")
        rows = [{name: getattr(event, name) for name in names} for event in self.excluded]
    else:
        raise InvalidArgumentError(
            "An explanation has no such part",
            reason="unknown_choice",
            field="what",
            value=what,
            remedy='Use "facts", "segments" or "excluded".',
        )
    return pd.DataFrame(rows)
