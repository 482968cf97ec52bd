package dev.tidemark.archive;

import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunName;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.run.RunWriter;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.row.RowSchema;

/** Writes runs of {@link Notes}, a line a version. */
public final class NoteRuns implements AutoCloseable {

  public static final CollectionName SHOP = new CollectionName("shop");

  private final String directory;
  private final RunWriter writer;

  public NoteRuns(Storage storage, String directory, RunRole role) {
    this(storage, directory, role, Notes.SCHEMA, 1);
  }

  public NoteRuns(Storage storage, String directory, RunRole role, RowSchema schema, int part) {
    this.directory = directory;
    RunName name = new RunName(SHOP, Sequence.NONE, Sequence.of(9), Notes.ID, role, 0, part);
    this.writer = RunWriter.create(storage, directory, name, schema);
  }

  public NoteRuns row(long sequence, long order, int id, String title, String body) {
    return add(sequence, order, id, Notes.row(id, title, body));
  }

  public NoteRuns add(long sequence, long order, int id, Notes.Encoded row) {
    writer.append(sequence, order, Notes.key(id), row.unchanged(), row.row());
    return this;
  }

  public NoteRuns deleted(long sequence, long order, int id) {
    writer.appendTombstone(sequence, order, Notes.key(id));
    return this;
  }

  public StoredRun commit() {
    RunFile file = writer.commit();
    writer.close();
    return new StoredRun(directory, file);
  }

  @Override
  public void close() {
    writer.close();
  }
}
