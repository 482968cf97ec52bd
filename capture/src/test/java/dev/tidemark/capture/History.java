package dev.tidemark.capture;

import dev.tidemark.capture.event.EncodedEvent;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.EventReader;
import dev.tidemark.schemas.event.Operation;
import dev.tidemark.schemas.event.SchemaRegistry;
import dev.tidemark.schemas.row.RowField;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.timeline.Checkpoint;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a log holds, read back: its events, its timeline, and the tables that follow from them. */
public final class History {

  private final MemoryLog log;

  public History(MemoryLog log) {
    this.log = log;
  }

  /** An event with its values in the source's text, by column. */
  public record Event(
      TableId table,
      ChangeId id,
      Operation operation,
      List<String> key,
      Map<String, @Nullable String> before,
      Map<String, @Nullable String> after,
      List<String> unchanged,
      Optional<List<String>> oldKey) {}

  public List<Event> events() {
    // Before the schemas: the log may grow in between, and an event never comes before its schema.
    List<EncodedEvent> written = log.events();
    SchemaRegistry schemas = new SchemaRegistry();
    log.schemas().forEach(schemas::add);
    EventReader reader = new EventReader(schemas);
    List<Event> events = new ArrayList<>();
    for (EncodedEvent event : written) {
      events.add(event(reader, event));
    }
    return events;
  }

  private static Event event(EventReader reader, EncodedEvent event) {
    if (!event.hasKey()) {
      reader.read(null, event.value());
      return new Event(
          event.table(),
          reader.id(),
          reader.operation(),
          List.of(),
          Map.of(),
          Map.of(),
          List.of(),
          Optional.empty());
    }
    reader.read(event.key(), event.value());
    RowText text = RowText.of(reader.schema());
    List<RowField> fields = reader.schema().fields();
    Map<String, @Nullable String> before =
        reader.hasBefore()
            ? values(
                fields, text.decode(reader.buffer(), reader.beforeOffset(), reader.beforeLength()))
            : Map.of();
    Map<String, @Nullable String> after =
        reader.hasAfter()
            ? values(
                fields, text.decode(reader.buffer(), reader.afterOffset(), reader.afterLength()))
            : Map.of();
    return new Event(
        event.table(),
        reader.id(),
        reader.operation(),
        key(text, event.key()),
        before,
        after,
        Arrays.stream(reader.unchanged()).mapToObj(i -> fields.get(i).column()).toList(),
        event.isMoved() ? Optional.of(key(text, event.oldKey())) : Optional.empty());
  }

  /** A single-object header is ten bytes. */
  private static List<String> key(RowText text, byte[] key) {
    return List.of(text.decodeKey(key, 10, key.length - 10));
  }

  private static Map<String, @Nullable String> values(
      List<RowField> fields, @Nullable String[] values) {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      row.put(fields.get(i).column(), values[i]);
    }
    return row;
  }

  public List<TimelineEntry> entries() {
    return log.checkpoints().stream().flatMap(point -> point.entries().stream()).toList();
  }

  public <T extends TimelineEntry> List<T> entries(Class<T> kind) {
    return entries().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public Optional<Checkpoint> last() {
    List<Checkpoint> all = log.checkpoints();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Whether a marker of this name has arrived: all that was committed before it is there then. */
  public boolean hasMark(String name) {
    return entries(TimelineEntry.Marked.class).stream().anyMatch(mark -> mark.name().equals(name));
  }

  /** The table that the events make, by key. */
  public Map<List<String>, Map<String, @Nullable String>> table(TableId table) {
    Map<List<String>, Map<String, @Nullable String>> rows = new TreeMap<>(History::compare);
    Map<List<String>, Map<String, @Nullable String>> moving = new HashMap<>();
    for (Event event : events()) {
      if (!event.table().equals(table)) {
        continue;
      }
      switch (event.operation()) {
        case TRUNCATE -> rows.clear();
        case DELETE -> {
          Map<String, @Nullable String> gone = rows.remove(event.key());
          if (gone == null) {
            throw new IllegalStateException(event.id() + " deletes what is not there");
          }
          moving.put(event.key(), gone);
        }
        default -> {
          Map<String, @Nullable String> row = new LinkedHashMap<>(event.after());
          Map<String, @Nullable String> older =
              event.oldKey().map(moving::get).orElseGet(() -> rows.get(event.key()));
          event.unchanged().forEach(column -> row.put(column, older.get(column)));
          boolean isNew = rows.put(event.key(), row) == null;
          if (isNew == (event.operation() == Operation.UPDATE)) {
            throw new IllegalStateException(event.id() + " does not fit what is there");
          }
        }
      }
    }
    return rows;
  }

  private static int compare(List<String> a, List<String> b) {
    return String.join("\0", a).compareTo(String.join("\0", b));
  }
}
