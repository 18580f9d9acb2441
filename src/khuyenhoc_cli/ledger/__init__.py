"""What has been accepted: submissions with their versions, hashes and cells, in one SQLite file."""
