"""Ten years of visits: the plan that is proposed, lists, books, the summary, and what is synced."""
