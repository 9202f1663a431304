"""Random draws of whom to check: bound by two secrets the day before, recomputed by anybody."""
