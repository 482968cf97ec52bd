package dev.tidemark.restorer;

import dev.tidemark.schemas.database.DatabaseUrl;
import java.nio.file.Path;

/** Where restored tables go. */
public sealed interface Target {

  /** A PostgreSQL database. */
  record DatabaseTarget(DatabaseUrl url) implements Target {}

  /**
   * One Avro file per table.
   *
   * @param directory made by the restore
   */
  record FileTarget(Path directory) implements Target {}
}
