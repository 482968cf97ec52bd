package dev.tidemark.capture.pgoutput;

import dev.tidemark.capture.catalog.Lsn;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Begin;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Commit;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Delete;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Insert;
import dev.tidemark.capture.pgoutput.PgOutputMessage.LogicalMessage;
import dev.tidemark.capture.pgoutput.PgOutputMessage.OldRow;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Other;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Relation;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Truncate;
import dev.tidemark.capture.pgoutput.PgOutputMessage.Update;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowEncoder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message at a time. The server's encoding is turned into UTF-8 by the server, as for any
 * client that asks for it.
 */
public final class PgOutputDecoder {

  /** Microseconds since it are the server's times. */
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private static final int TRANSACTIONAL = 1;
  private static final int KEY_COLUMN = 1;

  private PgOutputDecoder() {}

  /**
   * Reads a message.
   *
   * @param in the message and no more; backed by an array
   * @throws MalformedMessageException it is none of protocol version 1
   */
  public static PgOutputMessage decode(ByteBuffer in) {
    try {
      PgOutputMessage message = message(in);
      if (in.hasRemaining() && !(message instanceof Other)) {
        throw new MalformedMessageException("something follows a message");
      }
      return message;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new MalformedMessageException("a message ends too soon");
    }
  }

  private static PgOutputMessage message(ByteBuffer in) {
    char kind = character(in);
    return switch (kind) {
      case PgOutputKinds.BEGIN -> new Begin(lsn(in), time(in), oid(in));
      case PgOutputKinds.COMMIT -> commit(in);
      case PgOutputKinds.RELATION -> relation(in);
      case PgOutputKinds.INSERT -> insert(in);
      case PgOutputKinds.UPDATE -> update(in);
      case PgOutputKinds.DELETE -> new Delete(oid(in), oldRow(character(in), in));
      case PgOutputKinds.TRUNCATE -> truncate(in);
      case PgOutputKinds.MESSAGE -> logical(in);
      case PgOutputKinds.TYPE, PgOutputKinds.ORIGIN -> new Other();
      default -> throw new MalformedMessageException("a message is of kind '" + kind + "'");
    };
  }

  private static Commit commit(ByteBuffer in) {
    in.get(); // Flags, of which there are none yet.
    return new Commit(lsn(in), lsn(in), time(in));
  }

  private static Relation relation(ByteBuffer in) {
    long oid = oid(in);
    String schema = name(in);
    // pg_catalog is sent as nothing; none of its tables is ever published.
    TableId table = new TableId(schema.isEmpty() ? "pg_catalog" : schema, name(in));
    ReplicaIdentity identity = ReplicaIdentity.of(character(in));
    int count = in.getShort();
    List<RelationColumn> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean isKey = (in.get() & KEY_COLUMN) != 0;
      columns.add(new RelationColumn(name(in), isKey, oid(in), in.getInt()));
    }
    return new Relation(oid, table, identity, columns);
  }

  private static Insert insert(ByteBuffer in) {
    long relation = oid(in);
    requireNew(character(in));
    return new Insert(relation, row(in));
  }

  private static Update update(ByteBuffer in) {
    long relation = oid(in);
    OldRow old = null;
    char part = character(in);
    if (part != 'N') {
      old = oldRow(part, in);
      part = character(in);
    }
    requireNew(part);
    return new Update(relation, old, row(in));
  }

  private static OldRow oldRow(char part, ByteBuffer in) {
    return switch (part) {
      case 'K' -> new OldRow(false, row(in));
      case 'O' -> new OldRow(true, row(in));
      default -> throw new MalformedMessageException("an old row is of kind '" + part + "'");
    };
  }

  private static void requireNew(char part) {
    if (part != 'N') {
      throw new MalformedMessageException("a new row is of kind '" + part + "'");
    }
  }

  private static Truncate truncate(ByteBuffer in) {
    int count = in.getInt();
    in.get(); // CASCADE and RESTART IDENTITY: whatever they reached is in the list.
    List<Long> relations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      relations.add(oid(in));
    }
    return new Truncate(relations);
  }

  private static LogicalMessage logical(ByteBuffer in) {
    boolean isTransactional = (in.get() & TRANSACTIONAL) != 0;
    lsn(in);
    String prefix = name(in);
    byte[] content = new byte[requireThere(in.getInt(), in)];
    in.get(content);
    return new LogicalMessage(isTransactional, prefix, content);
  }

  private static @Nullable String[] row(ByteBuffer in) {
    @Nullable String[] values = new @Nullable String[in.getShort()];
    for (int i = 0; i < values.length; i++) {
      char kind = character(in);
      values[i] =
          switch (kind) {
            case 'n' -> null;
            case 'u' -> RowEncoder.UNCHANGED;
            case 't' -> text(in, in.getInt());
            default -> throw new MalformedMessageException("a value is of kind '" + kind + "'");
          };
    }
    return values;
  }

  private static String name(ByteBuffer in) {
    int length = 0;
    while (in.get(in.position() + length) != 0) {
      length++;
    }
    String name = text(in, length);
    in.get();
    return name;
  }

  private static String text(ByteBuffer in, int length) {
    int from = in.position();
    in.position(from + requireThere(length, in));
    return new String(in.array(), in.arrayOffset() + from, length, StandardCharsets.UTF_8);
  }

  private static int requireThere(int length, ByteBuffer in) {
    if (length < 0 || length > in.remaining()) {
      throw new MalformedMessageException(
          "a value has the length " + length + " of " + in.remaining() + " bytes");
    }
    return length;
  }

  private static char character(ByteBuffer in) {
    return (char) in.get();
  }

  private static Lsn lsn(ByteBuffer in) {
    return new Lsn(in.getLong());
  }

  private static long oid(ByteBuffer in) {
    return Integer.toUnsignedLong(in.getInt());
  }

  private static Instant time(ByteBuffer in) {
    return EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
  }
}
