package dev.tidemark.archive.run;

import dev.tidemark.archive.container.ContainerReader;
import dev.tidemark.archive.container.ContainerWriter;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.UnreadableSchemaException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** What a run says of itself, beside its schema. */
final class RunHeader {

  /** The highest version of the format that is read. */
  static final int HIGHEST = 3;

  /** The version of runs with {@link dev.tidemark.schemas.row.ShortKey}s. */
  private static final String SHORT_KEYS = "2";

  /** The version of runs with many versions of rows in a record. */
  private static final String GROUPS = "3";

  private static final String ROLE = "tidemark.role";
  private static final String TABLE = "tidemark.table";
  private static final String PARTITION = "tidemark.partition";

  /** What a version is, where the file's own schema is that of a group of them. */
  private static final String VERSION = "tidemark.version";

  private RunHeader() {}

  static SortedMap<String, String> of(RunName name, RowSchema schema) {
    SortedMap<String, String> header = new TreeMap<>();
    if (name.role().isGrouped()) {
      header.put(ContainerWriter.FORMAT_KEY, GROUPS);
      header.put(VERSION, VersionSchema.of(schema).toString());
    } else if (schema.isKeyedByWholeRow()) {
      header.put(ContainerWriter.FORMAT_KEY, SHORT_KEYS);
    }
    header.put(ROLE, name.role().word());
    header.put(TABLE, name.table().toString());
    header.put(PARTITION, Integer.toString(name.partition()));
    return header;
  }

  /** The schema of a run's records. */
  static Schema records(RunName name, RowSchema schema) {
    return name.role().isGrouped() ? GroupSchema.SCHEMA : VersionSchema.of(schema);
  }

  /** Whether a run's records are groups of versions. */
  static boolean isGrouped(ContainerReader container) {
    return container.metadata(ContainerWriter.FORMAT_KEY).filter(GROUPS::equals).isPresent();
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
      schema = schemas.of(version(path, container));
    } catch (AvroRuntimeException | IllegalArgumentException | UnreadableSchemaException e) {
      throw new DamagedFileException(path, "its schema is not that of a run", e);
    }
    if (schema.rows().fingerprint() != file.fingerprint()) {
      throw new DamagedFileException(path, "its rows have another schema than the manifest says");
    }
    return schema;
  }

  private static String version(String path, ContainerReader container) {
    String records = container.schema();
    if (!isGrouped(container)) {
      return records;
    }
    if (!GroupSchema.isSchema(records)) {
      throw new DamagedFileException(path, "its records are not groups of versions");
    }
    return container
        .metadata(VERSION)
        .orElseThrow(() -> new DamagedFileException(path, "its header has no " + VERSION));
  }

  private static void check(String path, ContainerReader container, String name, String expected) {
    String found = container.metadata(name).orElse("not given");
    if (!found.equals(expected)) {
      throw new DamagedFileException(
          path, "its " + name + " is " + found + " where the manifest has " + expected);
    }
  }
}
