package dev.tidemark.acceptance.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.BackupCollection;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import dev.tidemark.schemas.change.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypesTest {

  @Test
  void every_type_comes_back_as_the_server_prints_it_from_the_snapshot_and_from_the_stream() {
    Database source = Database.create(Servers.source(), "types");
    UserMade.createTypes(source);
    List<TypedTable> tables = new ArrayList<>(BuiltIn.TABLES);
    tables.add(UserMade.table());
    tables.add(UserMade.extensionTable(source));
    tables.forEach(table -> table.create(source));
    KeyTypes.create(source);
    tables.forEach(table -> table.fill(source));
    KeyTypes.fill(source);
    Map<String, List<String>> atSnapshot = read(source, tables);

    BackupCollection collection =
        BackupCollection.protect(Home.shared(), "types", source, ids(tables));
    collection.backup();
    tables.forEach(table -> table.change(source));
    KeyTypes.change(source);

    Database restored = Database.create(Servers.source(), "types_restored");
    UserMade.createExtensions(restored);
    collection.restore(restored, "--latest");
    Map<String, List<String>> now = read(source, tables);
    now.forEach((table, lines) -> assertThat(read(restored, tables).get(table)).isEqualTo(lines));

    Database first = Database.create(Servers.source(), "types_first");
    UserMade.createExtensions(first);
    collection.restore(first, "--sequence", "1");
    assertThat(read(first, tables)).isEqualTo(atSnapshot);
  }

  @Test
  void a_type_whose_text_cannot_be_read_back_is_refused_by_name() {
    Database source = Database.create(Servers.source(), "types_refused");
    source.execute("CREATE TABLE public.plans (id integer PRIMARY KEY, tree pg_node_tree)");

    Outcome outcome =
        Home.shared()
            .run(
                "create",
                BackupCollection.creation(
                    "refused", source.url(), List.of(new TableId("public", "plans"))));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("public.plans").contains("tree").contains("pg_node_tree");
  }

  private static Map<String, List<String>> read(Database database, List<TypedTable> tables) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    tables.forEach(table -> lines.put(table.name(), table.read(database)));
    lines.put(KeyTypes.TABLE.table(), KeyTypes.read(database));
    return lines;
  }

  private static List<TableId> ids(List<TypedTable> tables) {
    List<TableId> ids = new ArrayList<>();
    tables.forEach(table -> ids.add(new TableId("public", table.name())));
    ids.add(KeyTypes.TABLE);
    return ids;
  }
}
