"""Long work outside the request: started by a page, watched by its owner, safe to run again."""
