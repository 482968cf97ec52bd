package dev.tidemark.schemas.table;

import dev.tidemark.schemas.change.TableId;
import org.jspecify.annotations.Nullable;

/**
 * A trigger of a user's, in parts, because its table may be restored under another name.
 *
 * @param name its name
 * @param constraint a constraint trigger
 * @param event what stands before {@code ON table}: {@code AFTER INSERT OR UPDATE OF amount}
 * @param from the other table that a constraint trigger names, or null
 * @param action what follows the tables, as DDL takes it: {@code FOR EACH ROW WHEN ((new.amount >
 *     0)) EXECUTE FUNCTION public.note('a')}
 * @param function what it calls, with its schema and in quotes where it needs them: {@code
 *     public.note}
 * @param state when it fires
 */
public record Trigger(
    String name,
    boolean constraint,
    String event,
    @Nullable TableId from,
    String action,
    String function,
    State state) {

  /** When a trigger fires: PostgreSQL's {@code pg_trigger.tgenabled}. */
  public enum State {
    /** In sessions that do not apply what was replicated: how every trigger begins. */
    ENABLED,
    /** Never. */
    DISABLED,
    /** Only where a session applies what was replicated. */
    REPLICA,
    /** In every session. */
    ALWAYS
  }
}
