package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.catalog.ServerTimeline;
import dev.tidemark.capture.catalog.SourceDatabase;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.TableDefinition;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  private @Nullable ServerTimeline server;
  private @Nullable Lsn position;
  private @Nullable Instant time;

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
    SourceSession replication = session(database.openReplication());
    server = ServerTimeline.of(replication);
    ExportingSlot slot = slot(replication, name);
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

  private ExportingSlot slot(SourceSession session, String name) {
    try {
      return ExportingSlot.make(session, name, "", SLOT_SECONDS);
    } catch (SQLException e) {
      if (ExportingSlot.isTooLate(e)) {
        throw new UnreachableSourceException(
            "slot "
                + name
                + " could not be made within "
                + SLOT_SECONDS
                + " s: the source "
                + database.url().place()
                + " has a transaction that was open before and goes on",
            ExportingSlot.FIND_OPEN + "Capture tries again by itself.",
            e);
      }
      throw new UnreachableSourceException(
          "slot "
              + name
              + " could not be made in the source "
              + database.url().place()
              + ": "
              + e.getMessage(),
          ExportingSlot.MAKE_ROOM,
          e);
    }
  }

  /** The slot's consistent point. */
  public Lsn position() {
    return opened(position);
  }

  /** Where its position is one. */
  public ServerTimeline server() {
    return opened(server);
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

  /**
   * Reads all rows of a table, one at a time.
   *
   * @param taker takes a row, a line of COPY's text with the values of the stored columns in their
   *     order, and may change the array; false to stop
   */
  public void read(TableDefinition definition, Predicate<byte[]> taker) {
    try {
      if (!TableCopy.read(
          opened(reader),
          () -> session(database.open()),
          definition,
          line -> taker.test(SoundText.of(line)))) {
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
