package dev.tidemark.archive.manifest;

import dev.tidemark.schemas.change.CollectionName;
import java.util.List;
import java.util.regex.Pattern;

/** The document {@code erasure-2.json} beside manifests, field by field. */
record ErasureJson(
    int format,
    String collection,
    int generation,
    String time,
    String upTo,
    List<TableJson> tables) {

  private static final Pattern NAME = Pattern.compile("erasure-\\d{1,9}\\.json");

  /** One table of it. */
  record TableJson(String table, long keys, long versions, long runs) {}

  static String name(Generation generation) {
    return "erasure-" + generation + ".json";
  }

  static boolean isRecord(String name) {
    return NAME.matcher(name).matches();
  }

  static byte[] encode(CollectionName collection, Generation generation, ErasureRecord erased) {
    return StrictJson.writeSealed(
        new ErasureJson(
            StrictJson.FORMAT,
            collection.value(),
            generation.number(),
            erased.time().toString(),
            erased.upTo().toString(),
            erased.tables().stream()
                .map(
                    each ->
                        new TableJson(
                            each.table().toString(), each.keys(), each.versions(), each.runs()))
                .toList()));
  }
}
