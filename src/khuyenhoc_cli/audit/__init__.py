"""The numbers of a finished report, checked before it is signed: text in, claims with their computation out."""
