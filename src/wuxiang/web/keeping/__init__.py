"""Keeping the office: backup and restore, new keys, and whoever is to be forgotten."""
