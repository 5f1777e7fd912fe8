"""What is shown, counted or guessed across students."""
