"""Results that schools send: the office asks, collects and closes; a school uploads or types."""
