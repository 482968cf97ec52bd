package dev.tidemark.capture.transaction;

import dev.tidemark.capture.table.TableState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of one table, in parts that are scripted. */
final class FakeRows implements TableRows {

  private record Script(String seen, List<@Nullable String[]> rows) {}

  private final List<Script> parts = new ArrayList<>();
  private final List<Script> agains = new ArrayList<>();
  private final List<String> askedAgain = new ArrayList<>();
  private final List<String> touches = new ArrayList<>();

  /** The next part, as a snapshot saw it. */
  FakeRows part(String seen, @Nullable String[]... rows) {
    parts.add(new Script(seen, List.of(rows)));
    return this;
  }

  /** What is found of the rows that are read once more. */
  FakeRows again(String seen, @Nullable String[]... rows) {
    agains.add(new Script(seen, List.of(rows)));
    return this;
  }

  /** The keys that were read once more. */
  List<String> askedAgain() {
    return askedAgain;
  }

  /** The newest message that was written into the source's log. */
  String lastTouch() {
    return touches.get(touches.size() - 1);
  }

  @Override
  public Reader open(TableState state) {
    return new Reader() {
      @Override
      public Optional<TablePart> next() {
        Script script = parts.remove(0);
        return Optional.of(part(state, script, parts.isEmpty()));
      }

      @Override
      public Optional<TablePart> again(List<@Nullable String[]> keys) {
        keys.forEach(key -> askedAgain.add(Arrays.toString(key)));
        return Optional.of(part(state, agains.remove(0), /* isLast= */ true));
      }

      @Override
      public void close() {}
    };
  }

  private static TablePart part(TableState state, Script script, boolean isLast) {
    return new TablePart(
        state, SeenTransactions.parse(script.seen()), FakeSource.TIME, script.rows(), isLast);
  }

  @Override
  public void touch(String message) {
    touches.add(message);
  }
}
