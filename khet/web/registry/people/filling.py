"""The page of a form about people, with what is said where it can't be done."""

from functools import partial

from khet.web.parts import filling
from khet.web.registry.people.words import FAULTS, fault_told

filled = partial(filling.filled, faults=FAULTS, told=fault_told)
