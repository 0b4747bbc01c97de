"""Requests for services, each allowed by whom the power was given."""
