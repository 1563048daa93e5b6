"""One file for each way to keep the root key.  Its name, with hyphens for underscores, is the scheme of its URI."""
