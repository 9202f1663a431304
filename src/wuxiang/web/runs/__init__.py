"""Deciding anew from the browser: a snapshot of the register, a run, what it found, adopting it."""
