package dev.tidemark.archive.verify;

import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.FileDamage;
import dev.tidemark.archive.manifest.Manifest;
import dev.tidemark.archive.manifest.TimelineReading;
import dev.tidemark.archive.run.RunReader;
import dev.tidemark.archive.run.StoredRun;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.UnknownFormatException;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.row.MalformedBytesException;
import dev.tidemark.schemas.row.RowText;
import dev.tidemark.schemas.timeline.TimelineEntry;
import java.util.List;
import java.util.Optional;

/**
 * Reads files of backups from end to end, once when they are whole: size, hash, number of records
 * and order show on the way. Only what fails is read again, for the plainest word on why.
 */
final class FileReading {

  private final Archive archive;
  private final Depth depth;

  FileReading(Archive archive, Depth depth) {
    this.archive = archive;
    this.depth = depth;
  }

  Optional<FileDamage> run(StoredRun run) {
    try (RunReader reader = RunReader.open(archive.storage(), run)) {
      RowText text = RowText.of(reader.schema());
      while (reader.advance()) {
        if (depth == Depth.ROWS) {
          decode(reader, text);
        }
      }
      return Optional.empty();
    } catch (MissingFileException | DamagedFileException | UnknownFormatException e) {
      return archive.verify(run).or(() -> Optional.of(written(run.path(), e)));
    } catch (MalformedBytesException e) {
      return Optional.of(new FileDamage(run.path(), "a row cannot be decoded"));
    }
  }

  Optional<FileDamage> timeline(Manifest backup) {
    try (TimelineReading reading = archive.readTimeline(List.of(backup))) {
      while (reading.hasNext()) {
        TimelineEntry unused = reading.next();
      }
      return Optional.empty();
    } catch (MissingFileException | DamagedFileException | UnknownFormatException e) {
      return archive
          .verifyTimeline(backup)
          .or(() -> Optional.of(written(backup.timelinePath(), e)));
    }
  }

  private static void decode(RunReader version, RowText text) {
    Object unused = text.decodeKey(version.keyBuffer(), version.keyOffset(), version.keyLength());
    if (!version.isTombstone()) {
      unused = text.decode(version.buffer(), version.rowOffset(), version.rowLength());
    }
  }

  /** The bytes are those of the manifest: it was wrong when it was written. */
  private static FileDamage written(String path, ProblemException e) {
    String message = String.valueOf(e.getMessage());
    String begin = path + " is damaged: ";
    return new FileDamage(
        path, message.startsWith(begin) ? message.substring(begin.length()) : message);
  }
}
