package dev.tidemark.acceptance.alter;

import dev.tidemark.schemas.change.TableId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A way to alter a table, and how rows are inserted into it before and after. In the statements
 * {@code %1$s} is the table, {@code %2$d} a number that no other row has.
 */
enum Alteration {
  ADD_NULL(Effect.KNOWN, "ALTER TABLE %1$s ADD COLUMN extra text"),
  ADD_CONSTANT(Effect.KNOWN, "ALTER TABLE %1$s ADD COLUMN extra int NOT NULL DEFAULT 7"),
  ADD_VOLATILE(Effect.READ_AGAIN, "ALTER TABLE %1$s ADD COLUMN extra float8 DEFAULT random()"),
  ADD_LONG_CONSTANT(Effect.KNOWN, "ALTER TABLE %1$s ADD COLUMN extra text DEFAULT " + longText()),
  ADD_LONG_VOLATILE(
      Effect.READ_AGAIN,
      "ALTER TABLE %1$s ADD COLUMN extra text DEFAULT "
          + String.join(" || ", Collections.nCopies(120, "md5(random()::text)"))),
  /** Old rows have the value from the catalog, until it is put into them without a word. */
  ADD_LONG_AND_VACUUM(
      Effect.KNOWN,
      "ALTER TABLE %1$s ADD COLUMN extra text NOT NULL DEFAULT " + longText(),
      "VACUUM FULL %1$s"),
  DROP_COLUMN(Effect.KNOWN, "ALTER TABLE %1$s DROP COLUMN word") {
    @Override
    String insertAfter() {
      return "INSERT INTO %1$s (id, n) VALUES (%2$d, %2$d)";
    }
  },
  RENAME_COLUMN(Effect.KNOWN, "ALTER TABLE %1$s RENAME COLUMN word TO term") {
    @Override
    String insertAfter() {
      return "INSERT INTO %1$s (id, n, term) VALUES (%2$d, %2$d, 'term')";
    }
  },
  RENAME_TABLE(Effect.REMOVED, "ALTER TABLE %1$s RENAME TO renamed"),
  DROP_TABLE(Effect.REMOVED, "DROP TABLE %1$s"),
  WIDEN(Effect.KNOWN, "ALTER TABLE %1$s ALTER COLUMN word TYPE varchar(40)"),
  REWRITE(Effect.READ_AGAIN, "ALTER TABLE %1$s ALTER COLUMN n TYPE bigint"),
  RECOMPUTE(Effect.READ_AGAIN, "ALTER TABLE %1$s ALTER COLUMN n TYPE text USING 'was ' || n"),
  ADD_KEY(Effect.READ_AGAIN, "ALTER TABLE %1$s ADD PRIMARY KEY (id)") {
    @Override
    List<String> creation() {
      return List.of(
          "CREATE TABLE %1$s (id int NOT NULL, n int NOT NULL, word varchar(20), big text)",
          "ALTER TABLE %1$s REPLICA IDENTITY FULL");
    }
  },
  SEND_KEYS(
      Effect.READ_AGAIN,
      "ALTER TABLE %1$s ADD PRIMARY KEY (id)",
      "ALTER TABLE %1$s REPLICA IDENTITY DEFAULT") {
    @Override
    List<String> creation() {
      return ADD_KEY.creation();
    }
  },
  ANOTHER_KEY(
      Effect.READ_AGAIN, "ALTER TABLE %1$s DROP CONSTRAINT another_key_pkey, ADD PRIMARY KEY (n)"),
  ANOTHER_INDEX(
      Effect.READ_AGAIN,
      "CREATE UNIQUE INDEX another_index_n ON %1$s (n)",
      "ALTER TABLE %1$s REPLICA IDENTITY USING INDEX another_index_n"),
  KEYLESS_ADD(Effect.READ_AGAIN, "ALTER TABLE %1$s ADD COLUMN extra int DEFAULT 7") {
    @Override
    List<String> creation() {
      return ADD_KEY.creation();
    }
  },
  KEYLESS_DROP(Effect.READ_AGAIN, "ALTER TABLE %1$s DROP COLUMN word") {
    @Override
    List<String> creation() {
      return ADD_KEY.creation();
    }

    @Override
    String insertAfter() {
      return DROP_COLUMN.insertAfter();
    }
  },
  DROP_KEY(
      Effect.READ_AGAIN, "ALTER TABLE %1$s REPLICA IDENTITY FULL, DROP CONSTRAINT drop_key_pkey"),
  ADD_GENERATED(
      Effect.KNOWN, "ALTER TABLE %1$s ADD COLUMN twice int GENERATED ALWAYS AS (n * 2) STORED"),
  ADD_IDENTITY(
      Effect.READ_AGAIN, "ALTER TABLE %1$s ADD COLUMN ident int GENERATED ALWAYS AS IDENTITY"),
  DROP_EXPRESSION(Effect.READ_AGAIN, "ALTER TABLE %1$s ALTER COLUMN twice DROP EXPRESSION") {
    @Override
    List<String> creation() {
      return List.of(
          "CREATE TABLE %1$s (id int PRIMARY KEY, n int NOT NULL, word varchar(20), big text, twice"
              + " int GENERATED ALWAYS AS (n * 2) STORED)");
    }
  },
  RECREATE(
      Effect.READ_AGAIN,
      "DROP TABLE %1$s",
      "CREATE TABLE %1$s (id int PRIMARY KEY, n text, word varchar(20), big text)",
      "INSERT INTO %1$s VALUES (7, 'new', 'new', 'new')"),
  DETACH(Effect.KNOWN, "ALTER TABLE alter.parent DETACH PARTITION %1$s") {
    @Override
    List<String> creation() {
      return List.of(
          "CREATE TABLE alter.parent (id int PRIMARY KEY, n int NOT NULL, word varchar(20), big"
              + " text) PARTITION BY RANGE (id)",
          "CREATE TABLE %1$s PARTITION OF alter.parent FOR VALUES FROM (0) TO (1000000)");
    }
  },
  ATTACH(
      Effect.KNOWN,
      "ALTER TABLE alter.other ATTACH PARTITION %1$s FOR VALUES FROM (0) TO (1000000)") {
    @Override
    List<String> creation() {
      return List.of(
          "CREATE TABLE alter.other (id int PRIMARY KEY, n int NOT NULL, word varchar(20), big"
              + " text) PARTITION BY RANGE (id)",
          super.creation().get(0));
    }
  },
  TRUNCATE(Effect.KNOWN, "TRUNCATE %1$s"),
  VACUUM_FULL(Effect.KNOWN, "VACUUM FULL %1$s");

