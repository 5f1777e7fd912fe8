"""The office's files: batches, admissions, trainers, fees, outreach; record by record, by key."""
