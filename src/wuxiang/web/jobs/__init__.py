"""Long work in the background: a job tells how far it is, and outlives the worker that does it."""
