package dev.tidemark.schemas.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What of an old row the source writes into its log. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ReplicaIdentity.Default.class, name = "default"),
  @JsonSubTypes.Type(value = ReplicaIdentity.Full.class, name = "full"),
  @JsonSubTypes.Type(value = ReplicaIdentity.UsingIndex.class, name = "index")
})
public sealed interface ReplicaIdentity {

  /** The primary key. */
  record Default() implements ReplicaIdentity {}

  /** {@code REPLICA IDENTITY FULL}: all of it. */
  record Full() implements ReplicaIdentity {}

  /**
   * {@code REPLICA IDENTITY USING INDEX}: the columns of a unique index.
   *
   * @param index its name, without schema; an index of its own or a constraint's
   * @param columns at least one, in the index's order
   */
  record UsingIndex(String index, List<String> columns) implements ReplicaIdentity {
    public UsingIndex {
      columns = List.copyOf(columns);
    }
  }

  ReplicaIdentity DEFAULT = new Default();
  ReplicaIdentity FULL = new Full();
}
