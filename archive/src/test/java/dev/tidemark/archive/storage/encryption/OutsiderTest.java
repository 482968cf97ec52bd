package dev.tidemark.archive.storage.encryption;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.Notes;
import dev.tidemark.archive.chain.Chains;
import dev.tidemark.archive.copy.ArchiveCopy;
import dev.tidemark.archive.copy.CopyListener;
import dev.tidemark.archive.copy.CopyScope;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.merge.NoteBackups;
import dev.tidemark.archive.merge.NoteHistory;
import dev.tidemark.archive.merge.NoteRestore;
import dev.tidemark.archive.plan.Planner;
import dev.tidemark.archive.plan.RestorePlan;
import dev.tidemark.archive.plan.TimelineFacts;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageKind;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.Verification;
import dev.tidemark.archive.verify.VerifyListener;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.schemas.change.Sequence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("An outsider who reads an encrypted storage")
class OutsiderTest {

  private static final CollectionDescription SHOP =
      new CollectionDescription(
          NoteRuns.SHOP, "postgresql://db.example/shop", List.of(Notes.ID), Backups.time(0));

  /**
   * Of tables, columns, types and keys; of the source; of rows; and what an Avro file begins with.
   */
  private static final List<String> SECRETS =
      List.of(
          "public",
          "notes",
          "title",
          "body",
          "integer",
          "notes_pkey",
          "db.example",
          "text 7",
          "body text 7",
          "avro.schema");

  @ParameterizedTest
  @EnumSource(StorageKind.class)
  @DisplayName("finds no name of a table or column and no value; who has the key restores it all")
  void findsNothing(StorageKind kind) throws IOException {
    NoteHistory history = NoteHistory.of(IntStream.range(0, 30).mapToObj(i -> 7 * i + 1).toList());
    try (Storage raw = kind.fresh().get();
        Storage plain = StorageKind.MEMORY.fresh().get()) {
      Storage encrypted = TestKeys.encrypted(raw);
      Archive.open(plain, NoteRuns.SHOP).describe(SHOP);
      backUp(plain, history);
      var unused =
          ArchiveCopy.run(
              Archive.open(plain, NoteRuns.SHOP),
              Archive.open(encrypted, NoteRuns.SHOP),
              new CopyScope.Everything(),
              CopyListener.NONE);

      // The search is one that finds them where they are to be found.
      assertThat(found(plain)).containsExactlyInAnyOrderElementsOf(SECRETS);
      assertThat(found(encrypted)).containsExactlyInAnyOrderElementsOf(SECRETS);
      assertThat(found(raw)).isEmpty();
      assertRestorable(TestKeys.encrypted(raw), history);
    }
  }

  private static void backUp(Storage storage, NoteHistory history) {
    List<Integer> cuts = new ArrayList<>();
    for (int sequence = 0; sequence <= history.last(); sequence++) {
      cuts.add(sequence % 12 == 0 ? 0 : sequence % 4 == 0 ? 1 : 9);
    }
    new NoteBackups(Archive.open(storage, NoteRuns.SHOP), history).take(cuts);
  }

  /**
   * Which of the secrets stand in a name or in a file: as they are, in hex, or in the compressed
   * blocks of an Avro file.
   */
  private static Set<String> found(Storage storage) throws IOException {
    Set<String> found = new TreeSet<>();
    for (StoredFile file : storage.list("")) {
      try (InputStream in = storage.open(file.path(), 0)) {
        byte[] content = in.readAllBytes();
        String all =
            file.path() + "\n" + new String(content, ISO_8859_1) + "\n" + uncompressed(content);
        SECRETS.stream()
            .filter(secret -> all.contains(secret) || all.contains(hex(secret)))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static String hex(String secret) {
    return HexFormat.of().formatHex(secret.getBytes(UTF_8));
  }

  /** Every record of an Avro file; nothing of another. */
  private static String uncompressed(byte[] content) throws IOException {
    if (!new String(content, ISO_8859_1).startsWith("Obj")) {
      return "";
    }
    StringBuilder records = new StringBuilder();
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(new ByteArrayInputStream(content), new GenericDatumReader<>())) {
      stream.forEach(record -> records.append(record).append('\n'));
    }
    return records.toString();
  }

  private static void assertRestorable(Storage storage, NoteHistory history) {
    Archive archive = Archive.open(storage, NoteRuns.SHOP);
    Chains chains = Chains.of(archive.manifests());
    long first = chains.chains().get(0).start().sequence().value();
    for (long sequence = first; sequence <= history.last(); sequence++) {
      RestorePlan plan =
          Planner.plan(chains, new TimelineFacts(List.of(), List.of()), Sequence.of(sequence));
      assertThat(NoteRestore.rows(storage, (RestorePlan.Planned) plan))
          .isEqualTo(history.stateAt(sequence));
    }
    assertThat(
            Verification.run(archive, new VerifyScope.Everything(), Depth.ROWS, VerifyListener.NONE)
                .isIntact())
        .isTrue();
  }
}
