package dev.tidemark.archive.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A manifest's document, field by field in the order of docs/format.md. */
record ManifestJson(
    int format,
    String collection,
    int ordinal,
    String id,
    String kind,
    @Nullable Parent parent,
    String directory,
    long from,
    long to,
    @Nullable String fromTime,
    String toTime,
    @Nullable String fromPosition,
    String toPosition,
    SortedMap<String, List<Long>> fromOffsets,
    SortedMap<String, List<Long>> toOffsets,
    Timeline timeline,
    List<Run> files,
    List<Truncate> truncates,
    List<Obscured> obscured,
    List<Table> tables,
    String created) {

  record Parent(String id, String sha256) {}

  record Timeline(String path, long bytes, long entries, String sha256) {}

  record Run(
      String path,
      String role,
      String table,
      int partition,
      long bytes,
      long rows,
      String sha256,
      @Nullable String firstKey,
      @Nullable String lastKey,
      long firstSequence,
      long lastSequence,
      String fingerprint) {}

  record Truncate(String table, long sequence, long order) {}

  record Obscured(String table, long after, @Nullable Long until, @Nullable String reason) {}

  record Table(long since, JsonNode definition) {}
}
