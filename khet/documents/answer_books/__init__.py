"""The office's own workbooks: read as they are filled in, marked, and put together.

A workbook may be made to harm its reader, so it is opened by a process of its own (``opened``).
"""
