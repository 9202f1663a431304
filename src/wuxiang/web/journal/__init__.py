"""The journal: every act and every look at a personal field, in a chain that cannot be mended."""
