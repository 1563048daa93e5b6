"""The rules of lawfulness, without a framework or a database."""
