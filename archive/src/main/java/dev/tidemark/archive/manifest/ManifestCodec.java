package dev.tidemark.archive.manifest;

import dev.tidemark.archive.run.RunFile;
import dev.tidemark.archive.run.RunRole;
import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.schemas.change.ChangeId;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import dev.tidemark.schemas.table.DefinitionJson;
import dev.tidemark.schemas.timeline.OffsetMap;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Manifests as JSON. The same manifest always gives the same bytes. */
public final class ManifestCodec {

  static final String TIMELINE = "timeline.avro";

  private ManifestCodec() {}

  public static byte[] encode(Manifest manifest) {
    boolean full = manifest.isFull();
    return StrictJson.writeSealed(
        new ManifestJson(
            StrictJson.FORMAT,
            manifest.collection().value(),
            manifest.id().ordinal(),
            manifest.id().toString(),
            manifest.kind().word(),
            parent(manifest.parent()),
            manifest.directory(),
            manifest.from().sequence().value(),
            manifest.to().sequence().value(),
            full ? null : manifest.from().time().toString(),
            manifest.to().time().toString(),
            full ? null : manifest.from().position().value(),
            manifest.to().position().value(),
            offsets(manifest.from().offsets()),
            offsets(manifest.to().offsets()),
            timeline(manifest.timeline()),
            manifest.files().stream().map(ManifestCodec::run).toList(),
            manifest.truncates().stream().map(ManifestCodec::truncate).toList(),
            manifest.obscured().stream().map(ManifestCodec::window).toList(),
            manifest.tables().stream().map(ManifestCodec::table).toList(),
            manifest.created().toString()));
  }

  /**
   * Reads a manifest.
   *
   * @param path its file, for messages
   * @throws dev.tidemark.archive.storage.UnknownFormatException a later version wrote it
   * @throws DamagedFileException it is not a manifest
   */
  public static Manifest decode(String path, byte[] content) {
    return decodeHashed(path, content).manifest();
  }

  /**
   * A manifest and the hash of its file.
   *
   * @param sha256 of all bytes of the file
   */
  record Hashed(Manifest manifest, Sha256 sha256) {}

  /** Reads a manifest as {@link #decode} does. */
  static Hashed decodeHashed(String path, byte[] content) {
    ManifestSeal.Opened opened = ManifestSeal.opened(path, content);
    return new Hashed(decode(path, opened), opened.sha256());
  }

