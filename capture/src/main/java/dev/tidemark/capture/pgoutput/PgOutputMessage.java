package dev.tidemark.capture.pgoutput;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.schemas.change.TableId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message. Values of rows are the server's own text, null, or {@link
 * dev.tidemark.schemas.row.RowEncoder#UNCHANGED} for what was not sent.
 */
public sealed interface PgOutputMessage {

  /**
   * A transaction begins; all messages up to its Commit are its own.
   *
   * @param commit where its commit record stands
   * @param xid its number, unsigned, which the server gives again after four billion others
   */
  record Begin(Lsn commit, Instant time, long xid) implements PgOutputMessage {}

  /**
   * A transaction ends.
   *
   * @param commit where its commit record stands
   * @param end where that record ends: reading from here, nothing of it is sent again
   */
  record Commit(Lsn commit, Lsn end, Instant time) implements PgOutputMessage {}

  /** A table as it is for the rows that follow, sent anew whenever anything about it changed. */
  record Relation(
      long oid, TableId table, ReplicaIdentity replicaIdentity, List<RelationColumn> columns)
      implements PgOutputMessage {
    public Relation {
      columns = List.copyOf(columns);
    }
  }

  record Insert(long relation, @Nullable String[] row) implements PgOutputMessage {}

  /**
   * @param old what the server says of the row before: null when its identity did not change
   */
  record Update(long relation, @Nullable OldRow old, @Nullable String[] row)
      implements PgOutputMessage {}

  record Delete(long relation, OldRow old) implements PgOutputMessage {}

  /** All of them were emptied by one statement. */
  record Truncate(List<Long> relations) implements PgOutputMessage {
    public Truncate {
      relations = List.copyOf(relations);
    }
  }

  /** What {@code pg_logical_emit_message} wrote. */
  record LogicalMessage(boolean isTransactional, String prefix, byte[] content)
      implements PgOutputMessage {}

  /** Of no interest here: names of types, origins. */
  record Other() implements PgOutputMessage {}

  /**
   * A row as it was.
   *
   * @param isWhole all columns, rather than those of the replica identity with nulls beside them
   */
  record OldRow(boolean isWhole, @Nullable String[] row) {}
}
