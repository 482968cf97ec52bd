package dev.tidemark.app.sql;

import dev.tidemark.app.address.TargetAddress;
import dev.tidemark.app.operation.PointInTime;
import dev.tidemark.app.operation.PointText;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.PlaceContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.PointContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.RestoreContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.TransactionContext;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.plan.RestorePoint.AtMarker;
import dev.tidemark.archive.plan.RestorePoint.AtSequence;
import dev.tidemark.archive.plan.RestorePoint.AtTime;
import dev.tidemark.archive.plan.RestorePoint.AtTransaction;
import dev.tidemark.archive.plan.RestorePoint.Latest;
import dev.tidemark.restorer.RestoreOptions;
import dev.tidemark.restorer.RestoreOptions.Extent;
import dev.tidemark.restorer.TableChoice;
import dev.tidemark.restorer.filter.RowCondition;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.select.TargetSchemas;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TransactionId;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code RESTORE}. */
final class Restores {

  private Restores() {}

  static Statement of(RestoreContext restore, Extent extent, ZoneId zone) {
    CollectionName name = Written.collection(restore.collection());
    Settings settings = Settings.of(restore.with());
    RestoreOptions options =
        RestoreOptions.DEFAULT
            .with(settings.isOn("REPLACE") ? ExistingTables.REPLACE : ExistingTables.REFUSE)
            .with(extent);
    Statement statement =
        new Statement.Restore(
            name,
            point(restore.point(), name, zone),
            choice(restore, zone),
            Written.meant(restore.url, TargetAddress::parse),
            settings.passwordFile(),
            settings
                .meant("PARALLEL", Restores::parallelism)
                .map(options::withParallelism)
                .orElse(options),
            settings.patience());
    settings.end();
    return statement;
  }

  private static TableChoice choice(RestoreContext restore, ZoneId zone) {
    return new TableChoice(
        restore.tables() == null ? Set.of() : Set.copyOf(Written.tables(restore.tables())),
        TargetSchemas.of(Optional.ofNullable(restore.name()).map(Written::name)),
        Optional.ofNullable(restore.condition())
            .map(condition -> new RowCondition(Conditions.of(condition), zone)));
  }

  private static RestorePoint point(
      @Nullable PointContext point, CollectionName collection, ZoneId zone) {
    if (point == null || point.LATEST() != null) {
      return new Latest();
    }
    return point.BEFORE() == null
        ? place(point.place(), collection, zone)
        : new AtTransaction(transaction(point.transaction()), true);
  }

  private static RestorePoint place(PlaceContext place, CollectionName collection, ZoneId zone) {
    if (place.time != null) {
      return Written.meant(place.time, text -> new AtTime(PointInTime.parse(text, zone)));
    } else if (place.SEQUENCE() != null) {
      return Written.meant(
          place.NUMBER().getSymbol(), text -> new AtSequence(Sequence.of(number(text))));
    } else if (place.transaction() != null) {
      return new AtTransaction(transaction(place.transaction()), false);
    } else if (place.position != null) {
      return Written.meant(place.position, PointText::position);
    } else if (place.offset != null) {
      return Written.meant(place.offset, text -> PointText.offset(collection, text));
    }
    return new AtMarker(Written.text(place.marker));
  }

  private static TransactionId transaction(TransactionContext transaction) {
    return Written.meant(transaction.getStart(), TransactionId::new);
  }

  private static long number(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new IllegalArgumentException(text + " is not a whole number of up to 18 digits");
    }
    return Long.parseLong(text);
  }

  private static int parallelism(String text) {
    if (!text.matches("[1-9]\\d{0,2}")) {
      throw new IllegalArgumentException("'" + text + "' is not a number from 1 to 999");
    }
    return Integer.parseInt(text);
  }
}
