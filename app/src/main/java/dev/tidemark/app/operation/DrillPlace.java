package dev.tidemark.app.operation;

import dev.tidemark.app.address.TargetAddress;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.HomeException;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.restorer.TableChoice;
import dev.tidemark.restorer.Target;
import dev.tidemark.restorer.Target.DatabaseTarget;
import dev.tidemark.restorer.Target.FileTarget;
import dev.tidemark.restorer.select.TargetSchemas;
import dev.tidemark.schemas.change.CollectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a drill restores to. In a directory it has one of its own, in which nothing is worth
 * keeping; in a database it uses the staging schemas of a restore, which the next restore removes
 * when they are nobody's.
 *
 * @param target with its password
 * @param scratch empty for a database
 */
record DrillPlace(Target target, Optional<Path> scratch) {

  /**
   * @param order where to, this time; empty for what is set on the collection, or the home
   * @param environment where the password of a database is looked for
   */
  static DrillPlace of(
      Home home,
      ProtectedTables collection,
      Optional<Target> order,
      Map<String, String> environment) {
    Target wanted =
        order
            .or(() -> collection.options().drillInto().map(TargetAddress::parse))
            .orElseGet(() -> new FileTarget(home.runDirectory()));
    if (wanted instanceof FileTarget file) {
      Path own = file.directory().resolve("tidemark-drill-" + collection.name());
      return new DrillPlace(new FileTarget(own.resolve("restore")), Optional.of(own));
    }
    return new DrillPlace(TargetAddress.withPassword(wanted, null, environment), Optional.empty());
  }

  /** {@code files} or {@code database}. */
  String word() {
    return scratch.isPresent() ? "files" : "database";
  }

  /** All tables; in a database in schemas that no table of anybody's is in, as many as theirs. */
  TableChoice choice(CollectionName collection) {
    return target instanceof DatabaseTarget
        ? new TableChoice(Set.of(), new TargetSchemas.Numbered("tm_drill_" + collection))
        : TableChoice.ALL;
  }

  /** Removes what a drill, killed or not, has left in its directory. */
  void clear() {
    if (scratch.isEmpty() || !Files.exists(scratch.get())) {
      return;
    }
    try (Stream<Path> tree = Files.walk(scratch.get())) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw HomeException.unwritable(scratch.get(), e);
    }
  }
}
