"""All that can go wrong, each named by its number in faults.md: one thing done to a running product, and counted."""

from chaos import deliveries, disk, graph, killing, stalling

STRIKES = (
    killing.kill_edge_at_a_write,
    killing.kill_worker_at_a_write,
    killing.kill_edge,
    killing.kill_worker,
    killing.kill_postgres,
    stalling.freeze_standby,
    stalling.cancel_while_waiting,
    disk.fill_disk_of_postgres,
    disk.fill_disk_of_files,
    disk.fail_to_flush,
    graph.break_graph,
    stalling.stop_worker_for_a_while,
    deliveries.duplicate,
    deliveries.disorder,
    deliveries.poison,
    deliveries.malform,
    deliveries.slow_loris,
    deliveries.forge_and_replay,
)
NEED_STRACE = frozenset(
    {
        killing.kill_edge_at_a_write,
        killing.kill_worker_at_a_write,
        disk.fill_disk_of_postgres,
        disk.fail_to_flush,
    }
)
