package dev.tidemark.acceptance.types;

import dev.tidemark.acceptance.running.Home;
import dev.tidemark.archive.manifest.Archive;
import dev.tidemark.archive.manifest.ManifestFile;
import dev.tidemark.archive.storage.Storages;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.TableDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How each type was kept, as the backups say, in the form of docs/types.md. */
final class Kept {

  private static final String BASE = "as its base type";

  private final Map<TableId, Map<String, String>> kinds = new HashMap<>();
  private final Map<String, TypesPage.Line> lines = new TreeMap<>();

  Kept(Home home, String collection) {
    Archive.open(
            Storages.open(home.directory().resolve("archive").toUri()),
            new CollectionName(collection))
        .manifests()
        .forEach(this::read);
  }

  private void read(ManifestFile file) {
    if (!(file instanceof ManifestFile.Intact intact)) {
      throw new AssertionError(file);
    }
    intact.manifest().tables().forEach(table -> columns(table.definition()));
  }

  private void columns(TableDefinition definition) {
    Map<String, String> columns = kinds.computeIfAbsent(definition.id(), id -> new HashMap<>());
    for (Column column : definition.columns()) {
      columns.put(column.name(), column.kind().name());
    }
  }

  void add(WideTable table) {
    for (StoredType type : table.family().types()) {
      String kind = String.valueOf(kinds.get(table.id()).get(type.column()));
      String kept = type.name().equals("domain") ? BASE : kind;
      lines.merge(
          type.name(),
          new TypesPage.Line(type.name(), kept, !type.keys().isEmpty()),
          Kept::together);
    }
  }

  private static TypesPage.Line together(TypesPage.Line one, TypesPage.Line other) {
    if (!one.kept().equals(other.kept())) {
      throw new AssertionError(one + " is also kept as " + other.kept());
    }
    return new TypesPage.Line(one.type(), one.kept(), one.key() || other.key());
  }

  Collection<TypesPage.Line> lines() {
    return List.copyOf(lines.values());
  }
}
