"""Doors of what runs behind the pages."""

DOORS = {"/settings/jobs": {"administrator"}}
POSTS = {"/settings/jobs/again": {"administrator"}}
