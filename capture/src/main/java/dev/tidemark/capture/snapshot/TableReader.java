package dev.tidemark.capture.snapshot;

import dev.tidemark.capture.catalog.CatalogLook;
import dev.tidemark.capture.catalog.KeyOperators;
import dev.tidemark.capture.catalog.SourceSession;
import dev.tidemark.capture.catalog.UnreachableSourceException;
import dev.tidemark.capture.table.TableState;
import dev.tidemark.capture.transaction.SeenTransactions;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads one table under snapshots that say which transactions they saw. */
final class TableReader implements AutoCloseable {

  /** How long somebody who alters the table may keep a part waiting. */
  private static final String LOCK_TIMEOUT = "SET lock_timeout = '10s'";

  private final SourceSession session;
  private final TableState state;
  private final String publication;
  private final RowLimits limits;

  /** What a snapshot is. */
  record Snapshot(SeenTransactions seen, Instant time) {}

  /**
   * @param state the table as it has to be
   */
  TableReader(SourceSession session, TableState state, String publication, RowLimits limits) {
    this.session = session;
    this.state = state;
    this.publication = publication;
    this.limits = limits;
    session.execute(LOCK_TIMEOUT);
    session.execute("SET statement_timeout = 0");
    session.execute("SET idle_in_transaction_session_timeout = 0");
    session.execute("SET standard_conforming_strings = on");
    // An error is better than a table from which a policy has taken rows.
    session.execute("SET row_security = off");
  }

  TableState state() {
    return state;
  }

  RowLimits limits() {
    return limits;
  }

  List<KeyOperators> operators(List<String> columns) {
    return KeyOperators.of(session, state.definition().relation(), columns);
  }

  List<Column> columns() {
    return state.definition().storedColumns();
  }

  /**
   * Begins a transaction that sees one snapshot.
   *
   * @return empty when the table is not as it has to be; then none is begun
   */
  Optional<Snapshot> begin() {
    session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    // The lock comes before the snapshot: what is altered in between would be altered unseen.
    boolean isSame =
        CatalogLook.lock(session, List.of(state.table()))
            && CatalogLook.state(session, state.table(), publication)
                .filter(now -> now.isAs(state))
                .isPresent();
    if (!isSame) {
      end();
      return Optional.empty();
    }
    return Optional.of(
        session.one(
            "select pg_catalog.pg_current_snapshot()::text, pg_catalog.clock_timestamp()",
            row ->
                new Snapshot(
                    SeenTransactions.parse(row.getString(1)),
                    row.getObject(2, OffsetDateTime.class).toInstant())));
  }

  void end() {
    session.execute("ROLLBACK");
  }

  /**
   * Begins to read rows.
   *
   * @param rest what follows the table's name in the query
   */
  CopyOut copy(String rest) {
    String select =
        columns().stream()
                .map(column -> TableId.quote(column.name()))
                .collect(Collectors.joining(", ", "COPY (SELECT ", ""))
            + " FROM ONLY "
            + state.table().quoted()
            + rest
            + ") TO STDOUT";
    try {
      return session.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(select);
    } catch (SQLException e) {
      throw brokenOff(e);
    }
  }

  /** The rows that come next, as many as a part may have, and whether there are none behind. */
  Rows next(CopyOut copy) {
    return next(copy, limits);
  }

  /** All rows, which the query has to make few. */
  Rows all(CopyOut copy) {
    return next(copy, new RowLimits(Integer.MAX_VALUE, Long.MAX_VALUE));
  }

  /** As {@link #next(CopyOut)}, with other limits. */
  Rows next(CopyOut copy, RowLimits most) {
    List<@Nullable String[]> rows = new ArrayList<>();
    long bytes = 0;
    try {
      while (rows.size() < most.rows() && bytes < most.bytes()) {
        byte[] line = copy.readFromCopy();
        if (line == null) {
          return new Rows(rows, bytes, true);
        }
        bytes += line.length;
        rows.add(CopyText.parse(line, columns().size()));
      }
      return new Rows(rows, bytes, false);
    } catch (SQLException e) {
      throw brokenOff(e);
    }
  }

  /**
   * @param bytes that they were sent in
   * @param isLast there are none behind them
   */
  record Rows(List<@Nullable String[]> rows, long bytes, boolean isLast) {}

  /**
   * Reads to its end what nobody wants. To cancel it would be quicker, but the server is mostly
   * done with so little by then, and the driver is left with an answer too many: every statement
   * after it gets that of the one before.
   */
  void drain(CopyOut copy) {
    try {
      while (copy.isActive() && copy.readFromCopy() != null) {
        // Another row that the next part has.
      }
    } catch (SQLException e) {
      throw brokenOff(e);
    }
  }

  private UnreachableSourceException brokenOff(SQLException e) {
    return new UnreachableSourceException(
        "the reading of table " + state.table() + " broke off: " + e.getMessage(),
        "Capture begins with the table again by itself.",
        e);
  }

  @Override
  public void close() {
    session.abort();
  }
}
