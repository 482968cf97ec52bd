package dev.tidemark.archive.erasure;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.FileDamage;
import dev.tidemark.archive.manifest.Generation;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunName;
import dev.tidemark.archive.run.RunReader;
import dev.tidemark.archive.run.RunSchemas;
import dev.tidemark.archive.run.RunWriter;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.schemas.row.MalformedBytesException;
import java.util.Optional;

/** Writes runs anew, beside themselves, without the versions of some keys. */
final class RunRewrite {

  private final Archive archive;
  private final ErasedKeys keys;
  private final RunSchemas schemas;
  private final Generation generation;

  RunRewrite(Archive archive, ErasedKeys keys, RunSchemas schemas, Generation generation) {
    this.archive = archive;
    this.keys = keys;
    this.schemas = schemas;
    this.generation = generation;
  }

  /** How many versions of the keys a run has. */
  static long versions(Storage storage, StoredRun run, RunSchemas schemas, ErasedKeys keys) {
    long versions = 0;
    if (run.file().rows() > 0) {
      try (RunReader reader = RunReader.open(storage, run, schemas)) {
        while (reader.advance()) {
          versions += keys.has(reader.schema(), reader.key()) ? 1 : 0;
        }
      } catch (MalformedBytesException e) {
        throw unreadable(run, e);
      }
    }
    return versions;
  }

  /**
   * Writes one, and reads it back.
   *
   * @return what takes its place; empty, of no version, when all of its versions go
   */
  RunFile write(Manifest backup, StoredRun run) {
    RunName name =
        RunName.inPlaceOf(
            run.file(),
            archive.collection(),
            backup.from().sequence(),
            backup.to().sequence(),
            generation.number());
    RunFile written = copy(run, name);
    Optional<FileDamage> damage = archive.verify(new StoredRun(run.directory(), written));
    if (damage.isPresent()) {
      throw damage.get().asException();
    }
    return written;
  }

  private RunFile copy(StoredRun run, RunName name) {
    try (RunReader reader = RunReader.open(archive.storage(), run, schemas);
        RunWriter writer =
            RunWriter.create(archive.storage(), run.directory(), name, reader.schema())) {
      while (reader.advance()) {
        if (!keys.has(reader.schema(), reader.key())) {
          copy(reader, writer);
        }
      }
      return writer.commit();
    } catch (MalformedBytesException e) {
      throw unreadable(run, e);
    }
  }

  private static DamagedFileException unreadable(StoredRun run, MalformedBytesException why) {
    return new DamagedFileException(run.path(), "a version is not what its schema says", why);
  }

  private static void copy(RunReader reader, RunWriter writer) {
    if (reader.isTombstone()) {
      writer.appendTombstone(reader.sequence(), reader.order(), reader.key());
    } else {
      writer.append(
          reader.sequence(), reader.order(), reader.key(), reader.unchanged(), reader.row());
    }
  }
}
