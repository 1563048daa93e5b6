"""One file for each legal basis; a file states ``BASIS`` and the package scan finds it (``registry``)."""
