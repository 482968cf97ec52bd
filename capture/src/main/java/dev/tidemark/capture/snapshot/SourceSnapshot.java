package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * A replication slot together with the tables as they were where it begins: what the slot sends is
 * exactly what the snapshot does not hold.
 */
public final class SourceSnapshot implements AutoCloseable {

  private static final int SLOT_SECONDS = 60;

  private final SourceDatabase database;
  private final List<TableId> tables;
  private final List<SourceSession> sessions = new CopyOnWriteArrayList<>();
  private @Nullable SourceSession reader;
  private @Nullable Lsn position;
  private @Nullable Instant time;

  /** What takes the rows of a table. */
  @FunctionalInterface
  public interface RowTaker {
    /** Takes a row, its values in the order of the stored columns; false to stop. */
    boolean take(@Nullable String[] values);
  }

  private record NewSlot(String position, String snapshot) {}

  public SourceSnapshot(SourceDatabase database, List<TableId> tables) {
    this.database = database;
    this.tables = List.copyOf(tables);
  }

  /** Makes the publication and the slot, both of this name, and opens the snapshot. */
  public void create(String name) {
    SourceSession session = session(database.open());
    session.execute("SET lock_timeout = '30s'");
    session.execute(
        "CREATE PUBLICATION "
            + TableId.quote(name)
            + " FOR TABLE "
            + list("ONLY ")
            + " WITH (publish = 'insert, update, delete, truncate')");
    NewSlot slot = slot(session(database.openReplication()), name);
    SourceSession now = session(database.open());
    if (!ExportedSnapshot.open(session, now, slot.snapshot(), tables)) {
      throw altered();
    }
    time =
        session.one(
            "select pg_catalog.clock_timestamp()",
            row -> row.getObject(1, OffsetDateTime.class).toInstant());
    position = Lsn.parse(slot.position());
    reader = session;
  }

  private UnreachableSourceException altered() {
    return new UnreachableSourceException(
        "tables of the source "
            + database.url().place()
            + " were altered or truncated while their snapshot was taken",
        "Capture begins the snapshot again by itself.",
        null);
  }

  private String list(String prefix) {
    return tables.stream().map(table -> prefix + table.quoted()).collect(Collectors.joining(", "));
  }

  private SourceSession session(SourceSession session) {
    sessions.add(session);
    return session;
  }

  private NewSlot slot(SourceSession session, String name) {
    try (Statement statement = session.connection().createStatement()) {
      statement.setQueryTimeout(SLOT_SECONDS);
      try (ResultSet row =
          statement.executeQuery(
              "CREATE_REPLICATION_SLOT "
                  + TableId.quote(name)
                  + " LOGICAL pgoutput EXPORT_SNAPSHOT")) {
        row.next();
        return new NewSlot(row.getString("consistent_point"), row.getString("snapshot_name"));
      }
    } catch (SQLException e) {
      if ("57014".equals(e.getSQLState())) {
        throw new UnreachableSourceException(
            "slot "
                + name
                + " could not be made within "
                + SLOT_SECONDS
                + " s: the source "
                + database.url().place()
                + " has a transaction that was open before and goes on",
            "Find it with: SELECT * FROM pg_stat_activity WHERE xact_start < now() - interval '1"
                + " minute'; Capture tries again by itself.",
            e);
      }
      throw new UnreachableSourceException(
          "slot "
              + name
              + " could not be made in the source "
              + database.url().place()
              + ": "
              + e.getMessage(),
          "If it says that all slots are in use, raise max_replication_slots or drop one that nobody"
              + " needs.",
          e);
    }
  }

  /** The slot's consistent point. */
  public Lsn position() {
    return opened(position);
  }

  /** The source's time just after the snapshot was taken. */
  public Instant time() {
    return opened(time);
  }

  /** A table as it is in the snapshot. */
  public TableState state(TableId table, String publication) {
    return CatalogLook.state(opened(reader), table, publication)
        .orElseThrow(
            () ->
                new UnreachableSourceException(
                    "table " + table + " was dropped while its snapshot began",
                    "Capture looks again by itself; take the table out of the collection if it is gone for"
                        + " good.",
                    null));
  }

  /** Reads all rows of a table, one at a time. */
  public void read(TableDefinition definition, RowTaker taker) {
    int columns = definition.storedColumns().size();
    String select =
        definition.storedColumns().stream()
                .map(column -> TableId.quote(column.name()))
                .collect(Collectors.joining(", ", "COPY (SELECT ", ""))
            + " FROM ONLY "
            + definition.id().quoted()
            + ") TO STDOUT";
    SourceSession session = opened(reader);
    try {
      CopyOut copy = session.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(select);
      for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
        if (!taker.take(CopyText.parse(line, columns))) {
          copy.cancelCopy();
          return;
        }
      }
      // A schema can be renamed over a locked table: then its name was read, and not the table.
      if (!CatalogLook.isNamed(session, definition)) {
        throw altered();
      }
    } catch (SQLException e) {
      throw new UnreachableSourceException(
          "the snapshot of table " + definition.id() + " broke off: " + e.getMessage(),
          "Capture begins the snapshot again by itself.",
          e);
    }
  }

  private static <T> T opened(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the snapshot was not created");
    }
    return value;
  }

  /** Breaks off whatever runs, from another thread. */
  public void abort() {
    sessions.forEach(SourceSession::abort);
  }

  @Override
  public void close() {
    sessions.forEach(SourceSession::close);
  }
}
