"""The auditor's page over the journal."""
