package dev.tidemark.capture.catalog;

import dev.tidemark.capture.SourceServer;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.List;

/** A database of a spec's own, and what the catalog says of the tables in it. */
final class DefinedSource {

  private final SourceServer server = SourceServer.database();

  void execute(String... statements) {
    server.execute(statements);
  }

  /** As the catalog has it now. */
  TableDefinition definition(String table) {
    try (SourceSession session = open()) {
      return Catalog.definition(session, TableId.parse(table));
    }
  }

  /** All rows, each column as the server's own text. */
  List<List<String>> rows(String query) {
    return server.rows(query);
  }

  SourceSession open() {
    return new SourceDatabase(url()).open();
  }

  DatabaseUrl url() {
    return server.url();
  }
}
