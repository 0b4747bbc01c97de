"""What the lines of a report say: numbers, days, tables, paragraphs, lists."""
