package dev.tidemark.restorer.ddl;

import dev.tidemark.schemas.change.TableId;

/**
 * A trigger that was not restored.
 *
 * @param table the table that had it, as it is called on the target
 * @param name the trigger
 * @param lacks what it needs and has not, {@code the target has no function public.note()}, or why
 *     the target refuses it
 */
public record SkippedTrigger(TableId table, String name, String lacks) implements Skipped {

  @Override
  public String sentence() {
    return "trigger " + name + " of " + table + " was left out: " + lacks;
  }
}
