package dev.tidemark.archive;

import dev.tidemark.archive.run.RunName;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.RunWriter;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.WholeRowKey;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs of a table without a key, {@code public.log (line text)}, whose versions it sorts. */
public final class LogRuns {

  public static final TableId ID = new TableId("public", "log");

  public static final RowSchema SCHEMA =
      RowSchema.of(
          new TableDefinition(
              ID,
              16_500,
              1,
              List.of(
                  new Column(
                      1, "line", "text", ValueKind.TEXT, true, null, Generation.PLAIN, null, null)),
              null,
              ReplicaIdentity.FULL,
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of()));

  private final List<Version> versions = new ArrayList<>();

  /**
   * A version in key order.
   *
   * @param row null: the row was deleted
   */
  public record Version(long sequence, RowSlice key, @Nullable RowSlice row) {}

  public LogRuns row(long sequence, String line, int copy) {
    versions.add(new Version(sequence, key(line, copy), encoded(line)));
    return this;
  }

  /** A row that has got another value for a column since its key was made. */
  public LogRuns keyed(long sequence, String line, String lineOfKey, int copy) {
    versions.add(new Version(sequence, key(lineOfKey, copy), encoded(line)));
    return this;
  }

  public LogRuns deleted(long sequence, String line, int copy) {
    versions.add(new Version(sequence, key(line, copy), null));
    return this;
  }

  public List<Version> versions() {
    return versions.stream()
        .sorted(
            Comparator.comparing(Version::key, WholeRowKey::compareRows)
                .thenComparing(version -> WholeRowKey.copy(version.key()))
                .thenComparing(Version::sequence, Comparator.reverseOrder()))
        .toList();
  }

  public StoredRun write(Storage storage, String directory) {
    return write(storage, directory, RunRole.DELTA);
  }

  public StoredRun write(Storage storage, String directory, RunRole role) {
    RunName name = new RunName(NoteRuns.SHOP, Sequence.NONE, Sequence.of(9), ID, role, 0, 1);
    try (RunWriter writer = RunWriter.create(storage, directory, name, SCHEMA)) {
      for (Version version : versions()) {
        if (version.row() == null) {
          writer.appendTombstone(version.sequence(), 0, version.key());
        } else {
          writer.append(version.sequence(), 0, version.key(), new int[0], version.row());
        }
      }
      return new StoredRun(directory, writer.commit());
    }
  }

  private static RowSlice encoded(String line) {
    AvroOutput out = new AvroOutput();
    int[] unused = RowEncoder.of(SCHEMA).encodeRow(new String[] {line}, out);
    return RowSlice.of(out.toByteArray());
  }

  private static RowSlice key(String line, int copy) {
    AvroOutput unnumbered = new AvroOutput();
    RowEncoder.of(SCHEMA).encodeKey(new String[] {line}, unnumbered);
    AvroOutput out = new AvroOutput();
    WholeRowKey.write(RowSlice.of(unnumbered), copy, out);
    return RowSlice.of(out.toByteArray());
  }
}
