package dev.tidemark.archive.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.NoteRuns;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.KeyOrder;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.WholeRowKey;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.PrimaryKey;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Versions of a table with columns of every kind, its key in the middle of them. */
class RandomRunTest {

  private static final TableId ID = new TableId("public", "kinds");
  private static final List<ValueKind> KINDS = List.of(ValueKind.values());
  private static final RowSchema KEYED =
      schema(
          new PrimaryKey("kinds_pkey", List.of("date", "text", "int32"), "PRIMARY KEY"),
          ReplicaIdentity.DEFAULT);
  private static final RowSchema KEYLESS = schema(null, ReplicaIdentity.FULL);

  private record Version(
      long sequence, long order, RowSlice key, int[] unchanged, @Nullable RowSlice row) {}

  @Property(tries = 60)
  @Label("Versions of a table with a key come back byte by byte from every kind of run")
  void keyed(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int count) {
    Random random = new Random(seed);
    assertComeBack(KEYED, versions(KEYED, random, count), RunRole.HISTORY);
    List<Version> newest = newest(versions(KEYED, random, count));
    assertComeBack(KEYED, newest, RunRole.DELTA);
    assertComeBack(KEYED, newest.stream().filter(RandomRunTest::isLive).toList(), RunRole.BASE);
  }

  @Property(tries = 30)
  @Label("Versions of a table without a key come back byte by byte from every kind of run")
  void keyless(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1000) int count) {
    Random random = new Random(seed);
    assertComeBack(KEYLESS, versions(KEYLESS, random, count), RunRole.HISTORY);
    List<Version> newest = newest(versions(KEYLESS, random, count));
    assertComeBack(KEYLESS, newest, RunRole.DELTA);
    assertComeBack(KEYLESS, newest.stream().filter(RandomRunTest::isLive).toList(), RunRole.BASE);
  }

  private static void assertComeBack(RowSchema schema, List<Version> versions, RunRole role) {
    MemoryStorage storage = new MemoryStorage();
    RunName name = new RunName(NoteRuns.SHOP, Sequence.NONE, Sequence.of(9), ID, role, 0, 1);
    RunFile file;
    try (RunWriter writer = RunWriter.create(storage, "shop/data/1", name, schema)) {
      for (Version version : versions) {
        append(writer, version);
      }
      file = writer.commit();
    }
    assertThat(file.rows()).isEqualTo(versions.size());
    try (RunReader reader = RunReader.open(storage, new StoredRun("shop/data/1", file))) {
      for (Version version : versions) {
        assertThat(reader.advance()).isTrue();
        assertThat(reader.sequence()).isEqualTo(version.sequence());
        assertThat(reader.order()).isEqualTo(version.order());
        assertThat(reader.key()).isEqualTo(version.key());
        assertThat(reader.unchanged()).isEqualTo(version.unchanged());
        assertThat(reader.isTombstone() ? null : reader.row()).isEqualTo(version.row());
      }
      assertThat(reader.advance()).isFalse();
    }
  }

  private static void append(RunWriter writer, Version version) {
    if (version.row() == null) {
      writer.appendTombstone(version.sequence(), version.order(), version.key());
    } else {
      writer.append(
          version.sequence(), version.order(), version.key(), version.unchanged(), version.row());
    }
  }

  /** In the order of a run, no two of one change. */
  private static List<Version> versions(RowSchema schema, Random random, int count) {
    KeyOrder order = KeyOrder.of(schema.key());
    return IntStream.range(0, count)
        .mapToObj(i -> version(schema, random, i))
        .sorted(
            Comparator.comparing(Version::key, order::compare)
                .thenComparing(Version::sequence, Comparator.reverseOrder())
                .thenComparing(Version::order, Comparator.reverseOrder()))
        .toList();
  }

  private static Version version(RowSchema schema, Random random, int order) {
    String[] values = KINDS.stream().map(kind -> text(kind, random)).toArray(String[]::new);
    RowEncoder encoder = RowEncoder.of(schema);
    AvroOutput key = new AvroOutput();
    encoder.encodeKey(values, key);
    if (schema.isKeyedByWholeRow()) {
      AvroOutput numbered = new AvroOutput();
      WholeRowKey.write(RowSlice.of(key), 1 + random.nextInt(3), numbered);
      key = numbered;
    }
    long sequence = 1 + random.nextLong(1L << random.nextInt(1, 63));
    RowSlice found = RowSlice.of(key.toByteArray());
    if (random.nextInt(5) == 0) {
      return new Version(sequence, order, found, new int[0], null);
    }
    if (order % 7 == 3) {
      values[KINDS.indexOf(ValueKind.JSONB)] = RowEncoder.UNCHANGED;
      values[KINDS.indexOf(ValueKind.BYTES)] = RowEncoder.UNCHANGED;
    }
    AvroOutput row = new AvroOutput();
    int[] unchanged = encoder.encodeRow(values, row);
    return new Version(sequence, order, found, unchanged, RowSlice.of(row.toByteArray()));
  }

  private static List<Version> newest(List<Version> versions) {
    List<Version> newest = new ArrayList<>();
    for (Version version : versions) {
      if (newest.isEmpty() || !newest.get(newest.size() - 1).key().equals(version.key())) {
        newest.add(version);
      }
    }
    return newest;
  }

  private static boolean isLive(Version version) {
    return version.row() != null && version.unchanged().length == 0;
  }

  /** As the server prints it, null now and then, and seldom another for what is in the key. */
  private static @Nullable String text(ValueKind kind, Random random) {
    return switch (kind) {
      case DATE -> random.nextInt(4) == 0 ? "infinity" : "2026-11-0" + (1 + random.nextInt(9));
      case TEXT -> random.nextBoolean() ? "" : "note " + random.nextInt(3);
      case INT32 -> Integer.toString(random.nextBoolean() ? random.nextInt() : 1);
      default -> random.nextInt(6) == 0 ? null : other(kind, random);
    };
  }

  private static String other(ValueKind kind, Random random) {
    return switch (kind) {
      case BOOLEAN -> random.nextBoolean() ? "t" : "f";
      case INT16 -> Short.toString((short) random.nextInt());
      case INT64 -> Long.toString(random.nextLong());
      case FLOAT32, FLOAT64 -> Integer.toString(random.nextInt(1000)) + ".5";
      case NUMERIC -> random.nextInt(1000) + ".00";
      case TIME -> "12:34:5" + random.nextInt(10);
      case TIMESTAMP ->
          random.nextInt(9) == 0 ? "-infinity" : "2026-11-26 12:34:5" + seconds(random);
      case TIMESTAMPTZ -> "2026-11-26 12:34:5" + seconds(random) + "+00";
      case UUID -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
      case BYTES -> "\\x" + "00ff".repeat(random.nextInt(50));
      default -> "ü".repeat(random.nextInt(200));
    };
  }

  private static String seconds(Random random) {
    return random.nextInt(10) + "." + random.nextInt(1000);
  }

  private static RowSchema schema(@Nullable PrimaryKey key, ReplicaIdentity identity) {
    List<Column> columns = new ArrayList<>();
    for (ValueKind kind : KINDS) {
      columns.add(
          new Column(
              columns.size() + 1,
              kind.name().toLowerCase(java.util.Locale.ROOT),
              kind.name(),
              kind,
              true,
              null,
              Generation.PLAIN,
              null,
              null));
    }
    return RowSchema.of(
        new TableDefinition(
            ID,
            16_600,
            columns.size(),
            columns,
            key,
            identity,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }
}
