package dev.tidemark.app.operation;

import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionOptions.Encrypted;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.archive.storage.encryption.KeyException;
import dev.tidemark.archive.storage.encryption.KeyRing;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.archive.storage.encryption.MasterKey;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Wraps a collection's keys with another master key: one write in the storage, then the home's. */
public final class RotateKey {

  private final Home home;
  private final Clock clock;
  private final Listener listener;

  public RotateKey(Home home, Clock clock, Listener listener) {
    this.home = home;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Broken off between its two writes, it is completed by the same call.
   *
   * @param patience how long a scheduled backup may need to end
   * @return the id of the key that opens the backups now
   * @throws KeyException the collection is not encrypted, or one of the keys is not to be had
   */
  public String run(CollectionName name, KeySource to, Duration patience) {
    return Underway.asked(home, name, "key rotation", clock, listener)
        .run(patience, new Work(name, to));
  }

  private final class Work implements Underway.Work<String> {

    private final CollectionName name;
    private final KeySource to;

    Work(CollectionName name, KeySource to) {
      this.name = name;
      this.to = to;
    }

    @Override
    public String run(Listener heard) {
      return rotate(home.collections().get(name), to);
    }

    @Override
    public String result(String key) {
      return "the backups are opened by key " + key;
    }

    @Override
    public ProblemException cancelled(RuntimeException cause) {
      return CancelledException.rotation(cause);
    }
  }

  private String rotate(ProtectedTables collection, KeySource to) {
    Encrypted before =
        collection
            .options()
            .encryption()
            .orElseThrow(() -> KeyException.notEncrypted(collection.name().value()));
    MasterKey next = MasterKey.from(to, System.getenv());
    KeyRing ring =
        new KeyRing(CollectionArchive.storage(home, collection), collection.name().value());
    ring.rotate(MasterKey.from(before.key(), System.getenv()), next);
    home.collections()
        .change(
            collection.name(),
            now ->
                now.with(
                    now.options().with(Map.of(CollectionOption.ENCRYPTION_KEY, to.toString()))));
    return next.id();
  }
}
