package dev.tidemark.archive.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Storage in memory")
class MemoryStorageTest extends StorageContract {

  @Override
  protected Storage newStorage() {
    return new MemoryStorage();
  }

  @Test
  @DisplayName("A crash loses what was not committed, and keeps what was")
  void crashLosesWhatWasNotCommitted() {
    MemoryStorage storage = new MemoryStorage();
    StorageWriter committed = storage.create("committed");
    StorageWriter open = storage.create("open");
    committed.write(new byte[] {1}, 0, 1);
    open.write(new byte[] {1}, 0, 1);
    committed.commit();

    storage.crash();

    assertThat(storage.list("")).containsExactly(new StoredFile("committed", 1));
    assertThatThrownBy(open::commit).hasMessage("open belongs to a process that died");
  }
}
