package dev.tidemark.restorer.target;

import dev.tidemark.restorer.ddl.AfterData;
import dev.tidemark.restorer.ddl.Statement;
import dev.tidemark.restorer.encode.CopyBuffer;
import dev.tidemark.restorer.encode.CopyEncoder;
import dev.tidemark.restorer.load.TableDestination;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowSchema;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * One table filled by COPY, on a connection of its own. What a large one holds is looked at on
 * another, while its indexes are made on the first.
 */
final class CopiedTable implements TableDestination {

  /** What is collected before it is sent; a larger row goes out alone. */
  private static final int BATCH_BYTES = 64 * 1024;

  /** So many bytes of COPY take longer to add up than a connection takes to be made. */
  static final long LARGE = 8L << 20;

  private final RestoredTable table;
  private final AfterData afterData;
  private final Workers workers;
  private final Session session;
  private final StagedRows rows;
  private final CopyEncoder encoder;
  private final CopyBuffer buffer = new CopyBuffer(2 * BATCH_BYTES);
  private final CopyIn copy;

  /** What is sent, if that is of use. */
  private final @Nullable SentRows sentRows;

  private Optional<SentRows.Sums> sums = Optional.empty();
  private long sent;
  private long taken;

  /** What was to be done on the connection is done, and another table may have it. */
  private boolean isDone;

  /**
   * @param toAddUp how many rows there will be to add up, at most
   */
  CopiedTable(
      RestoredTable table, TableId staged, AfterData afterData, long toAddUp, Workers workers) {
    this.table = table;
    this.afterData = afterData;
    this.workers = workers;
    this.session = workers.take();
    RowSchema schema = RowSchema.of(table.definition());
    this.rows = new StagedRows(table, staged, schema);
    this.encoder = CopyEncoder.of(schema);
    this.sentRows = rows.mayBeAddedUp(toAddUp) ? new SentRows(rows.binaryDecoder()) : null;
    this.copy = begin();
  }

  private CopyIn begin() {
    try {
      encoder.begin(buffer);
      return session
          .postgres()
          .getCopyAPI()
          .copyIn("COPY %s FROM STDIN (FORMAT %s)".formatted(rows.named(), encoder.format()));
    } catch (SQLException e) {
      close();
      throw failed(e);
    }
  }

  @Override
  public void row(byte[] bytes, int offset, int length) {
    encoder.row(bytes, offset, length, buffer);
    if (buffer.size() >= BATCH_BYTES) {
      send();
    }
  }

  @Override
  public long endRows() {
    encoder.end(buffer);
    send();
    try {
      taken = copy.endCopy();
      sums = sentRows == null ? Optional.empty() : sentRows.end();
      return taken;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void finish() {
    run(afterData.all());
    isDone = true;
  }

  @Override
  public Checksum finishAndAddUp() {
    Checksum held = makeIndexesAndAddUp();
    run(afterData.rest());
    isDone = true;
    return held;
  }

  private Checksum makeIndexesAndAddUp() {
    if (sent >= LARGE && !afterData.indexes().isEmpty()) {
      Session another;
      try {
        another = workers.open();
      } catch (CheckTargetException e) {
        // It takes longer with one connection, and comes to the same.
        return makeIndexesThenAddUp();
      }
      try {
        return new SideBySide(session, another)
            .run(() -> run(afterData.indexes()), () -> rows.addUp(another, taken, sums));
      } finally {
        workers.close(another);
      }
    }
    return makeIndexesThenAddUp();
  }

  private Checksum makeIndexesThenAddUp() {
    run(afterData.indexes());
    return rows.addUp(session, taken, sums);
  }

  private void run(List<Statement> statements) {
    for (Statement statement : statements) {
      try {
        session.execute(statement.sql());
      } catch (SQLException e) {
        throw session.errors().broken(statement.subject(), e);
      }
    }
  }

  @Override
  public void close() {
    if (sentRows != null) {
      sentRows.close();
    }
    if (isDone) {
      workers.giveBack(session);
    } else {
      workers.close(session);
    }
  }

  private void send() {
    try {
      copy.writeToCopy(buffer.array(), 0, buffer.size());
      sent += buffer.size();
      if (sentRows != null) {
        sentRows.take(buffer.array(), buffer.size());
      }
      buffer.clear();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private RuntimeException failed(SQLException e) {
    return session.errors().broken(table.name().toString(), e);
  }
}
