package dev.tidemark.restorer.target;

import dev.tidemark.restorer.ddl.Statement;
import dev.tidemark.restorer.encode.CopyBuffer;
import dev.tidemark.restorer.encode.CopyEncoder;
import dev.tidemark.restorer.load.TableDestination;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.RowSum;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.CopyLine;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.Column;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** One table filled by COPY, on a connection of its own. */
final class CopiedTable implements TableDestination {

  /** What is collected before it is sent; a larger row goes out alone. */
  private static final int BATCH_BYTES = 64 * 1024;

  private final RestoredTable table;
  private final TableId staged;
  private final List<Statement> afterData;
  private final Session session;
  private final Consumer<Session> closed;
  private final RowSchema schema;
  private final CopyEncoder encoder;
  private final CopyBuffer buffer = new CopyBuffer(2 * BATCH_BYTES);
  private final CopyIn copy;

  CopiedTable(
      RestoredTable table,
      TableId staged,
      List<Statement> afterData,
      Session session,
      Consumer<Session> closed) {
    this.table = table;
    this.staged = staged;
    this.afterData = afterData;
    this.session = session;
    this.closed = closed;
    this.schema = RowSchema.of(table.definition());
    this.encoder = CopyEncoder.of(schema);
    this.copy = begin();
  }

  private CopyIn begin() {
    try {
      encoder.begin(buffer);
      return session
          .postgres()
          .getCopyAPI()
          .copyIn("COPY %s FROM STDIN (FORMAT %s)".formatted(columns(), encoder.format()));
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
      return copy.endCopy();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void finish() {
    for (Statement statement : afterData) {
      try {
        session.execute(statement.sql());
      } catch (SQLException e) {
        throw session.errors().broken(statement.subject(), e);
      }
    }
  }

  @Override
  public Checksum readBack() {
    RowSum sum = new RowSum();
    RowEncoder encode = RowEncoder.of(schema);
    CopyLine line = new CopyLine(schema.fields().size());
    AvroOutput row = new AvroOutput();
    try {
      CopyOut out = session.postgres().getCopyAPI().copyOut("COPY " + columns() + " TO STDOUT");
      for (byte @Nullable [] bytes = out.readFromCopy();
          bytes != null;
          bytes = out.readFromCopy()) {
        row.reset();
        line.encode(bytes, encode, row);
        sum.add(row.array(), 0, row.size());
      }
      return sum.checksum();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    session.close();
    closed.accept(session);
  }

  private void send() {
    try {
      copy.writeToCopy(buffer.array(), 0, buffer.size());
      buffer.clear();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private String columns() {
    return staged.quoted()
        + table.definition().storedColumns().stream()
            .map(Column::name)
            .map(TableId::quote)
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private RuntimeException failed(SQLException e) {
    return session.errors().broken(table.name().toString(), e);
  }
}
