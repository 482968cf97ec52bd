package dev.tidemark.capture.catalog;

import dev.tidemark.capture.table.Attribute;
import dev.tidemark.capture.table.EnumLabel;
import dev.tidemark.capture.table.Look;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.UserType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at a collection's tables in the catalog. While they are locked, nobody alters them: so what
 * is written into the log before the locks are let go of, is true in that place of the log.
 */
public final class CatalogLook {

  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String UNDEFINED_SCHEMA = "3F000";
  private static final String QUERY_CANCELED = "57014";

  private static final String RELATION =
      """
      select c.relfilenode,
             coalesce((select r.xmin::text::bigint from pg_publication_rel r
                         join pg_publication p on p.oid = r.prpubid
                        where p.pubname = ? and r.prrelid = c.oid and %s), 0)
        from pg_class c where c.oid = ?::oid
      """
          .formatted(Publication.IS_WHOLE);

  private static final String ATTRIBUTES =
      """
      select attnum, atttypid, atttypmod, xmin::text::bigint from pg_attribute
       where attrelid = ?::oid and attnum > 0 and not attisdropped order by attnum
      """;

  private static final String LABELS =
      """
      select t.name, e.oid::bigint, e.enumlabel from unnest(?::text[]) as t(name)
        join pg_enum e on e.enumtypid = pg_catalog.to_regtype(t.name) order by e.oid
      """;

  /** Of everything that a definition is made of, what shows that it was written anew. */
  private static final String FINGERPRINT =
      """
      with named as (
        select c.oid, c.relname, n.nspname, c.relfilenode, c.relreplident, c.relkind,
               c.relpersistence, pg_catalog.pg_has_role(c.relowner, 'USAGE'),
               pg_catalog.has_table_privilege(c.oid, 'SELECT'),
               pg_catalog.has_schema_privilege(n.oid, 'USAGE')
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          join unnest(?::text[], ?::text[]) as wanted(schema_name, table_name)
            on n.nspname = wanted.schema_name and c.relname = wanted.table_name)
      select coalesce(pg_catalog.md5(pg_catalog.string_agg(line, chr(10) order by line)), '')
        from (
          select named::text as line from named
          union all
          select 'a' || a.attrelid || ' ' || a.attnum || ' ' || a.xmin from pg_attribute a
            join named on named.oid = a.attrelid where a.attnum > 0
          union all
          select 'd' || d.adrelid || ' ' || d.adnum || ' ' || d.xmin from pg_attrdef d
            join named on named.oid = d.adrelid
          union all
          select 'c' || k.oid || ' ' || k.xmin from pg_constraint k
            join named on named.oid = k.conrelid
          union all
          select 'i' || i.indexrelid || ' ' || i.xmin || ' ' || x.relname || ' ' || i.indisvalid
            from pg_index i join named on named.oid = i.indrelid
            join pg_class x on x.oid = i.indexrelid
          union all
          select 'g' || g.oid || ' ' || g.xmin || ' ' || p.proname || ' ' || n.nspname || ' '
                 || coalesce(r.relnamespace || '.' || r.relname, '')
            from pg_trigger g join named on named.oid = g.tgrelid
            join pg_proc p on p.oid = g.tgfoid join pg_namespace n on n.oid = p.pronamespace
            left join pg_class r on r.oid = g.tgconstrrelid where not g.tgisinternal
          union all
          select 'p' || r.prrelid || ' ' || r.xmin || ' ' || p.pubname from pg_publication_rel r
            join pg_publication p on p.oid = r.prpubid join named on named.oid = r.prrelid
          union all
          select 't' || t.oid || ' ' || t.xmin || ' ' || t.typname from pg_type t
           where t.typtype in ('e', 'd', 'c', 'r', 'm') and t.oid >= 16384
             and not exists (select from pg_class c
                              where c.oid = t.typrelid and c.relkind <> 'c')
          union all
          select 'e' || e.oid || ' ' || e.xmin from pg_enum e
          union all
          select 'm' || a.attrelid || ' ' || a.attnum || ' ' || a.xmin from pg_attribute a
            join pg_class c on c.oid = a.attrelid and c.relkind = 'c' where a.attnum > 0
          union all
          select 's' || s.seqrelid || ' ' || s.xmin || ' ' || q.relname from pg_sequence s
            join pg_class q on q.oid = s.seqrelid
            join pg_depend o on o.objid = s.seqrelid and o.classid = 'pg_class'::regclass
             and o.deptype in ('a', 'i') join named on named.oid = o.refobjid
        ) as lines
      """;

  private static final String READABLE =
      """
      select n.nspname, c.relname from unnest(?::text[], ?::text[]) as wanted(schema_name, table_name)
        join pg_namespace n on n.nspname = wanted.schema_name
        join pg_class c on c.relnamespace = n.oid and c.relname = wanted.table_name
       where c.relkind = 'r' and pg_catalog.has_schema_privilege(n.oid, 'USAGE')
         and pg_catalog.has_table_privilege(c.oid, 'SELECT')
       order by 1, 2
      """;

  private CatalogLook() {}

