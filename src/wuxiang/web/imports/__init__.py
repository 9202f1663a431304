"""Lists through the browser: uploaded, read, looked at, taken into the register or not, undone."""
