"""Measures over scores, written once: expressions that yield integer counts and sums only."""