  /**
   * Locks tables against being altered, until the session's transaction ends. Takes no snapshot.
   *
   * @return false when one is being altered, or is gone; the transaction is then of no more use
   */
  public static boolean lock(SourceSession session, List<TableId> tables) {
    if (tables.isEmpty()) {
      return true;
    }
    String list =
        tables.stream().map(table -> "ONLY " + table.quoted()).collect(Collectors.joining(", "));
    return session.executeUnless(
        Set.of(LOCK_NOT_AVAILABLE, UNDEFINED_TABLE, UNDEFINED_SCHEMA, QUERY_CANCELED),
        "LOCK TABLE " + list + " IN ACCESS SHARE MODE");
  }

  /** Those of them that are in the source. */
  public static List<TableId> present(SourceSession session, List<TableId> tables) {
    return tables.stream()
        .filter(table -> Relation.find(session, table).filter(Relation::isPlainTable).isPresent())
        .toList();
  }

  /** Those of them that are in the source, and may be read and locked by who asks. */
  public static List<TableId> readable(SourceSession session, Collection<TableId> tables) {
    return session.list(
        READABLE,
        row -> new TableId(row.getString(1), row.getString(2)),
        tables.stream().map(TableId::schema).toArray(String[]::new),
        tables.stream().map(TableId::table).toArray(String[]::new));
  }

  /** Those of them that are in the source, and can be put into a publication as they are. */
  static List<TableId> publishable(SourceSession session, Collection<TableId> tables) {
    return tables.stream()
        .filter(
            table ->
                Relation.find(session, table)
                    .filter(relation -> TableCheck.isPublishable(session, relation))
                    .isPresent())
        .toList();
  }

  /** Those of them that are in the source, and can be captured as they are. */
  public static List<TableId> capturable(SourceSession session, Collection<TableId> tables) {
    return tables.stream()
        .filter(
            table ->
                Relation.find(session, table)
                    .filter(Relation::isPlainTable)
                    .filter(found -> TableCheck.isFit(session, found, /* isPublished= */ false))
                    .isPresent())
        .toList();
  }

  /** Whether the table's name means it. Ask in a session that has no transaction open. */
  public static boolean isNamed(SourceSession session, TableDefinition table) {
    return session.one(
        "select coalesce(pg_catalog.to_regclass(?)::oid::bigint, 0) = ?",
        row -> row.getBoolean(1),
        table.id().quoted(),
        table.relation());
  }

  /** What a plain table is called now. */
  public static Optional<TableId> nameOf(SourceSession session, long relation) {
    return session.first(
        """
        select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where c.oid = ?::oid and c.relkind = 'r'
        """,
        row -> new TableId(row.getString(1), row.getString(2)),
        relation);
  }

  /** Another text after anything was said to the source about the tables. */
  public static String fingerprint(SourceSession session, List<TableId> tables) {
    return session.one(
        FINGERPRINT,
        row -> row.getString(1),
        tables.stream().map(TableId::schema).toArray(String[]::new),
        tables.stream().map(TableId::table).toArray(String[]::new));
  }

  /**
   * Looks, as the session's transaction sees the catalog.
   *
   * @param publication its name
   */
  public static Look take(SourceSession session, List<TableId> tables, String publication) {
    List<TableState> states = new ArrayList<>();
    List<TableId> missing = new ArrayList<>();
    for (TableId table : tables) {
      state(session, table, publication).ifPresentOrElse(states::add, () -> missing.add(table));
    }
    return Look.of(states, missing);
  }

  /**
   * A table's state; empty when there is no such table, or it cannot be captured as it is.
   *
   * @throws UnfitSourceException its changes come, and it may not be read: to leave it out would
   *     lose them
   */
  public static Optional<TableState> state(
      SourceSession session, TableId table, String publication) {
    Optional<Relation> relation = Relation.find(session, table).filter(Relation::isPlainTable);
    return relation.flatMap(
        found ->
            place(session, found, publication)
                .filter(at -> TableCheck.isFit(session, found, at.publication() != 0))
                .map(at -> state(session, found, at)));
  }

  /** Where a table's rows are, and since when they are published. */
  private record Place(long filenode, long publication) {}

  private static Optional<Place> place(
      SourceSession session, Relation relation, String publication) {
    return session.first(
        RELATION, row -> new Place(row.getLong(1), row.getLong(2)), publication, relation.oid());
  }

  private static TableState state(SourceSession session, Relation relation, Place place) {
    List<Attribute> attributes =
        session.list(
            ATTRIBUTES,
            row -> new Attribute(row.getInt(1), row.getLong(2), row.getInt(3), row.getLong(4)),
            relation.oid());
    TableDefinition definition = Catalog.definition(session, relation.id());
    List<EnumLabel> labels = labels(session, definition);
    return new TableState(definition, place.filenode(), place.publication(), attributes, labels);
  }

  private static List<EnumLabel> labels(SourceSession session, TableDefinition definition) {
    return session.list(
        LABELS,
        row -> new EnumLabel(row.getString(1), row.getLong(2), row.getString(3)),
        (Object) definition.types().stream().map(UserType::name).toArray(String[]::new));
  }
}
