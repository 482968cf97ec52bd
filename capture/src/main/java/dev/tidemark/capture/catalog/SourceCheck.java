package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.TableId;
import java.util.List;

/**
 * Whether a source can be captured at all, asked before anything is made in it. The checks stand in
 * the order in which somebody would mend what they find.
 */
public final class SourceCheck {

  /** The first version whose pgoutput sends logical messages, which heartbeats and markers are. */
  private static final int OLDEST_VERSION = 140_000;

  private static final String CURRENT_ROLE =
      """
      select r.rolsuper or r.rolreplication
             or exists (select from pg_roles g
                         where g.rolname in ('rds_replication', 'rds_superuser')
                           and pg_catalog.pg_has_role(r.oid, g.oid, 'MEMBER'))
        from pg_roles r where r.rolname = current_user
      """;

  private final SourceSession session;
  private final String place;
  private final String user;

  private SourceCheck(SourceSession session) {
    this.session = session;
    this.place = "the source " + session.url().place();
    this.user = session.url().user();
  }

  /**
   * Checks server, rights and tables for a collection that is yet to be made.
   *
   * @param slot the name that its slot and its publication will have
   */
  public static void check(SourceSession session, List<TableId> tables, String slot) {
    SourceCheck check = new SourceCheck(session);
    check.requireServer();
    check.requireRights();
    check.requireFreeNames(slot);
    check.requireFreeSlot();
    tables.forEach(table -> TableCheck.check(session, table));
  }

  /** Checks a table that is to come into a collection. */
  public static void checkTable(SourceSession session, TableId table) {
    TableCheck.check(session, table);
  }

  private void requireServer() {
    if (number("server_version_num") < OLDEST_VERSION) {
      throw new UnfitSourceException(
          place + " runs PostgreSQL " + setting("server_version") + "; 14 or newer is needed",
          "Upgrade the server: older ones do not send the messages that heartbeats rely on.");
    }
    if (!setting("wal_level").equals("logical")) {
      throw new UnfitSourceException(
          place + " has wal_level " + setting("wal_level") + ", and capture needs logical",
          "Run: ALTER SYSTEM SET wal_level = logical; and restart the server.");
    }
    if (truth("select pg_catalog.pg_is_in_recovery()")) {
      throw new UnfitSourceException(
          place + " is a standby, where no publication can be made", "Name the primary server.");
    }
    if (setting("server_encoding").equals("SQL_ASCII")) {
      throw new UnfitSourceException(
          place + " has encoding SQL_ASCII, whose text may be anything",
          "Move the database to encoding UTF8.");
    }
  }

  private void requireRights() {
    if (!truth(CURRENT_ROLE)) {
      throw new UnfitSourceException(
          "user " + user + " may not replicate from " + place,
          "Run: ALTER ROLE " + TableId.quote(user) + " REPLICATION;");
    }
    if (!truth("select pg_catalog.has_database_privilege(current_database(), 'CREATE')")) {
      throw new UnfitSourceException(
          "user " + user + " may not create a publication in " + place,
          "Run: GRANT CREATE ON DATABASE "
              + TableId.quote(session.url().database())
              + " TO "
              + TableId.quote(user)
              + ";");
    }
  }

  private void requireFreeNames(String slot) {
    if (truth("select exists (select from pg_replication_slots where slot_name = ?)", slot)) {
      throw new UnfitSourceException(
          place + " already has a replication slot " + slot + ", perhaps of a collection elsewhere",
          "Choose another name, or if nobody needs it run: SELECT pg_drop_replication_slot('"
              + slot
              + "');");
    }
    if (truth("select exists (select from pg_publication where pubname = ?)", slot)) {
      throw new UnfitSourceException(
          place + " already has a publication " + slot + ", perhaps of a collection elsewhere",
          "Choose another name, or if nobody needs it run: DROP PUBLICATION "
              + TableId.quote(slot)
              + ";");
    }
  }

  private void requireFreeSlot() {
    int most = number("max_replication_slots");
    int used = session.one("select count(*)::int from pg_replication_slots", row -> row.getInt(1));
    if (used >= most) {
      throw new UnfitSourceException(
          place + " has no replication slot left: " + used + " of " + most + " are used",
          "Run: ALTER SYSTEM SET max_replication_slots = "
              + (most + 10)
              + "; and restart the server, or drop a slot that nobody needs.");
    }
  }

  private String setting(String name) {
    return session.one("select pg_catalog.current_setting(?)", row -> row.getString(1), name);
  }

  private int number(String name) {
    return Integer.parseInt(setting(name));
  }

  private boolean truth(String sql, Object... parameters) {
    return session.one(sql, row -> row.getBoolean(1), parameters);
  }
}
