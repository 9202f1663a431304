"""The first page after signing in: what this role has to do today."""
