"""The sandbox as the desk meets it: a real process, a real receiver, bytes on a socket."""
