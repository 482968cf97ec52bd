package dev.tidemark.restorer.ddl;

import static dev.tidemark.schemas.change.TableId.quote;

import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.ForeignKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The foreign keys of the restored tables.
 *
 * @param statements one for each key between two restored tables
 * @param skipped those to tables that are not restored: whether the rows they need exist is not
 *     known
 */
public record ForeignKeys(List<Statement> statements, List<SkippedForeignKey> skipped) {

  public ForeignKeys {
    statements = List.copyOf(statements);
    skipped = List.copyOf(skipped);
  }

  public static ForeignKeys of(Collection<RestoredTable> tables, Staging staging) {
    List<Statement> statements = new ArrayList<>();
    List<SkippedForeignKey> skipped = new ArrayList<>();
    for (RestoredTable table : tables) {
      for (ForeignKey key : table.definition().foreignKeys()) {
        Optional<TableId> referenced = staging.table(key.references());
        if (referenced.isPresent()) {
          statements.add(add(table, key, referenced.get(), staging));
        } else {
          skipped.add(new SkippedForeignKey(table.name(), key.name(), key.references()));
        }
      }
    }
    return new ForeignKeys(statements, skipped);
  }

  private static Statement add(
      RestoredTable table, ForeignKey key, TableId referenced, Staging staging) {
    String sql =
        "ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s) %s"
            .formatted(
                staging.table(table).quoted(),
                quote(key.name()),
                quoted(key.columns()),
                referenced.quoted(),
                quoted(key.referencedColumns()),
                key.options());
    return new Statement("foreign key " + key.name() + " of " + table.name(), sql.strip());
  }

  private static String quoted(List<String> columns) {
    return columns.stream().map(TableId::quote).collect(Collectors.joining(", "));
  }
}
