"""Rooms and vehicles, and the time that each is booked for."""
