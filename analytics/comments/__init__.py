"""What comments on trainers speak of and how: word lists, no model, nothing leaves the machine."""
