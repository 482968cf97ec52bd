package dev.tidemark.app.cli;

import dev.tidemark.app.operation.PointInTime;
import dev.tidemark.app.operation.PointText;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.plan.RestorePoint.AtMarker;
import dev.tidemark.archive.plan.RestorePoint.AtSequence;
import dev.tidemark.archive.plan.RestorePoint.AtTime;
import dev.tidemark.archive.plan.RestorePoint.AtTransaction;
import dev.tidemark.archive.plan.RestorePoint.Latest;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The ways to say which moment is meant; exactly one is given. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RestorePointOption {

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "everything committed up to a time, in this machine's zone if it names none")
  private @Nullable String time;

  @Option(names = "--sequence", paramLabel = "N", description = "everything up to a sequence")
  private @Nullable Long sequence;

  @Option(
      names = "--transaction",
      paramLabel = "ID",
      description = "everything up to a transaction of the source; with --before, without it")
  private @Nullable String transaction;

  @Option(
      names = "--position",
      paramLabel = "LSN",
      description = "everything whose commit ends at or before this place of the source's log")
  private @Nullable String position;

  @Option(
      names = "--offset",
      paramLabel = "TOPIC:PARTITION:OFFSET",
      description = "every transaction before the one that wrote this record of a change topic")
  private @Nullable String offset;

  @Option(
      names = "--marker",
      paramLabel = "NAME",
      description = "everything committed before a marker was written; the last of that name")
  private @Nullable String marker;

  @Option(
      names = "--latest",
      description = "everything that was committed before this command was given")
  private boolean latest;

  RestorePoint point(CollectionName collection, boolean before, ZoneId zone) {
    if (before && transaction == null) {
      throw new UsageException(
          "--before goes with --transaction only", "Write --transaction ID --before.");
    }
    try {
      return given(collection, before, zone);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "the restore point: " + e.getMessage(),
          "`tidemark timeline` lists what can be asked for.");
    }
  }

  private RestorePoint given(CollectionName collection, boolean before, ZoneId zone) {
    if (time != null) {
      return new AtTime(PointInTime.parse(time, zone));
    } else if (sequence != null) {
      return new AtSequence(Sequence.of(sequence));
    } else if (transaction != null) {
      return new AtTransaction(new TransactionId(transaction), before);
    } else if (position != null) {
      return PointText.position(position);
    } else if (offset != null) {
      return PointText.offset(collection, offset);
    } else if (marker != null) {
      return new AtMarker(marker);
    }
    if (latest) {
      return new Latest();
    }
    throw new IllegalArgumentException("none was given");
  }
}
