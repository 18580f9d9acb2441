"""From a file an office sent to a `Submission` and findings; the file is never written to."""
