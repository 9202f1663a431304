"""Who may sign in, in which role, and how far it reaches."""
