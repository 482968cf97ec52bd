package dev.tidemark.compactor.backup;

import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunName;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.RunWriter;
import dev.tidemark.compactor.fold.Lanes.Lane;
import dev.tidemark.schemas.row.RowSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a backup, lane by lane: one for each role and row schema that occurs, opened when it
 * first does. Parts are numbered as their schemas appear, which the order of keys decides.
 */
final class RunFiles implements AutoCloseable {

  private record Part(RunRole role, RowSchema schema) {}

  private final Draft draft;
  private final Map<Part, RunWriter> writers = new LinkedHashMap<>();
  private final Map<RunRole, Integer> parts = new HashMap<>();
  private final List<RunFile> files = new ArrayList<>();
  private @Nullable Lane lane;

  /** What was asked for last: versions of one kind come in rows. */
  private @Nullable Part lastPart;

  private @Nullable RunWriter lastWriter;

  RunFiles(Draft draft) {
    this.draft = draft;
  }

  /** The run a version belongs to. Lanes are finished one after the other. */
  RunWriter writer(Lane versionLane, RunRole role, RowSchema schema) {
    if (!versionLane.equals(lane)) {
      finishLane();
      lane = versionLane;
    }
    Part part = lastPart;
    RunWriter writer = lastWriter;
    if (part == null || writer == null || part.role() != role || !part.schema().equals(schema)) {
      part = new Part(role, schema);
      writer = writers.computeIfAbsent(part, unseen -> create(versionLane, unseen));
      lastPart = part;
      lastWriter = writer;
    }
    return writer;
  }

  private RunWriter create(Lane versionLane, Part part) {
    int number = parts.merge(part.role(), 1, Integer::sum);
    RunName name =
        new RunName(
            draft.archive().collection(),
            draft.from().sequence(),
            draft.to().sequence(),
            versionLane.table(),
            part.role(),
            versionLane.partition(),
            number);
    return RunWriter.create(draft.archive().storage(), draft.location(), name, part.schema());
  }

  private void finishLane() {
    for (RunWriter writer : writers.values()) {
      files.add(writer.commit());
      writer.close();
    }
    writers.clear();
    parts.clear();
    lastPart = null;
    lastWriter = null;
  }

  /** Makes all runs durable. */
  List<RunFile> commit() {
    finishLane();
    return files;
  }

  @Override
  public void close() {
    writers.values().forEach(RunWriter::close);
  }
}
