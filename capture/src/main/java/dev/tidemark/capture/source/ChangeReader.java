package dev.tidemark.capture.source;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.pgoutput.PgOutputDecoder;
import dev.tidemark.capture.pgoutput.PgOutputMessage;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Begin;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Commit;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Delete;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Insert;
import dev.tidemark.capture.pgoutput.PgOutputMessage.LogicalMessage;
import dev.tidemark.capture.pgoutput.PgOutputMessage.OldRow;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Relation;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Truncate;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Update;
import dev.tidemark.capture.pgoutput.RelationColumn;
import dev.tidemark.capture.pgoutput.ReplicaIdentity;
import dev.tidemark.capture.table.LookJson;
import dev.tidemark.capture.table.LookNews;
import dev.tidemark.capture.table.ShapeColumn;
import dev.tidemark.capture.table.TableShape;
import dev.tidemark.capture.transaction.BrokenStreamException;
import dev.tidemark.capture.transaction.RowChange;
import dev.tidemark.capture.transaction.SourceEvent;
import dev.tidemark.capture.watch.SourceMessages;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.event.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the server's messages as source events, and holds what it read of each transaction against
 * what arrived. Not for more than one thread.
 */
final class ChangeReader {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeReader.class);

  private final CollectionName collection;
  private final Map<Long, Announced> announced = new HashMap<>();

  /** What the transaction at hand changed; a relation comes twice when it was announced anew. */
  private final List<Announced> touched = new ArrayList<>();

  private @Nullable TransactionId transaction;

  /** A relation under the name and the shape that it has until it is announced again. */
  private static final class Announced {

    private final long relation;
    private final TableShape shape;

    /** How many changes of it the transaction at hand has had. */
    private long changes;

    Announced(Relation relation) {
      this.relation = relation.oid();
      this.shape = shape(relation);
    }
  }

  /**
   * @param collection whose looks at the catalog count; others' are passed over
   */
  ChangeReader(CollectionName collection) {
    this.collection = collection;
  }

  /**
   * @throws dev.tidemark.capture.pgoutput.MalformedMessageException one is no message
   * @throws BrokenStreamException they contradict each other
   */
  List<SourceEvent> read(List<WireMessage> wire) {
    List<SourceEvent> events = new ArrayList<>(wire.size());
    for (WireMessage message : wire) {
      read(message, events);
    }
    return events;
  }

  private void read(WireMessage wire, List<SourceEvent> events) {
    PgOutputMessage message = PgOutputDecoder.decode(wire.bytes());
    if (message instanceof Insert insert) {
      change(insert.relation(), Operation.CREATE, null, insert.row(), events);
    } else if (message instanceof Update update) {
      change(update.relation(), Operation.UPDATE, update.old(), update.row(), events);
    } else if (message instanceof Delete delete) {
      change(delete.relation(), Operation.DELETE, delete.old(), null, events);
    } else if (message instanceof Begin begin) {
      events.add(begin(begin, wire.position()));
    } else if (message instanceof Commit commit) {
      events.add(end(commit, wire.counts()));
    } else if (message instanceof Relation relation) {
      announced.put(relation.oid(), new Announced(relation));
    } else if (message instanceof Truncate truncate) {
      for (long relation : truncate.relations()) {
        change(relation, Operation.TRUNCATE, null, null, events);
      }
    } else if (message instanceof LogicalMessage logical && isOwn(logical)) {
      message(new String(logical.content(), StandardCharsets.UTF_8), events);
    }
  }

  private void message(String content, List<SourceEvent> events) {
    if (!content.startsWith(SourceMessages.LOOK)) {
      events.add(new SourceEvent.Message(content));
      return;
    }
    look(content.substring(SourceMessages.LOOK.length()))
        .ifPresent(news -> events.add(new SourceEvent.Looked(news)));
  }

  /** Whoever may log in to the source may write such a message: what cannot be read is no look. */
  private Optional<LookNews> look(String text) {
    try {
      return LookJson.read(text, collection);
    } catch (IllegalArgumentException e) {
      LOG.warn("a message in the source's log is no look at its catalog, and is passed over");
      return Optional.empty();
    }
  }

  /** One that is not transactional marks no place between commits. */
  private boolean isOwn(LogicalMessage message) {
    return message.isTransactional() && message.prefix().equals(SourceMessages.PREFIX);
  }

  private SourceEvent begin(Begin begin, Lsn position) {
    transaction = new TransactionId(Long.toString(begin.xid()));
    forgetTouched();
    return new SourceEvent.Begin(transaction, position.position(), begin.time());
  }

  private SourceEvent end(Commit commit, @Nullable WireCounts counts) {
    if (transaction == null || counts == null) {
      throw new BrokenStreamException("a transaction ends that did not begin");
    }
    TransactionId ended = transaction;
    transaction = null;
    // A table that was renamed in between has changes under both of its names.
    Map<TableId, Long> byTable = new HashMap<>();
    Map<Long, Long> byRelation = new HashMap<>();
    for (Announced each : touched) {
      byTable.merge(each.shape.table(), each.changes, Long::sum);
      byRelation.merge(each.relation, each.changes, Long::sum);
    }
    forgetTouched();
    if (!byRelation.equals(counts.byRelation())) {
      throw new BrokenStreamException(
          "of transaction "
              + ended
              + " these numbers of changes arrived, by relation: "
              + counts.byRelation()
              + ", and these were read: "
              + byRelation);
    }
    return new SourceEvent.End(ended, commit.end().position(), commit.time(), byTable);
  }

  private void forgetTouched() {
    touched.forEach(each -> each.changes = 0);
    touched.clear();
  }

  private void change(
      long relation,
      Operation operation,
      @Nullable OldRow old,
      @Nullable String @Nullable [] row,
      List<SourceEvent> events) {
    @Nullable String @Nullable [] before = old == null ? null : old.row();
    events.add(
        new SourceEvent.Changed(new RowChange(counted(relation), operation, before, row, null)));
  }

  private TableShape counted(long relation) {
    Announced known = announced.get(relation);
    if (known == null) {
      throw new BrokenStreamException("a change of a table that was not announced: " + relation);
    }
    if (known.changes++ == 0) {
      touched.add(known);
    }
    return known.shape;
  }

  private static TableShape shape(Relation relation) {
    return new TableShape(
        relation.table(),
        relation.columns().stream()
            .map(column -> new ShapeColumn(column.name(), column.type(), column.modifier()))
            .toList(),
        oldRow(relation));
  }

  /** Under REPLICA IDENTITY FULL every column is announced as one of the key. */
  private static TableShape.OldRow oldRow(Relation relation) {
    return relation.replicaIdentity() == ReplicaIdentity.FULL
        ? TableShape.OldRow.WHOLE
        : new TableShape.OldRow.Key(
            relation.columns().stream()
                .filter(RelationColumn::isKey)
                .map(RelationColumn::name)
                .collect(Collectors.toSet()));
  }
}
