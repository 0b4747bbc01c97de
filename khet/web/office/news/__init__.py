"""News and announcements before the public sees them."""
