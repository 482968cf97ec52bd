package dev.tidemark.app.operation;

import dev.tidemark.archive.plan.RestorePoint.AtOffset;
import dev.tidemark.archive.plan.RestorePoint.AtPosition;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.SourcePosition;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.event.Topics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Restore points as people write them; times are {@link PointInTime}'s. */
public final class PointText {

  private static final Pattern POSITION = Pattern.compile("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}");
  private static final Pattern OFFSET = Pattern.compile("(.+):(\\d{1,9}):(\\d{1,18})");

  private PointText() {}

  /**
   * A place in the source's log.
   *
   * @throws IllegalArgumentException it is none; the message says what to write
   */
  public static AtPosition position(String text) {
    if (!POSITION.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a place in the source's log; write for example 16/B374D848");
    }
    return new AtPosition(new SourcePosition(text));
  }

  /**
   * A record of a change topic, as TOPIC:PARTITION:OFFSET.
   *
   * @throws IllegalArgumentException it is none of the collection
   */
  public static AtOffset offset(CollectionName collection, String text) {
    Matcher matcher = OFFSET.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not TOPIC:PARTITION:OFFSET");
    }
    TableId table =
        new Topics(collection)
            .tableOf(matcher.group(1))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'" + matcher.group(1) + "' is not a change topic of " + collection));
    return new AtOffset(
        table, Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
  }
}
