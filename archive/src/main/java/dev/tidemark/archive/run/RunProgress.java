package dev.tidemark.archive.run;

import dev.tidemark.archive.container.Content;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.KeyOrder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How far a run is written: guards the order of its versions, and knows its first and last. */
final class RunProgress {

  private final RunName name;
  private final RowSchema schema;
  private final KeyOrder keyOrder;
  private final AvroOutput lastKey = new AvroOutput(64);
  private @Nullable String firstKey;
  private long rows;
  private long lastSequence;
  private long lastOrder;
  private long lowest = Long.MAX_VALUE;
  private long highest;

  RunProgress(RunName name, RowSchema schema) {
    this.name = name;
    this.schema = schema;
    this.keyOrder = KeyOrder.of(schema.key());
  }

  long rows() {
    return rows;
  }

  void next(long sequence, long order, RowSlice key) {
    if (sequence <= 0 || order < 0) {
      throw new IllegalArgumentException("a version has a sequence from 1 and an order from 0");
    }
    if (rows == 0) {
      firstKey = hex(key);
    } else {
      checkFollows(sequence, order, key);
    }
    lastKey.reset();
    lastKey.writeRaw(key.array(), key.offset(), key.length());
    lastSequence = sequence;
    lastOrder = order;
    lowest = Math.min(lowest, sequence);
    highest = Math.max(highest, sequence);
    rows++;
  }

  RunFile finished(Content content) {
    return new RunFile(
        name.path(),
        name.role(),
        name.table(),
        name.partition(),
        content.bytes(),
        rows,
        content.sha256(),
        firstKey,
        rows == 0 ? null : hex(RowSlice.of(lastKey)),
        Sequence.of(rows == 0 ? 0 : lowest),
        Sequence.of(highest),
        schema.fingerprint());
  }

  private void checkFollows(long sequence, long order, RowSlice key) {
    int byKey = keyOrder.compare(RowSlice.of(lastKey), key);
    if (byKey > 0) {
      throw disorder("a key comes before the one it follows");
    }
    if (byKey == 0 && name.role().holdsOneVersionPerKey()) {
      throw disorder("a key has two versions");
    }
    if (byKey == 0
        && (sequence > lastSequence || (sequence == lastSequence && order >= lastOrder))) {
      throw disorder("a version is not older than the one it follows");
    }
  }

  private IllegalArgumentException disorder(String what) {
    return new IllegalArgumentException(name.path() + " is written out of order: " + what);
  }

  private static String hex(RowSlice key) {
    return HexFormat.of().formatHex(key.array(), key.offset(), key.offset() + key.length());
  }
}
