"""Following up 50,000 duties of the demonstration area."""
