"""The office: registry, household page, tasks and journal in a browser."""
