package dev.tidemark.restorer.target;

import dev.tidemark.restorer.ddl.Staging;
import dev.tidemark.restorer.ddl.Statement;
import dev.tidemark.schemas.change.TableId;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The staging schemas of one restore on the target, and those that killed restores left there.
 *
 * <p>A live restore holds an advisory lock on its name, so a schema whose lock is free is nobody's.
 * What else a restore made before publication (types, and schemas for them) is named in the comment
 * of its first schema, written in the transaction that made it: it is known even when the process
 * is not any more. Only schemas that the user owns are touched, for anyone may give one such a
 * name.
 */
final class StagingArea {

  private static final String COMMENT_HEAD = "A restore by Tidemark builds its tables here.";
  private static final String MINE =
      " AND nspowner = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)";
  private static final String LOCK_KEY = "pg_catalog.hashtextextended(?, 0)";

  /** Something depends on it; there is no such type; there is no such schema. */
  private static final Set<String> NOT_OURS = Set.of("2BP01", "42704", "3F000");

  private final Session session;

  StagingArea(Session session) {
    this.session = session;
  }

  /** Says, until the session ends, that the staging schemas of this name are in use. */
  void claim(String name) {
    session.query("SELECT pg_catalog.pg_advisory_lock(" + LOCK_KEY + ")::text", name);
  }

  /** Makes the schemas, within the transaction under way. */
  void create(Staging staging) {
    for (String schema : staging.schemas()) {
      session.run(
          new Statement("staging schema " + schema, "CREATE SCHEMA " + TableId.quote(schema)));
    }
  }

  /** Writes down what was made beside the schemas, within the transaction under way. */
  void note(Staging staging, List<Made> made) {
    String text =
        COMMENT_HEAD
            + made.stream().map(thing -> "\n" + thing.line()).collect(Collectors.joining());
    session.run(
        new Statement(
            "staging schema " + staging.name(),
            "COMMENT ON SCHEMA "
                + TableId.quote(staging.name())
                + " IS '"
                + text.replace("'", "''")
                + "'"));
  }

  boolean exists(Staging staging) {
    return Schemas.exists(session, staging.name());
  }

  /** Removes what restores that live no more left behind. */
  void removeLeftovers() {
    List<String> names =
        texts(
            session.query(
                "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname ~ ?"
                    + MINE
                    + " ORDER BY nspname",
                "^" + Staging.PREFIX + "[0-9a-f]+$"));
    for (String name : names) {
      if (session.ask("pg_catalog.pg_try_advisory_lock(" + LOCK_KEY + ")", name)) {
        remove(name);
        session.query("SELECT pg_catalog.pg_advisory_unlock(" + LOCK_KEY + ")::text", name);
      }
    }
  }

  /** Removes the staging schemas of a name with all in them, and what their comment names. */
  void remove(String name) {
    List<String> comments =
        texts(
            session.query(
                """
                SELECT coalesce(pg_catalog.obj_description(oid, 'pg_namespace'), '')
                FROM pg_catalog.pg_namespace WHERE nspname = ?
                """
                    + MINE,
                name));
    List<String> further =
        texts(
            session.query(
                "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname ~ ?"
                    + MINE
                    + " ORDER BY 1 DESC",
                "^" + name + "_[0-9]+$"));
    // The one with the comment last: until then, another attempt finds it all again.
    for (String schema : further) {
      drop(schema);
    }
    if (!comments.isEmpty()) {
      String comment = comments.get(0);
      dropTables(name);
      comment.lines().flatMap(line -> Made.parse(line).stream()).forEach(this::undo);
      drop(name);
    }
  }

  /** The tables go before the types they use; the schema itself stays for its comment. */
  private void dropTables(String schema) {
    List<String> tables =
        texts(
            session.query(
                """
                SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relkind = 'r'
                """,
                schema));
    for (String table : tables) {
      session.run(new Statement("staging table " + table, "DROP TABLE " + table + " CASCADE"));
    }
  }

  private void drop(String schema) {
    session.run(
        new Statement(
            "staging schema " + schema, "DROP SCHEMA " + TableId.quote(schema) + " CASCADE"));
  }

  private void undo(Made made) {
    try {
      session.execute(made.drop());
    } catch (SQLException e) {
      // Somebody else has come to use it, or has dropped it: then it is theirs.
      if (!NOT_OURS.contains(TargetErrors.state(e))) {
        throw session.errors().broken("the cleaning up", e);
      }
    }
  }

  private static List<String> texts(List<? extends @org.jspecify.annotations.Nullable String> all) {
    return all.stream().map(Objects::requireNonNull).toList();
  }
}
