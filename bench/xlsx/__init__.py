"""A spreadsheet of 200,000 scores, checked as an office would before importing it."""
