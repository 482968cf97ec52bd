package dev.tidemark.capture.source;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.transaction.RowChange;
import dev.tidemark.capture.transaction.SourceEvent;
import dev.tidemark.capture.transaction.TableShape;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.row.RowEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Reads the engine's records as source events. Not for more than one thread. */
final class RecordReader {

  private static final String OLD_KEY = "__debezium.oldkey";

  private final String transactionTopic;
  private final String messageTopic;
  private final String unchanged;
  private final Map<TableId, Known> shapes = new HashMap<>();

  /** The engine makes a new schema whenever the source announces the table anew. */
  private record Known(Schema schema, TableShape shape) {}

  /**
   * @param name the engine's prefix of topics
   * @param unchanged what stands for a value that was not sent
   */
  RecordReader(String name, String unchanged) {
    this.transactionTopic = name + ".transaction";
    this.messageTopic = name + ".message";
    this.unchanged = unchanged;
  }

  /** Empty for what says nothing of the source, such as the engine's own heartbeats. */
  Optional<SourceEvent> read(SourceRecord record) {
    if (record.topic().equals(transactionTopic)) {
      return Optional.of(transaction(record));
    }
    if (record.topic().equals(messageTopic)) {
      return Optional.of(message((Struct) record.value()));
    }
    if (record.value() instanceof Struct value && value.schema().field("op") != null) {
      return Optional.of(change(record, value));
    }
    return Optional.empty();
  }

  private static SourceEvent transaction(SourceRecord record) {
    Struct value = (Struct) record.value();
    String id = value.getString("id");
    TransactionId transaction = new TransactionId(id.substring(0, id.indexOf(':')));
    Instant time = Instant.EPOCH.plus(number(record, "ts_usec"), ChronoUnit.MICROS);
    if (value.getString("status").equals("BEGIN")) {
      return new SourceEvent.Begin(transaction, new Lsn(number(record, "lsn")).position(), time);
    }
    Map<String, Long> byTable = new HashMap<>();
    List<Struct> tables = value.getArray("data_collections");
    for (Struct table : tables) {
      byTable.put(table.getString("data_collection"), table.getInt64("event_count"));
    }
    return new SourceEvent.End(
        transaction,
        new Lsn(number(record, "lsn_commit")).position(),
        time,
        value.getInt64("event_count"),
        byTable);
  }

  private static long number(SourceRecord record, String key) {
    if (record.sourceOffset().get(key) instanceof Long number) {
      return number;
    }
    throw new IllegalStateException("a record of a transaction without its " + key);
  }

  private static SourceEvent message(Struct value) {
    Object content = value.getStruct("message").get("content");
    ByteBuffer bytes =
        content instanceof ByteBuffer buffer ? buffer : ByteBuffer.wrap((byte[]) content);
    return new SourceEvent.Message(StandardCharsets.UTF_8.decode(bytes.duplicate()).toString());
  }

  private SourceEvent change(SourceRecord record, Struct value) {
    Struct source = value.getStruct("source");
    TableId table = new TableId(source.getString("schema"), source.getString("table"));
    TableShape shape = shape(table, value.schema().field("after").schema());
    Header moved = record.headers().lastWithName(OLD_KEY);
    return new SourceEvent.Changed(
        new RowChange(
            shape,
            operation(value.getString("op")),
            values(value.getStruct("before")),
            values(value.getStruct("after")),
            moved == null ? null : keyValues(shape, (Struct) moved.value())));
  }

  private TableShape shape(TableId table, Schema schema) {
    Known known = shapes.get(table);
    if (known == null || known.schema() != schema) {
      List<String> columns = schema.fields().stream().map(Field::name).toList();
      known = new Known(schema, new TableShape(table, columns));
      shapes.put(table, known);
    }
    return known.shape();
  }

  private @Nullable String @Nullable [] values(@Nullable Struct row) {
    if (row == null) {
      return null;
    }
    List<Field> fields = row.schema().fields();
    @Nullable String[] values = new @Nullable String[fields.size()];
    for (int i = 0; i < values.length; i++) {
      String value = (String) row.get(fields.get(i));
      values[i] = unchanged.equals(value) ? RowEncoder.UNCHANGED : value;
    }
    return values;
  }

  private static @Nullable String[] keyValues(TableShape shape, Struct key) {
    @Nullable String[] values = new @Nullable String[shape.columns().size()];
    for (Field field : key.schema().fields()) {
      values[shape.columns().indexOf(field.name())] = (String) key.get(field);
    }
    return values;
  }

  private static Operation operation(String code) {
    return switch (code) {
      case "c" -> Operation.CREATE;
      case "u" -> Operation.UPDATE;
      case "d" -> Operation.DELETE;
      case "t" -> Operation.TRUNCATE;
      default -> throw new IllegalStateException("the engine sent operation " + code);
    };
  }
}
