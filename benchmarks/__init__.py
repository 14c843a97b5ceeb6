"""What is measured rather than tested: how quick things are, on the machine at hand."""