  private static Manifest decode(String path, ManifestSeal.Opened opened) {
    ManifestJson json = StrictJson.read(path, opened.document(), ManifestJson.class);
    try {
      Manifest manifest = manifest(json);
      if (json.ordinal() != manifest.id().ordinal()
          || !json.kind().equals(manifest.kind().word())
          || !json.timeline().path().equals(TIMELINE)) {
        throw new DamagedFileException(path, "its fields contradict each other");
      }
      return manifest;
    } catch (NullPointerException e) {
      throw new DamagedFileException(path, "a field is null that may not be", e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new DamagedFileException(path, String.valueOf(e.getMessage()), e);
    } catch (DamagedFileException e) {
      throw e;
    } catch (ProblemException e) {
      throw new DamagedFileException(path, "a table's definition cannot be read", e);
    }
  }

  private static Manifest manifest(ManifestJson json) {
    return new Manifest(
        new CollectionName(json.collection()),
        BackupId.parse(json.id()),
        parent(json.parent()),
        Objects.requireNonNull(json.directory()),
        from(json),
        new Boundary(
            Sequence.of(json.to()),
            Instant.parse(json.toTime()),
            new SourcePosition(json.toPosition()),
            offsets(json.toOffsets())),
        new TimelineFile(
            json.timeline().bytes(),
            json.timeline().entries(),
            new Sha256(json.timeline().sha256())),
        json.files().stream().map(ManifestCodec::run).toList(),
        json.truncates().stream().map(ManifestCodec::truncate).toList(),
        json.obscured().stream().map(ManifestCodec::window).toList(),
        json.tables().stream().map(ManifestCodec::table).toList(),
        Instant.parse(json.created()));
  }

  private static Boundary from(ManifestJson json) {
    if (json.fromTime() == null && json.fromPosition() == null && json.from() == 0) {
      return Boundary.ORIGIN;
    }
    return new Boundary(
        Sequence.of(json.from()),
        Instant.parse(Objects.requireNonNull(json.fromTime())),
        new SourcePosition(Objects.requireNonNull(json.fromPosition())),
        offsets(json.fromOffsets()));
  }

  private static ManifestJson.@Nullable Parent parent(@Nullable ParentBackup parent) {
    return parent == null
        ? null
        : new ManifestJson.Parent(parent.id().toString(), parent.sha256().hex());
  }

  private static @Nullable ParentBackup parent(ManifestJson.@Nullable Parent parent) {
    return parent == null
        ? null
        : new ParentBackup(BackupId.parse(parent.id()), new Sha256(parent.sha256()));
  }

  private static SortedMap<String, List<Long>> offsets(OffsetMap map) {
    SortedMap<String, List<Long>> offsets = new TreeMap<>();
    map.offsets().forEach((table, next) -> offsets.put(table.toString(), next));
    return offsets;
  }

  private static OffsetMap offsets(SortedMap<String, List<Long>> json) {
    SortedMap<TableId, List<Long>> offsets = new TreeMap<>();
    json.forEach((table, next) -> offsets.put(TableId.parse(table), next));
    return new OffsetMap(offsets);
  }

  private static ManifestJson.Timeline timeline(TimelineFile file) {
    return new ManifestJson.Timeline(TIMELINE, file.bytes(), file.records(), file.sha256().hex());
  }

  private static ManifestJson.Run run(RunFile file) {
    return new ManifestJson.Run(
        file.path(),
        file.role().word(),
        file.table().toString(),
        file.partition(),
        file.bytes(),
        file.rows(),
        file.sha256().hex(),
        file.firstKey(),
        file.lastKey(),
        file.firstSequence().value(),
        file.lastSequence().value(),
        HexFormat.of().toHexDigits(file.fingerprint()));
  }

  private static RunFile run(ManifestJson.Run json) {
    return new RunFile(
        Objects.requireNonNull(json.path()),
        RunRole.of(json.role()),
        TableId.parse(json.table()),
        json.partition(),
        json.bytes(),
        json.rows(),
        new Sha256(json.sha256()),
        json.firstKey(),
        json.lastKey(),
        Sequence.of(json.firstSequence()),
        Sequence.of(json.lastSequence()),
        HexFormat.fromHexDigitsToLong(json.fingerprint()));
  }

  private static ManifestJson.Truncate truncate(Truncated truncated) {
    ChangeId id = truncated.id();
    return new ManifestJson.Truncate(
        truncated.table().toString(), id.sequence().value(), id.order());
  }

  private static Truncated truncate(ManifestJson.Truncate json) {
    return new Truncated(ChangeId.of(json.sequence(), json.order()), TableId.parse(json.table()));
  }

  private static ManifestJson.Obscured window(ObscuredWindow window) {
    Sequence until = window.until();
    return new ManifestJson.Obscured(
        window.table().toString(),
        window.after().value(),
        until == null ? null : until.value(),
        window.reason());
  }

  private static ObscuredWindow window(ManifestJson.Obscured json) {
    return new ObscuredWindow(
        TableId.parse(json.table()),
        Sequence.of(json.after()),
        json.until() == null ? null : Sequence.of(json.until()),
        json.reason());
  }

  private static ManifestJson.Table table(TableInForce table) {
    return new ManifestJson.Table(table.since().value(), DefinitionJson.toTree(table.definition()));
  }

  private static TableInForce table(ManifestJson.Table json) {
    return new TableInForce(Sequence.of(json.since()), DefinitionJson.fromTree(json.definition()));
  }
}
