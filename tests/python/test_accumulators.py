"""Accumulators against plain Python, and the laws of a group."""

from __future__ import annotations

import copy
import math
import pickle
import random
import statistics

import numpy as np
import pytest

import deskgauge as dg

MAKE = {
    "moments": dg.Moments,
    "proportion": dg.Proportion,
    "quantile": lambda: dg.Quantile(0.9),
    "continuous": lambda: dg.Quantile(0.9, method="continuous"),
    "sketch": lambda: dg.QuantileSketch(0.9),
    "ratings": lambda: dg.Ratings([4, 5]),
    "level": dg.Level,
    "survival": dg.Survival,
    "distinct": dg.Distinct,
}


def samples(name: str, seed: int = 1, n: int = 200) -> list[int]:
    rng = random.Random(seed)
    top = {"proportion": 1, "ratings": 10, "distinct": 50}.get(name, 10**6)
    return [rng.randint(0, top) for _ in range(n)]


def of(name: str, values):
    out = MAKE[name]()
    for value in values:
        out.update(value)
    return out


@pytest.mark.parametrize("name", MAKE)
def test_reverting_takes_a_sample_out_as_if_it_had_never_been_there(name):
    values = samples(name)
    accumulator = of(name, values)
    for value in values[50:]:
        accumulator.revert(value)
    assert accumulator == of(name, values[:50])
    for value in values[:50]:
        accumulator.revert(value)
    assert accumulator == MAKE[name]()


@pytest.mark.parametrize("name", MAKE)
def test_merging_parts_in_any_order_is_the_whole(name):
    values = samples(name)
    whole, left, right = of(name, values), of(name, values[::3]), of(name, [v for i, v in enumerate(values) if i % 3])
    forth, back = copy.copy(left), copy.copy(right)
    forth.merge(right)
    back += left
    assert forth == back == whole
    forth.subtract(right)
    assert forth == left


@pytest.mark.parametrize("name", MAKE)
def test_update_returns_nothing_and_a_copy_lives_on_its_own(name):
    accumulator = of(name, samples(name))
    twin = copy.deepcopy(accumulator)
    assert accumulator.update(1) is None
    assert accumulator != twin


@pytest.mark.parametrize("name", MAKE)
def test_a_pickle_brings_the_state_and_its_parameters_back(name):
    accumulator = of(name, samples(name))
    back = pickle.loads(pickle.dumps(accumulator))
    assert back == accumulator
    assert back.get() == accumulator.get()
    assert repr(back) == repr(accumulator)


@pytest.mark.parametrize("name", MAKE)
def test_merging_with_itself_doubles(name):
    values = samples(name)
    accumulator = of(name, values)
    accumulator.merge(accumulator)
    assert accumulator == of(name, values + values)


def test_moments_equal_the_statistics_module():
    values = samples("moments")
    m = of("moments", values)
    assert m.n == len(values)
    assert m.sum == sum(values)
    assert m.get() == m.mean == sum(values) / len(values)
    assert math.isclose(m.variance, statistics.variance(values), rel_tol=1e-12)


def test_variance_is_exact_far_from_zero():
    values = [1_777_000_000_000 + v for v in (0, 1, 2)]
    assert of("moments", values).variance == 1.0


def test_nothing_is_none_and_not_0():
    assert [MAKE[name]().get() for name in ("moments", "proportion", "quantile", "sketch", "ratings", "survival")] == [None] * 6
    assert dg.Moments().variance is None
    assert dg.Ratings().nps is None


def test_a_proportion_takes_true_and_false():
    p = dg.Proportion()
    for hit in (True, True, False):
        p.update(hit)
    assert (p.hits, p.trials, p.get()) == (2, 3, 2 / 3)
    with pytest.raises(dg.InvalidArgumentError, match="hit or a miss"):
        p.update(2)
    with pytest.raises(dg.InvalidArgumentError, match="hit or a miss"):
        p.update_many(np.array([1, 2]))
    p.update_many(np.array([True, False]))
    assert (p.hits, p.trials) == (3, 5)


@pytest.mark.parametrize("q", [0.0, 0.25, 0.5, 0.9, 1.0])
def test_quantiles_are_nearest_rank_or_type_7(q):
    values = sorted(samples("quantile"))
    a = of("quantile", values)
    rank = max(1, math.ceil(q * len(values)))
    assert a.quantile(q) == values[rank - 1]
    h = q * (len(values) - 1)
    low = math.floor(h)
    high = min(low + 1, len(values) - 1)
    assert math.isclose(a.quantile(q, method="continuous"), values[low] + (h - low) * (values[high] - values[low]), rel_tol=1e-12)


@pytest.mark.parametrize("bits", [4, 8, 12])
def test_a_sketch_keeps_its_error_bound(bits):
    values = sorted(samples("sketch", n=2000))
    sketch = dg.QuantileSketch(0.5, bits=bits)
    sketch.update_many(np.array(values))
    for q in (0.1, 0.5, 0.9, 0.99):
        exact = values[max(1, math.ceil(q * len(values))) - 1]
        assert abs(sketch.quantile(q) - exact) <= sketch.error_bound * exact + 1


def test_sketches_of_different_bits_do_not_merge():
    with pytest.raises(dg.InvalidArgumentError, match="bits"):
        dg.QuantileSketch(bits=8).merge(dg.QuantileSketch(bits=9))
    with pytest.raises(dg.InvalidArgumentError, match="4 to 12"):
        dg.QuantileSketch(bits=3)


def test_ratings_give_csat_nps_and_the_mean():
    ratings = dg.Ratings(positive=[4, 5])
    for rating in (5, 5, 4, 3, 1):
        ratings.update(rating)
    assert ratings.get() == 3 / 5
    assert ratings.counts == {1: 1, 3: 1, 4: 1, 5: 2}
    assert ratings.mean == 18 / 5
    nps = dg.Ratings()
    for rating, n in ((10, 5), (7, 3), (0, 2)):
        nps.update(rating, n)
    assert nps.nps == 30.0
    assert nps.get() == nps.mean


def test_distinct_counts_identifiers_as_often_as_they_were_put_in():
    distinct = dg.Distinct()
    for word in ("a", "b", "a", 7, "7"):
        distinct.update(word)
    assert distinct.get() == distinct.n == 3
    assert distinct.ids == ["7", "a", "b"]
    distinct.revert("a")
    assert distinct.get() == 3
    distinct.revert("a")
    assert distinct.get() == 2


def test_distinct_sets_built_in_another_order_are_equal_and_pickle_to_the_same_bytes():
    one, other = dg.Distinct(), dg.Distinct()
    words = [f"customer {i}" for i in range(100)]
    for word in words:
        one.update(word)
    for word in reversed(words):
        other.update(word)
    assert one == other
    assert pickle.dumps(one) == pickle.dumps(other)


def test_update_many_equals_updates():
    values = samples("quantile")
    many = dg.Quantile()
    many.update_many(np.array(values, dtype=np.int32))
    assert many == of("quantile", values)


@pytest.mark.parametrize("value", [1.5, "3", None])
def test_a_sample_that_is_no_whole_number_is_refused_with_the_remedy(value):
    with pytest.raises(dg.InvalidArgumentError, match="smaller unit"):
        dg.Moments().update(value)


def test_weights_take_a_sample_in_several_times():
    one, other = dg.Moments(), dg.Moments()
    one.update(5, 3)
    for _ in range(3):
        other.update(5)
    assert one == other
    one.revert(5, 3)
    assert one == dg.Moments()


def test_accumulators_are_not_hashable_because_they_change():
    with pytest.raises(TypeError):
        hash(dg.Moments())
