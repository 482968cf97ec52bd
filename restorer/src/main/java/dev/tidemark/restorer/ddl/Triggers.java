package dev.tidemark.restorer.ddl;

import static dev.tidemark.schemas.change.TableId.quote;

import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Trigger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The triggers of the restored tables. They are made when everything else is there, so that they
 * fire on none of it, and before anybody sees the tables.
 *
 * @param made those that can be made, as far as it is known before
 * @param skipped those that call what the target does not have, and those to tables that are not
 *     restored
 */
public record Triggers(List<Made> made, List<SkippedTrigger> skipped) {

  public Triggers {
    made = List.copyOf(made);
    skipped = List.copyOf(skipped);
  }

  /**
   * A trigger to be made.
   *
   * @param table the table that has it, as it is called on the target
   * @param statements the first makes it, what follows says when it fires
   */
  public record Made(TableId table, String name, List<Statement> statements) {

    public Made {
      statements = List.copyOf(statements);
    }

    /** The target has refused it. */
    public SkippedTrigger refused(String reason) {
      return new SkippedTrigger(table, name, reason);
    }
  }

  /**
   * @param isThere whether the target has a function; its schema and its name are asked for
   */
  public static Triggers of(
      Collection<RestoredTable> tables, Staging staging, Predicate<TableId> isThere) {
    List<Made> made = new ArrayList<>();
    List<SkippedTrigger> skipped = new ArrayList<>();
    for (RestoredTable table : tables) {
      for (Trigger trigger : table.definition().triggers()) {
        Optional<String> lacks = lacks(trigger, staging, isThere);
        if (lacks.isPresent()) {
          skipped.add(new SkippedTrigger(table.name(), trigger.name(), lacks.get()));
        } else {
          made.add(new Made(table.name(), trigger.name(), create(table, trigger, staging)));
        }
      }
    }
    return new Triggers(made, skipped);
  }

  private static Optional<String> lacks(
      Trigger trigger, Staging staging, Predicate<TableId> isThere) {
    if (!isThere.test(TableId.parse(trigger.function()))) {
      return Optional.of("the target has no function " + trigger.function() + "()");
    }
    return Optional.ofNullable(trigger.from())
        .filter(from -> staging.table(from).isEmpty())
        .map(from -> from + " is not among the restored tables");
  }

  private static List<Statement> create(RestoredTable table, Trigger trigger, Staging staging) {
    String subject = "trigger " + trigger.name() + " of " + table.name();
    String staged = staging.table(table).quoted();
    String from =
        Optional.ofNullable(trigger.from())
            .flatMap(staging::table)
            .map(other -> "FROM " + other.quoted() + " ")
            .orElse("");
    List<Statement> statements = new ArrayList<>();
    statements.add(
        new Statement(
            subject,
            "CREATE %sTRIGGER %s %s ON %s %s%s"
                .formatted(
                    trigger.constraint() ? "CONSTRAINT " : "",
                    quote(trigger.name()),
                    trigger.event(),
                    staged,
                    from,
                    trigger.action())));
    state(trigger.state())
        .ifPresent(
            state ->
                statements.add(
                    new Statement(
                        subject,
                        "ALTER TABLE %s %s TRIGGER %s"
                            .formatted(staged, state, quote(trigger.name())))));
    return statements;
  }

  /** Nothing for the state that every trigger has at first. */
  private static Optional<String> state(Trigger.State state) {
    return switch (state) {
      case ENABLED -> Optional.empty();
      case DISABLED -> Optional.of("DISABLE");
      case REPLICA -> Optional.of("ENABLE REPLICA");
      case ALWAYS -> Optional.of("ENABLE ALWAYS");
    };
  }
}
