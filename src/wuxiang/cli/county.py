"""Commands about a county's files: intake and demo."""
