"""The commands with their options and help, a module for each group; what a command does stands beside, in `cli`."""
