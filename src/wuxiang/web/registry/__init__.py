"""The register: every row of the vocabulary with its history, identities sealed apart."""
