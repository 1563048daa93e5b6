"""Three guarantees that can be taken away; a judge that does not notice proves nothing.

``ack``       an edge of its own says 200 before the commit (``hasty_edge``)
``dedupe``    what came before is forgotten at once, and nothing refuses the second row
``monotone``  each status reported last wins

The last two are taken away in the database, where the product has them; everything above stays the product's own code.
"""

from collections.abc import Collection

from chaos import climbing
from started import Started

IN_THE_DATABASE = {
    "dedupe": """
        ALTER TABLE channel_message DROP CONSTRAINT message_wamid_once;
        CREATE FUNCTION chaos.forget() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
            DELETE FROM intake.seen;
            RETURN NULL;
        END $$;
        CREATE TRIGGER chaos_forget AFTER INSERT ON intake.seen FOR EACH STATEMENT EXECUTE FUNCTION chaos.forget();
    """,
    "monotone": """
        CREATE FUNCTION chaos.last_wins() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
            UPDATE channel_message SET status = NEW.name
            WHERE id = NEW.message_id AND NEW.name IN ('sent', 'delivered', 'read');
            RETURN NULL;
        END $$;
        CREATE TRIGGER chaos_last_wins AFTER INSERT ON channel_step FOR EACH ROW EXECUTE FUNCTION chaos.last_wins();
    """,
}
ACK = "ack"
NAMES = (ACK, *IN_THE_DATABASE)


def take_away(running: Started, names: Collection[str]) -> None:
    """Take guarantees away from the database of a running installation that is being watched."""
    for name in IN_THE_DATABASE.keys() & set(names):
        climbing.order(running.info, IN_THE_DATABASE[name])
