package dev.tidemark.capture.pgoutput;

/** What the server sends of a row before it is updated or deleted: {@code relreplident}. */
public enum ReplicaIdentity {
  DEFAULT('d'),
  NOTHING('n'),
  FULL('f'),
  INDEX('i');

  private final char code;

  ReplicaIdentity(char code) {
    this.code = code;
  }

  static ReplicaIdentity of(char code) {
    for (ReplicaIdentity identity : values()) {
      if (identity.code == code) {
        return identity;
      }
    }
    throw new MalformedMessageException("a relation has replica identity '" + code + "'");
  }
}
