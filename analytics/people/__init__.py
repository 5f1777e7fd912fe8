"""What pages about one student, or a list of students, show: rows of texts built from records."""
