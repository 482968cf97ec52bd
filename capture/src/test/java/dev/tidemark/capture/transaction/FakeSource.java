package dev.tidemark.capture.transaction;

import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A source with a history made beforehand, which it sends from any position, as a server does. */
final class FakeSource {

  static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");

  private static final List<TableShape> SHAPES =
      List.of(
          new TableShape(TableId.parse("public.a"), List.of("id"), false),
          new TableShape(TableId.parse("public.b"), List.of("id"), false));

  private final List<List<SourceEvent>> transactions = new ArrayList<>();

  static FakeSource random(RandomGenerator random, int transactions) {
    FakeSource source = new FakeSource();
    for (int i = 0; i < transactions; i++) {
      int kind = random.nextInt(10);
      int changes = kind < 2 ? 0 : kind < 8 ? 1 + random.nextInt(5) : random.nextInt(120);
      boolean isMarker = changes == 0 && random.nextBoolean();
      source.transaction(random, changes, isMarker ? List.of("mark:m" + i) : List.of());
    }
    return source;
  }

  void transaction(RandomGenerator random, int changes, List<String> messages) {
    int number = transactions.size() + 1;
    TransactionId id = new TransactionId(Integer.toString(700 + number));
    List<SourceEvent> events = new ArrayList<>();
    events.add(new SourceEvent.Begin(id, new SourcePosition("0/" + number), TIME));
    Map<TableId, Long> counts = new HashMap<>();
    for (int i = 0; i < changes; i++) {
      TableShape shape = SHAPES.get(random.nextInt(SHAPES.size()));
      @Nullable String[] row = {number + "." + i};
      events.add(new SourceEvent.Changed(new RowChange(shape, Operation.CREATE, null, row, null)));
      counts.merge(shape.table(), 1L, Long::sum);
    }
    messages.forEach(message -> events.add(new SourceEvent.Message(message)));
    events.add(new SourceEvent.End(id, position(number), TIME, counts));
    transactions.add(events);
  }

  static SourcePosition position(int number) {
    return new SourcePosition("0/" + Integer.toHexString(number));
  }

  /** Everything committed at or after a position, transaction by transaction. */
  List<SourceEvent> from(SourcePosition position) {
    int done = Integer.parseInt(position.value().substring(2), 16);
    return transactions.subList(done, transactions.size()).stream().flatMap(List::stream).toList();
  }

  List<List<SourceEvent>> transactions() {
    return transactions;
  }
}
