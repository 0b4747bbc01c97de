"""Speed and size: Khet measured beside other ways to do the same work.

``python -m bench`` measures everything, ``python -m bench nation`` one part.
"""
