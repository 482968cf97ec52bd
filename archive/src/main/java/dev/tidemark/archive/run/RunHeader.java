package dev.tidemark.archive.run;

import dev.tidemark.archive.container.ContainerReader;
import dev.tidemark.archive.container.ContainerWriter;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.UnreadableSchemaException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;

/** What a run says of itself, beside its schema. */
final class RunHeader {

  /** The highest version of the format that is read. */
  static final int HIGHEST = 2;

  /** The version of runs with {@link dev.tidemark.schemas.row.ShortKey}s. */
  private static final String SHORT_KEYS = "2";

  private static final String ROLE = "tidemark.role";
  private static final String TABLE = "tidemark.table";
  private static final String PARTITION = "tidemark.partition";

  private RunHeader() {}

  static SortedMap<String, String> of(RunName name, RowSchema schema) {
    SortedMap<String, String> header = new TreeMap<>();
    if (schema.isKeyedByWholeRow()) {
      header.put(ContainerWriter.FORMAT_KEY, SHORT_KEYS);
    }
    header.put(ROLE, name.role().word());
    header.put(TABLE, name.table().toString());
    header.put(PARTITION, Integer.toString(name.partition()));
    return header;
  }

  /**
   * Compares a run with what its manifest says.
   *
   * @return the schema of its versions
   */
  static RunSchema check(StoredRun run, ContainerReader container, RunSchemas schemas) {
    RunFile file = run.file();
    String path = run.path();
    check(path, container, ROLE, file.role().word());
    check(path, container, TABLE, file.table().toString());
    check(path, container, PARTITION, Integer.toString(file.partition()));
    RunSchema schema;
    try {
      schema = schemas.of(container.schema());
    } catch (AvroRuntimeException | IllegalArgumentException | UnreadableSchemaException e) {
      throw new DamagedFileException(path, "its schema is not that of a run", e);
    }
    if (schema.rows().fingerprint() != file.fingerprint()) {
      throw new DamagedFileException(path, "its rows have another schema than the manifest says");
    }
    return schema;
  }

  private static void check(String path, ContainerReader container, String name, String expected) {
    String found = container.metadata(name).orElse("not given");
    if (!found.equals(expected)) {
      throw new DamagedFileException(
          path, "its " + name + " is " + found + " where the manifest has " + expected);
    }
  }
}
