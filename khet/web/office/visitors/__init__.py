"""Visitors at the counter: signing in, served, gone."""
