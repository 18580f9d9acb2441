"""`python -m khuyenhoc_cli` runs the command line."""

from khuyenhoc_cli.cli.app import main

main()
