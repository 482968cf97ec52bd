package dev.tidemark.app.home;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.problem.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** The collection asked for is not there, or the one to be made cannot be. */
public final class CollectionException extends ProblemException {

  private CollectionException(String message, String hint) {
    super(message, hint);
  }

  static CollectionException unknown(CollectionName name, List<CollectionName> known) {
    return new CollectionException(
        "no such collection: " + name,
        others(
            name,
            known,
            "This home has no collections; check --home, or make one with `tidemark create`."));
  }

  /**
   * A storage, asked without a home, has no backups of it.
   *
   * @param stored those it has some of
   */
  public static CollectionException notStored(
      CollectionName name, URI storage, List<CollectionName> stored) {
    return new CollectionException(
        "there are no backups of collection " + name + " in " + storage,
        others(name, stored, "There are none of any collection; check --storage."));
  }

  static CollectionException exists(CollectionName name) {
    return new CollectionException(
        "collection " + name + " exists already",
        "Choose another name, or remove it first with `tidemark drop " + name + "`.");
  }

  static CollectionException tableTaken(TableId table, CollectionName other) {
    return new CollectionException(
        "table " + table + " is already in collection " + other,
        "A table is in one collection at most. Leave it out, or take it out of "
            + other
            + " first: ALTER BACKUP COLLECTION "
            + other
            + " DROP TABLE "
            + table.quoted()
            + ".");
  }

  /** It is to get a table that it has. */
  public static CollectionException hasTable(CollectionName name, TableId table) {
    return new CollectionException(
        "table " + table + " is in collection " + name + " already",
        "`tidemark show " + name + "` lists its tables.");
  }

  /** It is to lose a table that it does not have. */
  public static CollectionException hasNoTable(ProtectedTables collection, TableId table) {
    return new CollectionException(
        "table " + table + " is not in collection " + collection.name(),
        "Its tables are: "
            + collection.tables().stream().map(TableId::toString).collect(Collectors.joining(", "))
            + ".");
  }

  /** It is to lose all its tables. */
  public static CollectionException lastTable(CollectionName name) {
    return new CollectionException(
        "collection " + name + " would have no table left",
        "Drop the collection instead: `tidemark drop " + name + "`.");
  }

  private static String others(CollectionName name, List<CollectionName> known, String ifNone) {
    List<CollectionName> near = NearNames.of(name, known);
    if (!near.isEmpty()) {
      return "Did you mean " + listed(near) + "?";
    }
    return known.isEmpty() ? ifNone : "There are: " + listed(known) + ".";
  }

  private static String listed(List<CollectionName> names) {
    return names.stream().map(CollectionName::value).collect(Collectors.joining(", "));
  }
}
