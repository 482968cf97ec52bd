package dev.tidemark.restorer.ddl;

import dev.tidemark.schemas.change.TableId;

/** A part of a table that was not restored, by choice. */
public sealed interface Skipped permits SkippedForeignKey, SkippedTrigger {

  /** The table that had it, as it is called on the target. */
  TableId table();

  String name();

  /** That it was left out, and why, as a sentence. */
  String sentence();
}
