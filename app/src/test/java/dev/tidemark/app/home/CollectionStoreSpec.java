package dev.tidemark.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionStoreSpec {

  private static final DatabaseUrl SOURCE =
      DatabaseUrl.parse("postgresql://me:s%40cret@db:5433/shop?sslmode=require");
  private static final TableId ORDERS = TableId.parse("public.orders");
  private static final TableId ODD = TableId.parse("\"my.schema\".\"the \"\"table\"\"\"");

  @TempDir private Path directory;

  @Test
  void a_collection_is_read_back_as_it_was_written() {
    ProtectedTables shop = collection("shop", SOURCE, ORDERS, ODD);

    store().write(shop);

    assertThat(store().get(new CollectionName("shop"))).isEqualTo(shop);
    assertThat(store().all()).containsExactly(shop);
  }

  @Test
  void how_its_backups_are_kept_is_read_back_too() {
    ProtectedTables shop =
        collection("shop", SOURCE, ORDERS)
            .with(
                new CollectionOptions(
                    Map.of(
                        CollectionOption.RETENTION, "30d",
                        CollectionOption.EVERY_TRANSACTION_FOR, "7d",
                        CollectionOption.ENCRYPTION, "AES128_GCM",
                        CollectionOption.ENCRYPTION_KEY, "env:SHOP_KEY")));

    store().write(shop);

    assertThat(store().get(new CollectionName("shop"))).isEqualTo(shop);
  }

  @Test
  void the_password_is_in_a_file_of_its_own_that_only_the_owner_can_read() throws IOException {
    store().write(collection("shop", SOURCE, ORDERS));

    Path secret = directory.resolve("secrets/shop");
    assertThat(secret).hasContent("s@cret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(directory.resolve("collections/shop.json"))).doesNotContain("cret");
  }

  @Test
  void a_removed_collection_leaves_nothing() {
    store().write(collection("shop", SOURCE, ORDERS));

    store().remove(new CollectionName("shop"));

    assertThat(store().names()).isEmpty();
    assertThat(directory.resolve("secrets")).isEmptyDirectory();
    assertThat(directory.resolve("collections")).isEmptyDirectory();
  }

  @Test
  void an_unknown_name_is_answered_with_the_near_ones() {
    store().write(collection("shop", SOURCE, ORDERS));
    store().write(collection("books", SOURCE, ODD));

    assertProblem(
        () -> store().get(new CollectionName("shpo")),
        "no such collection: shpo",
        "Did you mean shop?");
    assertProblem(
        () -> store().get(new CollectionName("warehouse")),
        "no such collection: warehouse",
        "There are: books, shop.");
  }

  @Test
  void a_name_and_a_table_of_one_database_belong_to_one_collection() {
    store().write(collection("shop", SOURCE, ORDERS));
    DatabaseUrl otherUser = DatabaseUrl.parse("postgresql://you@db:5433/shop");
    DatabaseUrl elsewhere = DatabaseUrl.parse("postgresql://me@db:5433/other");

    store().requireNew(new CollectionName("books"), elsewhere, List.of(ORDERS));
    assertProblem(
        () -> store().requireNew(new CollectionName("shop"), elsewhere, List.of(ODD)),
        "collection shop exists already",
        "Choose another name, or remove it first with `tidemark drop shop`.");
    assertProblem(
        () -> store().requireNew(new CollectionName("books"), otherUser, List.of(ODD, ORDERS)),
        "table public.orders is already in collection shop",
        "A table is in one collection at most. Leave it out, or take it out of shop first:"
            + " ALTER BACKUP COLLECTION shop DROP TABLE \"public\".\"orders\".");
  }

  @Test
  void tables_come_and_go_unless_another_collection_has_them() {
    store().write(collection("shop", SOURCE, ORDERS));
    store().write(collection("books", SOURCE, ODD));
    CollectionName shop = new CollectionName("shop");
    TableId more = TableId.parse("public.more");

    assertProblem(
        () -> store().change(shop, now -> now.adding(List.of(more, ODD))),
        "table " + ODD + " is already in collection books",
        "A table is in one collection at most. Leave it out, or take it out of books first:"
            + " ALTER BACKUP COLLECTION books DROP TABLE "
            + ODD
            + ".");
    assertThat(store().get(shop).tables()).containsExactly(ORDERS);
    store().change(shop, now -> now.adding(List.of(more)));
    assertThat(store().get(shop).tables()).containsExactly(ORDERS, more);
    store().change(shop, now -> now.dropping(List.of(ORDERS)));
    assertThat(store().get(shop).tables()).containsExactly(more);
    assertThat(store().get(shop).scope()).isEqualTo(new TableScope.Named());
  }

  @Test
  void tables_of_a_schema_come_by_themselves_unless_they_were_taken_out() {
    CollectionName shop = new CollectionName("shop");
    TableId more = TableId.parse("public.more");
    store()
        .write(
            collection("shop", SOURCE, ORDERS)
                .with(new TableScope.OfSchema("public", Set.of()))
                .dropping(List.of(more)));

    assertThat(store().get(shop).scope().takes(TableId.parse("public.any"))).isTrue();
    assertThat(store().get(shop).scope().takes(TableId.parse("sales.any"))).isFalse();
    assertThat(store().get(shop).scope().takes(more)).isFalse();
    store().change(shop, now -> now.adding(List.of(more)));
    assertThat(store().get(shop).scope().takes(more)).isTrue();
    store().change(shop, now -> now.with(new TableScope.OfDatabase(Set.of(ORDERS))));
    assertThat(store().get(shop).scope()).isEqualTo(new TableScope.OfDatabase(Set.of(ORDERS)));
  }

  @Test
  void a_damaged_file_is_named() throws IOException {
    store().write(collection("shop", SOURCE, ORDERS));
    Path file = directory.resolve("collections/shop.json");
    Files.writeString(file, "{\"format\":");

    assertProblem(
        () -> store().get(new CollectionName("shop")),
        file + " is damaged: it is not the JSON that was written there",
        "Restore that file from a copy of the home, or delete it if its collection is not needed.");
  }

  private CollectionStore store() {
    return new Home(directory).collections();
  }

  private static ProtectedTables collection(String name, DatabaseUrl source, TableId... tables) {
    return new ProtectedTables(
        new CollectionName(name),
        source,
        List.of(tables),
        URI.create("file:///backups"),
        Instant.parse("2026-11-22T07:15:00Z"),
        CollectionOptions.NONE,
        false);
  }

  private static void assertProblem(Runnable action, String message, String hint) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.hint()).isEqualTo(hint))
        .hasMessage(message);
  }
}
