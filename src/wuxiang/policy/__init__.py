"""A policy file: read, checked, compiled to SQL, explained, and shown."""
