"""What a run says, brought into the office: dues, tasks and questions as rows that pages read."""
