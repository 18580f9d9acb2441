"""What is wrong with a template, told to the officer who wrote it: every fault, where it stands, what to write."""
