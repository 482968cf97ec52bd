package dev.tidemark.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.DropCollection.Backups;
import dev.tidemark.app.operation.DropCollection.Insistence;
import dev.tidemark.app.operation.DropCollection.Order;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DropCollectionSpec {

  private static final CollectionName SHOP = new CollectionName("shop");

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(Insistence.class)
  void a_drop_that_would_keep_backups_where_nothing_finds_them_is_refused(Insistence insistence) {
    Home home = new Home(directory);
    ProtectedTables shop =
        new ProtectedTables(
            SHOP,
            DatabaseUrl.parse("postgresql://me@db/shop"),
            List.of(TableId.parse("public.orders")),
            URI.create("cluster"),
            Instant.EPOCH,
            new CollectionOptions(Map.of()),
            false);
    home.collections().add(shop);
    DropCollection drop = new DropCollection(home, Clock.systemUTC(), SILENT);

    assertThatThrownBy(
            () -> drop.run(SHOP, new Order(Backups.KEEP, insistence, Duration.ofSeconds(1))))
        .isInstanceOfSatisfying(
            DropException.class,
            refused ->
                assertThat(refused.hint())
                    .isEqualTo(
                        "Copy them to another place first, COPY BACKUPS IN shop TO"
                            + " 'file:///directory', which `restore --storage` restores from. Then"
                            + " drop it with its backups: --delete-backups, or WITH (DELETE_BACKUPS"
                            + " = TRUE)."))
        .hasMessage(
            "collection shop was not dropped, for its backups are in its own Kafka, where nothing"
                + " could restore them without it");
    assertThat(home.collections().get(SHOP)).isEqualTo(shop);
    assertThat(new Operations(home).of(SHOP)).isEmpty();
  }

  private static final Listener SILENT =
      new Listener() {
        @Override
        public void progress(String step, long done, long total) {}

        @Override
        public void note(String text) {}
      };
}
