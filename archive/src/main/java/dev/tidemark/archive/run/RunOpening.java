package dev.tidemark.archive.run;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.UnreadableSchemaException;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.jspecify.annotations.Nullable;

/** Reads a run's header and compares it with what the manifest says. */
final class RunOpening {

  private final String path;
  private final RunFile file;

  private RunOpening(String path, RunFile file) {
    this.path = path;
    this.file = file;
  }

  static RunReader open(Storage storage, String path, RunFile file) {
    DigestingStream in = new DigestingStream(storage.open(path, 0));
    try {
      return new RunOpening(path, file).read(storage, in);
    } catch (IOException | RuntimeException e) {
      closeAfter(e, in);
      throw e instanceof RuntimeException unchecked
          ? unchecked
          : new DamagedFileException(path, "its header cannot be read", e);
    }
  }

  private RunReader read(Storage storage, DigestingStream in) throws IOException {
    try {
      DataFileStream<Object> avro = new DataFileStream<>(in, new GenericDatumReader<>());
      checkFormat(avro.getMetaString(RunFormat.FORMAT));
      check("role", file.role().word(), avro.getMetaString(RunFormat.ROLE));
      check("table", file.table().toString(), avro.getMetaString(RunFormat.TABLE));
      check(
          "partition", Integer.toString(file.partition()), avro.getMetaString(RunFormat.PARTITION));
      RowSchema schema = VersionSchema.rows(avro.getSchema());
      if (schema.fingerprint() != file.fingerprint()) {
        throw new DamagedFileException(path, "its rows have another schema than the manifest says");
      }
      return new RunReader(path, storage, file, in, avro, schema);
    } catch (AvroRuntimeException | UnreadableSchemaException | IllegalArgumentException e) {
      throw new DamagedFileException(path, "its header cannot be read", e);
    }
  }

  private void checkFormat(@Nullable String found) {
    if (found == null) {
      throw new DamagedFileException(path, "it is not a run: its format is not given");
    }
    if (!found.equals(Integer.toString(RunFormat.VERSION))) {
      throw new UnknownFormatException(path, found, RunFormat.VERSION);
    }
  }

  private void check(String what, String expected, @Nullable String found) {
    if (!expected.equals(found)) {
      throw new DamagedFileException(
          path, "its " + what + " is " + found + " where the manifest has " + expected);
    }
  }

  private static void closeAfter(Exception e, DigestingStream in) {
    try {
      in.close();
    } catch (IOException closing) {
      e.addSuppressed(closing);
    }
  }
}
