package dev.tidemark.archive.run;

import dev.tidemark.archive.container.Content;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run without opening it; a manifest lists these.
 *
 * @param path below the backup's directory
 * @param bytes its size
 * @param rows how many versions it holds
 * @param firstKey the first key's bytes in hex; null when it is empty
 * @param lastKey the last key's bytes in hex; null when it is empty
 * @param firstSequence the lowest in it; {@link Sequence#NONE} when it is empty
 * @param lastSequence the highest in it; {@link Sequence#NONE} when it is empty
 * @param fingerprint of the row schema, CRC-64-AVRO
 */
public record RunFile(
    String path,
    RunRole role,
    TableId table,
    int partition,
    long bytes,
    long rows,
    Sha256 sha256,
    @Nullable String firstKey,
    @Nullable String lastKey,
    Sequence firstSequence,
    Sequence lastSequence,
    long fingerprint) {

  public RunFile {
    if (bytes < 0 || rows < 0 || partition < 0) {
      throw new IllegalArgumentException("sizes and partitions of a run are 0 or more");
    }
    if ((rows == 0) != (firstKey == null) || (rows == 0) != (lastKey == null)) {
      throw new IllegalArgumentException("a run has a first and a last key unless it is empty");
    }
  }

  Content content() {
    return new Content(bytes, rows, sha256);
  }
}
