package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the triggers that users made on a table. */
final class Triggers {

  /** Those that keep constraints are internal; those of a partitioned table have a parent. */
  private static final String QUERY =
      """
      select t.tgname, t.tgconstraint <> 0, pg_catalog.pg_get_triggerdef(t.oid),
             pg_catalog.format('TRIGGER %I ', t.tgname),
             pg_catalog.format('%I.%I ', n.nspname, c.relname),
             rn.nspname, r.relname,
             case when r.oid is not null
                  then pg_catalog.format('FROM %I.%I ', rn.nspname, r.relname) end,
             pg_catalog.format('%I.%I', pn.nspname, p.proname), t.tgenabled::text
        from pg_trigger t
        join pg_class c on c.oid = t.tgrelid
        join pg_namespace n on n.oid = c.relnamespace
        join pg_proc p on p.oid = t.tgfoid
        join pg_namespace pn on pn.oid = p.pronamespace
        left join pg_class r on r.oid = t.tgconstrrelid
        left join pg_namespace rn on rn.oid = r.relnamespace
       where t.tgrelid = ?::oid and not t.tgisinternal and t.tgparentid = 0
       order by t.tgname
      """;

  private static final String ON = " ON ";

  private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

  private Triggers() {}

  /** A trigger's statement cannot be taken apart. */
  private static final class UnknownFormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownFormException(String message) {
      super(message);
    }
  }

  static List<Trigger> of(SourceSession session, Relation relation) {
    return session.list(QUERY, Triggers::readable, relation.oid()).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** One whose statement is of another form than these is no reason not to capture its table. */
  private static Optional<Trigger> readable(ResultSet row) throws SQLException {
    try {
      return Optional.of(trigger(row));
    } catch (UnknownFormException e) {
      LOG.warn("it will not be restored: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Trigger trigger(ResultSet row) throws SQLException {
    boolean isConstraint = row.getBoolean(2);
    String statement = row.getString(3);
    String head = "CREATE " + (isConstraint ? "CONSTRAINT " : "") + row.getString(4);
    String rest = after(head, statement, statement);
    int on = unquoted(ON, rest, statement);
    String action = after(row.getString(5), rest.substring(on + ON.length()), statement);
    @Nullable TableId from = null;
    if (row.getString(7) != null) {
      from = new TableId(row.getString(6), row.getString(7));
      action = after(row.getString(8), action, statement);
    }
    return new Trigger(
        row.getString(1),
        isConstraint,
        rest.substring(0, on),
        from,
        action,
        row.getString(9),
        state(row.getString(10)));
  }

  private static String after(String head, String text, String statement) {
    if (!text.startsWith(head)) {
      throw new UnknownFormException("a trigger without '" + head + "': " + statement);
    }
    return text.substring(head.length());
  }

  /** Where a word stands first that is not part of a quoted name; only names come before it. */
  private static int unquoted(String word, String text, String statement) {
    boolean isQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && text.startsWith(word, i)) {
        return i;
      }
    }
    throw new UnknownFormException("a trigger without its table: " + statement);
  }

  private static Trigger.State state(String enabled) {
    return switch (enabled) {
      case "O" -> Trigger.State.ENABLED;
      case "D" -> Trigger.State.DISABLED;
      case "R" -> Trigger.State.REPLICA;
      case "A" -> Trigger.State.ALWAYS;
      default -> throw new UnknownFormException("a trigger that fires at '" + enabled + "'");
    };
  }
}
