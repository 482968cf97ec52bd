package dev.tidemark.schemas.timeline;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroInput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names of tables. The same few come again and again on a timeline, and are made once:
 * the bytes of those that came last are kept, one for each of so many values of a hash.
 */
final class TableNames {

  private static final int SLOTS = 256;

  private final @Nullable Known[] slots = new Known[SLOTS];

  TableId read(AvroInput in) {
    int from = in.position();
    int schemaLength = in.readLength();
    int schemaAt = in.position();
    in.skip(schemaLength);
    int tableLength = in.readLength();
    int tableAt = in.position();
    in.skip(tableLength);
    int end = in.position();

    byte[] bytes = in.array();
    int slot = slot(bytes, from, end);
    Known known = slots[slot];
    if (known != null && known.isWritten(bytes, from, end)) {
      return known.id;
    }
    TableId id =
        new TableId(
            new String(bytes, schemaAt, schemaLength, StandardCharsets.UTF_8),
            new String(bytes, tableAt, tableLength, StandardCharsets.UTF_8));
    slots[slot] = new Known(Arrays.copyOfRange(bytes, from, end), id);
    return id;
  }

  private static int slot(byte[] bytes, int from, int end) {
    int hash = 0;
    for (int i = from; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ hash >>> 16) & (SLOTS - 1);
  }

  private static final class Known {

    private final byte[] written;
    private final TableId id;

    private Known(byte[] written, TableId id) {
      this.written = written;
      this.id = id;
    }

    private boolean isWritten(byte[] bytes, int from, int end) {
      return Arrays.equals(written, 0, written.length, bytes, from, end);
    }
  }
}
