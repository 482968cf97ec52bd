package dev.tidemark.restorer.ddl;

import dev.tidemark.schemas.change.TableId;

/**
 * A foreign key that was not restored.
 *
 * @param table the table that had it, as it is called on the target
 * @param name the constraint
 * @param references the table it points to, which is not among those restored
 */
public record SkippedForeignKey(TableId table, String name, TableId references) implements Skipped {

  @Override
  public String sentence() {
    return "foreign key "
        + name
        + " of "
        + table
        + " was left out: "
        + references
        + " is not among the restored tables";
  }
}
