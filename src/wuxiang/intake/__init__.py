"""From a county's spreadsheets to a snapshot: recognised, cleaned, linked, and reported on."""
