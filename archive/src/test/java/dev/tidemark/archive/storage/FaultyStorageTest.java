package dev.tidemark.archive.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.problem.ProblemException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A storage that fails")
class FaultyStorageTest extends StorageContract {

  @Override
  protected Storage newStorage() {
    return new FaultyStorage(new MemoryStorage());
  }

  @Test
  @DisplayName("A full disk is named as such, with a hint, and shows nothing half-written")
  void fullDisk() {
    FaultyStorage storage = new FaultyStorage(new MemoryStorage());
    storage.fillAfterBytes(10);

    try (StorageWriter writer = storage.create("shop/a")) {
      writer.write(new byte[10], 0, 10);

      assertThatThrownBy(() -> writer.write(new byte[1], 0, 1))
          .isInstanceOf(StorageFullException.class)
          .hasMessage("cannot write shop/a in memory: no space left on the device")
          .extracting(e -> ((ProblemException) e).hint())
          .isEqualTo(
              "Free some space there and run it again. What was backed up before is whole, and"
                  + " nothing half-written is used.");
    }

    assertThat(storage.list("")).isEmpty();
  }

  @Test
  @DisplayName("After so many calls every call fails, until it is healed")
  void failsAfterCalls() {
    FaultyStorage storage = new FaultyStorage(new MemoryStorage());
    storage.failAfterCalls(1);
    assertThat(storage.putIfAbsent("a", new byte[1])).isTrue();

    assertThatThrownBy(() -> storage.list("shop/"))
        .isInstanceOf(StorageException.class)
        .hasMessage("cannot list shop/ in memory: injected fault");

    storage.heal();
    assertThat(storage.list("")).hasSize(1);
  }
}
