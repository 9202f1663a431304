"""Work on cases: what becomes of a task, visits to households, questions asked at the door."""
