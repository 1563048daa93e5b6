# Two words the other scripts speak with.  Sourced, not run.

say() {
    printf 'desvelo: %s\n' "$*" >&2
}

# The first line says what is missing, the others how to get it.
stop() {
    printf '\n' >&2
    for line in "$@"; do
        say "$line"
    done
    exit 1
}
