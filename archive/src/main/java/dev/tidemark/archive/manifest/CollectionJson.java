package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The document {@code collection.json}, field by field. */
record CollectionJson(
    int format,
    String collection,
    String source,
    List<String> tables,
    String created,
    int generation) {

  /** What it says, and which manifests count. */
  record Described(CollectionDescription description, Generation generation) {}

  static byte[] encode(CollectionDescription description, Generation generation) {
    return StrictJson.write(
        new CollectionJson(
            StrictJson.FORMAT,
            description.name().value(),
            description.source(),
            description.tables().stream().map(TableId::toString).toList(),
            description.created().toString(),
            generation.number()));
  }

  static Described decode(String path, byte[] content) {
    // From before anything could be erased it has no generation.
    CollectionJson json =
        StrictJson.read(
            path, content, CollectionJson.class, "generation", Generation.FIRST.number());
    try {
      CollectionDescription description =
          new CollectionDescription(
              new CollectionName(json.collection()),
              Objects.requireNonNull(json.source()),
              json.tables().stream().map(TableId::parse).toList(),
              Instant.parse(json.created()));
      return new Described(description, new Generation(json.generation()));
    } catch (NullPointerException | IllegalArgumentException | DateTimeException e) {
      throw new DamagedFileException(path, "its fields are not those of a collection", e);
    }
  }
}
