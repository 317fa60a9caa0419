"""The suites by name."""

from eval.suites import seed
from eval.suites.suite import Suite

SUITES: dict[str, Suite] = {seed.SUITE.name: seed.SUITE}
