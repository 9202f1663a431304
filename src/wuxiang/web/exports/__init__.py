"""Lists as workbooks: only what the user sees, written in the background, kept for a day."""
