"""Programs that run inside an installation, with Django ready and the rights of the application."""
