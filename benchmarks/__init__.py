"""How fast, measured: ratios side by side in one run, never asserted in a test."""
