package dev.tidemark.archive.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.Backups;
import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.manifest.CollectionDescription;
import dev.tidemark.archive.manifest.Generation;
import dev.tidemark.archive.manifest.UnknownGenerationException;
import dev.tidemark.archive.retention.Retention;
import dev.tidemark.archive.retention.RetentionPlan;
import dev.tidemark.archive.retention.RetentionPolicy;
import dev.tidemark.archive.storage.MemoryStorage;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an erasure switched to, when the file that says it, or another attempt, is in the way. */
@DisplayName("An erasure and the generation that counts: it")
class ErasedGenerationTest {

  /** Deleted in the last transaction. */
  private static final int KEY = 1;

  private static final NoteMatch MATCH = NoteMatch.ids(KEY);

  @Test
  @DisplayName("goes on when the collection is described anew, and is told when that is lost")
  void description() {
    MemoryStorage memory = new MemoryStorage();
    NoteArchive notes = NoteArchive.backedUp(memory);
    ErasureReport unused = NoteArchive.erase(memory, MATCH);

    notes
        .archive()
        .describe(new CollectionDescription(NoteRuns.SHOP, "other", List.of(), Instant.EPOCH));

    assertThat(notes.archive().generation()).isEqualTo(new Generation(2));
    notes.assertIsWhole();
    memory.delete("shop/collection.json");
    assertThatThrownBy(() -> notes.archive().manifests())
        .isInstanceOf(UnknownGenerationException.class)
        .hasMessage(
            "which manifests of shop in memory count is not known: something was erased from its"
                + " backups, and collection.json, which says it, cannot be read");
    memory.replace("shop/collection.json", "{".getBytes(UTF_8));
    assertThatThrownBy(() -> notes.archive().manifests())
        .isInstanceOf(UnknownGenerationException.class);
  }

  @Test
  @DisplayName("is not undone by a description from before it: nothing is read, nothing deleted")
  void descriptionFromBefore() {
    MemoryStorage memory = new MemoryStorage();
    NoteArchive notes = NoteArchive.backedUp(memory);
    byte[] before = memory.content("shop/collection.json");
    byte[] oldest = memory.content("shop/manifests/00000001.json");
    ErasureReport unused = NoteArchive.erase(memory, MATCH);
    memory.replace("shop/collection.json", before);
    Set<String> paths = notes.paths();

    assertThatThrownBy(() -> notes.archive().manifests())
        .isInstanceOf(UnknownGenerationException.class)
        .hasMessage(
            "which manifests of shop count is not known: collection.json says those of generation"
                + " 1, and backups that it does not have are in manifests-2: it is from before"
                + " something was erased");
    assertThatThrownBy(() -> keepAll(notes)).isInstanceOf(UnknownGenerationException.class);
    assertThat(notes.paths()).isEqualTo(paths);

    // Somebody who knew no generations has begun anew.
    memory.replace("shop/manifests/00000001.json", oldest);
    assertThatThrownBy(() -> keepAll(notes)).isInstanceOf(UnknownGenerationException.class);
    memory.delete("shop/manifests/00000001.json");
    assertThat(notes.paths()).isEqualTo(paths);
  }

  private static RetentionPlan keepAll(NoteArchive notes) {
    return Retention.apply(
        notes.archive(), RetentionPolicy.KEEP_ALL, Backups.time(NoteArchive.LAST));
  }

  @Test
  @DisplayName("follows one that broke off, of which the store has kept everything")
  void keptByTheStore() {
    MemoryStorage memory = new MemoryStorage();
    NoteArchive notes = NoteArchive.backedUp(memory);
    memory.replace("shop/manifests-2/00000001.json", "{}".getBytes(UTF_8));
    memory.keep("shop/manifests-2/00000001.json");

    ErasureReport report = NoteArchive.erase(memory, MATCH);

    assertThat(report.generation()).contains(3);
    notes.assertIsWithout(Set.of(KEY));
  }
}
