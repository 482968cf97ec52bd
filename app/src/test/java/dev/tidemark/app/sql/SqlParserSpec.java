package dev.tidemark.app.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.OperationId;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.app.operation.DropCollection;
import dev.tidemark.app.operation.DropCollection.Backups;
import dev.tidemark.app.operation.DropCollection.Insistence;
import dev.tidemark.app.operation.Scope;
import dev.tidemark.app.sql.Statement.IfSo;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.archive.retention.RetentionPolicy;
import dev.tidemark.archive.storage.encryption.Encryption;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.restorer.RestoreOptions;
import dev.tidemark.restorer.RestoreOptions.Extent;
import dev.tidemark.restorer.Target;
import dev.tidemark.restorer.load.ExistingTables;
import dev.tidemark.restorer.select.TargetSchemas;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.change.TransactionId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlParserSpec {

  private static final CollectionName SHOP = new CollectionName("shop");
  private static final SqlParser PARSER = new SqlParser(ZoneId.of("Europe/Berlin"));

  @Test
  void a_collection_is_made_of_tables_with_options() {
    assertThat(
            parsed(
                """
                -- the shop
                create backup collection IF NOT EXISTS "shop" (TABLE public.Orders, TABLE "My"."Ta""ble", a.`b c`)
                  FROM 'postgresql://me@db/shop'
                  WITH (STORAGE = 'cluster', full_every = '1d', INCREMENTAL_BACKUP_ENABLED = FALSE,
                        PASSWORD_FILE = '/secret');
                """))
        .isEqualTo(
            new Statement.Create(
                SHOP,
                IfSo.ACCEPT,
                new Scope.Tables(
                    List.of(
                        new TableId("public", "orders"),
                        new TableId("My", "Ta\"ble"),
                        new TableId("a", "b c"))),
                DatabaseUrl.parse("postgresql://me@db/shop"),
                Optional.of(Path.of("/secret")),
                Optional.of(URI.create("cluster")),
                new CollectionOptions(
                    Map.of(
                        CollectionOption.FULL_EVERY,
                        "1d",
                        CollectionOption.INCREMENTAL_BACKUP_ENABLED,
                        "false"))));
  }

  @Test
  void a_collection_is_made_of_a_schema_or_of_the_database() {
    assertThat(((Statement.Create) parsed(create("SCHEMA sales"))).scope())
        .isEqualTo(new Scope.OfSchema("sales"));
    assertThat(((Statement.Create) parsed(create("DATABASE"))).scope())
        .isEqualTo(new Scope.OfDatabase());
  }

  @Test
  void a_collection_is_altered_dropped_backed_up_marked_and_copied() {
    assertThat(
            PARSER.parse(
                """
            ALTER BACKUP COLLECTION shop SET (FULL_EVERY = 'off');
            ALTER BACKUP COLLECTION shop RESET (FULL_EVERY, incremental_every);;
            DROP BACKUP COLLECTION IF EXISTS shop WITH (DELETE_BACKUPS = TRUE, FORCE = 'true', WAIT = '2m');
            BACKUP shop; BACKUP shop INCREMENTAL WITH (WAIT = '1m');
            MARK shop AS 'before the release';
            COPY BACKUPS IN shop TO 'file:///mnt/b'
            """))
        .containsExactly(
            new Statement.Alter(SHOP, Map.of(CollectionOption.FULL_EVERY, "off"), Set.of()),
            new Statement.Alter(
                SHOP,
                Map.of(),
                Set.of(CollectionOption.FULL_EVERY, CollectionOption.INCREMENTAL_EVERY)),
            new Statement.Drop(
                SHOP,
                IfSo.ACCEPT,
                new DropCollection.Order(Backups.DELETE, Insistence.FORCE, Duration.ofMinutes(2))),
            new Statement.Backup(SHOP, BackupKind.FULL, Statement.PATIENCE),
            new Statement.Backup(SHOP, BackupKind.INCREMENTAL, Duration.ofMinutes(1)),
            new Statement.Mark(SHOP, "before the release", Statement.PATIENCE),
            new Statement.Copy(SHOP, URI.create("file:///mnt/b"), Statement.PATIENCE));
  }

  @Test
  void how_backups_are_kept_is_an_option_among_the_others() {
    Statement.Create create =
        (Statement.Create)
            parsed(
                "CREATE BACKUP COLLECTION shop (DATABASE) FROM 'postgresql://me@db/shop' WITH (RETENTION ="
                    + " '30d', EVERY_TRANSACTION_FOR = '7d', ENCRYPTION = 'AES256_GCM', ENCRYPTION_KEY ="
                    + " 'env:SHOP_KEY')");

    assertThat(create.options().retention())
        .isEqualTo(
            new RetentionPolicy(Optional.of(Duration.ofDays(30)), Optional.of(Duration.ofDays(7))));
    assertThat(create.options().encryption())
        .contains(
            new CollectionOptions.Encrypted(
                Encryption.AES256_GCM, new KeySource.Variable("SHOP_KEY")));
  }

  @Test
  void options_that_do_not_go_together_are_refused_before_anything_is_made() {
    assertThatThrownBy(
            () ->
                parsed(
                    "CREATE BACKUP COLLECTION shop (DATABASE) FROM 'postgresql://me@db/shop' WITH"
                        + " (ENCRYPTION = 'AES256_GCM')"))
        .isInstanceOf(SqlException.class)
        .hasMessageStartingWith(
            "line 1, column 73: an encryption and its key belong together: one of them is missing");
    assertThatThrownBy(() -> parsed("ALTER BACKUP COLLECTION shop SET (ENCRYPTION = 'AES128_GCM')"))
        .isInstanceOf(SqlException.class)
        .hasMessageStartingWith(
            "line 1, column 35: the encryption of a collection is chosen when it is made; ROTATE"
                + " KEY OF gives it another key");
  }

  @Test
  void everything_that_is_there_can_be_shown() {
    assertThat(
            PARSER.parse(
                """
            SHOW BACKUP COLLECTIONS; SHOW BACKUP COLLECTION shop; SHOW BACKUPS IN shop;
            SHOW TIMELINE OF shop FROM '2026-11-22 07:15' TO '2026-11-22T07:15:00Z' TABLE public.orders;
            SHOW RETENTION OF shop; VERIFY shop; VERIFY shop AGAINST SOURCE; DRILL shop; VERIFY shop BACKUP '20261122071500Z_000042_incremental' DEEP;
            SHOW OPERATIONS; SHOW OPERATIONS OF shop; SHOW OPERATION '20261122071500042-shop';
            CANCEL OPERATION '20261122071500042-shop'
            """))
        .containsExactly(
            new Statement.ShowCollections(Optional.empty()),
            new Statement.ShowCollections(Optional.of(SHOP)),
            new Statement.ShowBackups(SHOP),
            new Statement.ShowTimeline(
                SHOP,
                Optional.of(Instant.parse("2026-11-22T06:15:00Z")),
                Optional.of(Instant.parse("2026-11-22T07:15:00Z")),
                Optional.of(TableId.parse("public.orders"))),
            new Statement.ShowRetention(SHOP),
            new Statement.Verify(
                SHOP, new VerifyScope.Everything(), Depth.FILES, Statement.PATIENCE),
            new Statement.VerifySource(SHOP, Statement.PATIENCE),
            new Statement.Drill(SHOP, Optional.empty(), Statement.PATIENCE),
            new Statement.Verify(
                SHOP,
                new VerifyScope.Backup(BackupId.parse("20261122071500Z_000042_incremental")),
                Depth.ROWS,
                Statement.PATIENCE),
            new Statement.ShowOperations(Optional.empty()),
            new Statement.ShowOperations(Optional.of(SHOP)),
            new Statement.ShowOperation(new OperationId("20261122071500042-shop")),
            new Statement.Cancel(new OperationId("20261122071500042-shop")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          AT '2026-11-22 07:15'      | AtTime[time=2026-11-22T06:15:00Z]
          AT SEQUENCE 42             | AtSequence[sequence=42]
          AT TRANSACTION 4711        | AtTransaction[transaction=4711, before=false]
          BEFORE TRANSACTION '4711'  | AtTransaction[transaction=4711, before=true]
          AT POSITION '16/B374D848'  | AtPosition[position=16/B374D848]
          AT OFFSET 'shop.a.b:0:12'  | AtOffset[table=a.b, partition=0, offset=12]
          AT MARKER 'it''s done'     | AtMarker[name=it's done]
          LATEST                     | Latest[]
          ``                         | Latest[]
          """)
  void a_restore_has_any_kind_of_point(String point, String meaning) {
    assertThat(restore("RESTORE shop " + point + " INTO 'file:///x'").point()).hasToString(meaning);
  }

  @Test
  void a_restore_chooses_tables_rows_target_and_options() {
    Statement.Restore restore =
        restore(
            """
            RESTORE shop AT SEQUENCE 3 TABLE public.a, TABLE public.b
              WHERE id IN (1, -2) AND NOT (note NOT LIKE 'a%' OR paid = true) AND price BETWEEN 1 AND 2.5
                 OR "Key" IS NOT NULL
              INTO 'file:///x' SCHEMA rescued WITH (REPLACE = 'true', PARALLEL = 2, WAIT = '1m')
            """);

    assertThat(restore.choice().tables())
        .containsExactlyInAnyOrder(TableId.parse("public.a"), TableId.parse("public.b"));
    assertThat(restore.choice().schemas()).isEqualTo(new TargetSchemas.One("rescued"));
    assertThat(restore.choice().rows().orElseThrow().condition())
        .hasToString(
            "(((id = 1 OR id = -2) AND NOT (NOT note LIKE 'a%' OR paid = TRUE)"
                + " AND (price >= 1 AND price <= 2.5)) OR NOT Key IS NULL)");
    assertThat(restore.target()).isEqualTo(new Target.FileTarget(Path.of("/x")));
    assertThat(restore.options())
        .isEqualTo(RestoreOptions.DEFAULT.with(ExistingTables.REPLACE).withParallelism(2));
    assertThat(restore.patience()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void explain_plans_and_changes_nothing() {
    Statement.Restore plan = restore("EXPLAIN RESTORE shop BEFORE TRANSACTION 7 INTO 'file:///x'");

    assertThat(plan.options().extent()).isEqualTo(Extent.PLAN);
    assertThat(plan.point())
        .isEqualTo(new RestorePoint.AtTransaction(new TransactionId("7"), true));
    assertThat(restore("RESTORE shop AT SEQUENCE 1 INTO 'file:///x'").point())
        .isEqualTo(new RestorePoint.AtSequence(Sequence.of(1)));
  }

  @Test
  void words_of_the_language_can_be_names_where_nothing_else_can_stand() {
    assertThat(parsed("BACKUP backup")).isInstanceOf(Statement.Backup.class);
    assertThat(parsed("RESTORE latest LATEST TABLE schema.position INTO 'file:///x'"))
        .isInstanceOf(Statement.Restore.class);
  }

  @Test
  void nothing_is_no_statement() {
    assertThat(PARSER.parse("")).isEmpty();
    assertThat(PARSER.parse(" ;; -- nothing\n /* at all */ ;")).isEmpty();
  }

  @Test
  void an_error_shows_the_line_and_the_word_and_says_what_could_stand_there() {
    assertWrong(
        "BACKUP shop;\nCREATE BACKUP COLLECTION shop (TABEL public.orders) FROM 'x'",
        """
        line 2, column 32: expected DATABASE, SCHEMA or TABLE, not TABEL
          CREATE BACKUP COLLECTION shop (TABEL public.orders) FROM 'x'
                                         ^""");
    assertWrong(
        "RESTORE shop",
        """
        line 1, column 13: the statement ends too early; expected AT, BEFORE, INTO, LATEST, TABLE or WHERE
          RESTORE shop
                      ^""");
    assertWrong(
        "BACKUP shop INKREMENTAL",
        """
        line 1, column 13: expected INCREMENTAL, WITH, ';' or the end, not INKREMENTAL
          BACKUP shop INKREMENTAL
                      ^""");
    assertWrong(
        "MARK shop AS before",
        """
        line 1, column 14: expected a text in single quotes, not before
          MARK shop AS before
                       ^""");
    assertWrong(
        "RESTORE shop WHERE id ~ 3 INTO 'file:///x'",
        """
        line 1, column 23: expected BETWEEN, IN, IS, LIKE, NOT, '=', '<=', '>=', '<', '>' or '<>', not ~
          RESTORE shop WHERE id ~ 3 INTO 'file://…'
                                ^""");
    assertWrong(
        "MARK shop AS 'done",
        """
        line 1, column 14: there is no closing ' to this one
          MARK shop AS 'done
                       ^""");
  }

  @Test
  void what_is_no_value_is_an_error_at_that_value() {
    assertWrong(
        "RESTORE shop AT 'noon' INTO 'file:///x'",
        """
        line 1, column 17: 'noon' is not a time; write for example '2026-11-22 07:15', '2026-11-22T07:15:00.5Z' or '2026-11-22 07:15:00+01:00'
          RESTORE shop AT 'noon' INTO 'file://…'
                          ^""");
    assertWrong(
        "BACKUP \"Shop\"",
        """
        line 1, column 8: 'Shop' cannot name a collection; use 1 to 48 lower-case letters, digits and underscores, beginning with a letter
          BACKUP "Shop"
                 ^""");
    assertWrong(
        "BACKUP shop WITH (REPLACE = TRUE)",
        """
        line 1, column 19: there is no option REPLACE here; there are WAIT
          BACKUP shop WITH (REPLACE = TRUE)
                            ^""");
    assertWrong(
        "ALTER BACKUP COLLECTION shop SET (FULL_EVERY = '0s')",
        """
        line 1, column 48: '0s' is not a length of time; write off for never
          ALTER BACKUP COLLECTION shop SET (FULL_EVERY = '0s')
                                                         ^""");
    assertWrong(
        "ALTER BACKUP COLLECTION shop SET (STORAGE = 'cluster')",
        """
        line 1, column 35: the storage of a collection is chosen when it is made; COPY BACKUPS brings its backups elsewhere
          ALTER BACKUP COLLECTION shop SET (STORAGE = 'cluster')
                                            ^""");
    assertWrong(
        "MARK shop AS 'tidemark-backup-1'",
        """
        line 1, column 14: 'tidemark-backup-1' begins with tidemark-, as the markers do that are written by themselves
          MARK shop AS 'tidemark-backup-1'
                       ^""");
    assertWrong(
        "CANCEL OPERATION '7'",
        """
        line 1, column 18: '7' is not the id of an operation; they look like 20261122071500042-shop
          CANCEL OPERATION '7'
                           ^""");
  }

  @Test
  void retention_is_applied_and_a_key_rotated() {
    assertThat(parsed("APPLY RETENTION TO shop WITH (WAIT = '2m')"))
        .isEqualTo(new Statement.ApplyRetention(SHOP, Duration.ofMinutes(2)));
    assertThat(parsed("rotate key of shop to 'env:KEY_2027'"))
        .isEqualTo(
            new Statement.RotateKey(SHOP, new KeySource.Variable("KEY_2027"), Statement.PATIENCE));
    assertThat(parsed("BACKUP apply")).isInstanceOf(Statement.Backup.class);
    assertThat(restore("RESTORE shop WHERE key = 'a' INTO 'file:///x'").choice().rows())
        .isPresent();
  }

  @Test
  void a_text_is_complete_with_its_last_semicolon() {
    assertThat(SqlParser.isComplete("")).isTrue();
    assertThat(SqlParser.isComplete("BACKUP shop; -- done")).isTrue();
    assertThat(SqlParser.isComplete("BACKUP shop")).isFalse();
    assertThat(SqlParser.isComplete("MARK shop AS 'a;")).isFalse();
    assertThat(SqlParser.isComplete("BACKUP shop; BACKUP")).isFalse();
  }

  private static String create(String members) {
    return "CREATE BACKUP COLLECTION shop (" + members + ") FROM 'postgresql://me@db/shop'";
  }

  private static Statement parsed(String text) {
    List<Statement> statements = PARSER.parse(text);
    assertThat(statements).hasSize(1);
    return statements.get(0);
  }

  private static Statement.Restore restore(String text) {
    return (Statement.Restore) parsed(text);
  }

  private static void assertWrong(String text, String message) {
    assertThatThrownBy(() -> PARSER.parse(text))
        .isInstanceOf(SqlException.class)
        .hasMessage(message);
  }
}
