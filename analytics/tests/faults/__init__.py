"""What may go wrong at all doors at once, those of `analytics` included."""
