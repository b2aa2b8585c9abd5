"""What PostgreSQL says about a database: its catalog, in the words of its functions."""

from collections.abc import Iterator

from sqlalchemy import Connection

# Each answers with a table, a part of it (`.COLUMN` or `: WHAT NAME`), and how it is.
QUERIES = (
    """
    SELECT c.relname, '.' || a.attname,
           format_type(a.atttypid, a.atttypmod)
           || coalesce(' collate ' || nullif(l.collname, 'default'), '')
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
           || coalesce(' identity ' || nullif(a.attidentity::text, ''), '')
           || coalesce(' generated ' || nullif(a.attgenerated::text, ''), '')
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
      AND c.relnamespace = {here}
    """,
    """
    SELECT c.relname, ': constraint ' || k.conname,
           pg_get_constraintdef(k.oid) || ' validated ' || k.convalidated
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE c.relnamespace = {here}
    """,
    """
    SELECT c.relname, ': index ' || i.indexrelid::regclass,
           pg_get_indexdef(i.indexrelid) || ' valid ' || i.indisvalid
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = {here}
    """,
    """
    SELECT coalesce(d.refobjid::regclass::text, ''), ': sequence ' || c.relname,
           concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmax,
                     s.seqcycle, 'column', d.refobjsubid)
    FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
    LEFT JOIN pg_depend d ON d.objid = c.oid AND d.deptype IN ('a', 'i')
    WHERE c.relnamespace = {here}
    """,
    """
    SELECT '', ': type ' || t.typname,
           concat(t.typtype, ' ', array_agg(e.enumlabel ORDER BY e.enumsortorder))
    FROM pg_type t LEFT JOIN pg_enum e ON e.enumtypid = t.oid
    WHERE t.typtype IN ('e', 'd', 'r') AND t.typnamespace = {here} GROUP BY t.oid
    """,
    """
    SELECT relname, ': view', pg_get_viewdef(oid)
    FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = {here}
    """,
    """
    SELECT c.relname, ': trigger ' || t.tgname, pg_get_triggerdef(t.oid)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = {here}
    """,
    """
    SELECT '', ': function ' || proname, prosrc FROM pg_proc WHERE pronamespace = {here}
    """,
)
HERE = "current_schema()::regnamespace"


def describe(connection: Connection) -> Iterator[tuple[str, str]]:
    """Describe columns, constraints, indexes, sequences, types, views and triggers."""
    for query in QUERIES:
        for table, about, how in connection.exec_driver_sql(query.format(here=HERE)):
            yield f"{table}{about}", str(how)