  /** What has to become of a table's history. */
  enum Effect {
    /** It is known again behind the alteration, perhaps because it was read again. */
    KNOWN,
    /** It has to be read again. */
    READ_AGAIN,
    /** It is no longer in the collection. */
    REMOVED
  }

  private final Effect effect;

  @SuppressWarnings("ImmutableEnumChecker") // It is a copy that nobody changes.
  private final List<String> statements;

  Alteration(Effect effect, String... statements) {
    this.effect = effect;
    this.statements = List.of(statements);
  }

  /** More than stays in a row, for it cannot be compressed. */
  private static String longText() {
    String hex =
        new Random(4711)
            .ints(4000, 0, 16)
            .mapToObj(Integer::toHexString)
            .collect(Collectors.joining());
    return "'" + hex + "'";
  }

  Effect effect() {
    return effect;
  }

  TableId table() {
    return new TableId("alter", name().toLowerCase(Locale.ROOT));
  }

  List<String> creation() {
    return List.of(
        "CREATE TABLE %1$s (id int PRIMARY KEY, n int NOT NULL, word varchar(20), big text)");
  }

  List<String> statements() {
    return statements;
  }

  String insertBefore() {
    return "INSERT INTO %1$s (id, n, word, big) VALUES (%2$d, %2$d, 'word %2$d', (SELECT"
        + " string_agg(md5((%2$d * i)::text), '') FROM generate_series(1, 300) i))";
  }

  String insertAfter() {
    return insertBefore();
  }
}
