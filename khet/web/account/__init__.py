"""Signing in, and what a person's own account has: password, second factor, devices."""
