package dev.tidemark.archive.storage;

import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("A storage that fails now and then, and is asked again,")
class RetryingStorageTest {

  /** Of a hundred calls 15 are refused, 15 unanswered, and 15 of a hundred reads break off. */
  abstract static class Repeating extends StorageContract {

    private final Supplier<Storage> place;
    private final Random random = new Random(23);

    Repeating(StorageKind kind) {
      this.place = kind.fresh();
    }

    @Override
    protected Storage newStorage() {
      return another();
    }

    @Override
    protected Storage another() {
      FaultyStorage faulty = new FaultyStorage(place.get());
      faulty.failForNow(new Faults(15, 15, 15, random));
      return new RetryingStorage(faulty, Retries.patient(random));
    }
  }

  @Nested
  @DisplayName("in memory")
  class InMemory extends Repeating {
    InMemory() {
      super(StorageKind.MEMORY);
    }
  }

  @Nested
  @DisplayName("in a directory")
  class InADirectory extends Repeating {
    InADirectory() {
      super(StorageKind.DIRECTORY);
    }
  }

  @Nested
  @DisplayName("in a bucket")
  class InABucket extends Repeating {
    InABucket() {
      super(StorageKind.BUCKET);
    }
  }

  @Nested
  @DisplayName("in a Kafka cluster")
  class InACluster extends Repeating {
    InACluster() {
      super(StorageKind.CLUSTER);
    }
  }
}
