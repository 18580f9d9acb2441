"""Files that go out: blank returns and returns to the level above."""
