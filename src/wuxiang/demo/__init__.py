"""The demo county: invented people in the real villages of Hequ, and the files an office has."""
