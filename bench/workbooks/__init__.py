"""An office's workbook filled in by 117 schools: checked cell by cell, kept, and merged."""
