"""The compiled core, one submodule for each concept; its documentation stands in docstrings (``help(deskgauge.Engine)``)."""

from deskgauge._core import aggregate as aggregate
from deskgauge._core import definition as definition
from deskgauge._core import engine as engine
from deskgauge._core import event as event
from deskgauge._core import explanation as explanation
from deskgauge._core import scenario as scenario
from deskgauge._core import time as time
from deskgauge._core import value as value
