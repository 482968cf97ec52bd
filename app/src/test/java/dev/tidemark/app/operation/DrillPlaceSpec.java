package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.address.TargetAddress;
import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.restorer.select.TargetSchemas;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillPlaceSpec {

  @TempDir private Path directory;

  @Test
  void in_a_database_tables_of_one_name_stay_apart_and_no_name_is_too_long() {
    CollectionName name = new CollectionName("s".repeat(48));
    ProtectedTables shop =
        new ProtectedTables(
            name,
            DatabaseUrl.parse("postgresql://me@db/shop"),
            List.of(TableId.parse("public.orders"), TableId.parse("crm.orders")),
            directory.toUri(),
            Instant.EPOCH,
            new CollectionOptions(Map.of()),
            false);
    DrillPlace place =
        DrillPlace.of(
            new Home(directory),
            shop,
            Optional.of(TargetAddress.parse("postgresql://me@db/scratch")),
            Map.of());

    TargetSchemas schemas = place.choice(name).schemas();

    assertThat(schemas.names(List.of("public", "crm")).values())
        .doesNotHaveDuplicates()
        .allSatisfy(schema -> assertThat(schema).hasSizeLessThan(64));
  }
}
