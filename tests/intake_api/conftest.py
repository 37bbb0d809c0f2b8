"""What the tests of the intake share; its fixtures stand in ``tests/conftest.py``."""

from offices import SECRET, START, Clock

__all__ = ["SECRET", "START", "Clock"]
