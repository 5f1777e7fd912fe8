"""What versions have said of students, told to who looks after them; stored guesses, never anew."""
