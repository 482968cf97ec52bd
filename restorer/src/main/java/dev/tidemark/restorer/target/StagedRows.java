package dev.tidemark.restorer.target;

import dev.tidemark.restorer.encode.CopyDecoder;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.LoadedDataDiffersException;
import dev.tidemark.restorer.verify.RowSum;
import dev.tidemark.restorer.verify.ServerHash;
import dev.tidemark.restorer.verify.ServerSum;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.table.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a staged table, as the server has them.
 *
 * <p>Few are read as text, the form they have everywhere else. Many are not sent back if the server
 * can add them up to what was sent to it; else they are read in binary, which costs it and us a
 * good deal less than text. A mistake that the two binary forms here have in common would go unseen
 * in both, so a sample of them is read as text, too.
 */
final class StagedRows {

  /** From so many on a sample is little beside the whole. */
  static final long MANY = 100_000;

  /** So many rows are sampled at least, about, and of very many one in a hundred. */
  private static final long SAMPLED = 10_000;

  /** The values of some columns of a table as their types send them, an expression for each. */
  private static final String SENT =
      """
      SELECT pg_catalog.format('%%I.%%I(%%I)', n.nspname, p.proname, a.attname)
      FROM pg_catalog.unnest(ARRAY[%s]::text[]) WITH ORDINALITY AS stored (name, place)
      JOIN pg_catalog.pg_attribute a ON a.attname = stored.name
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      JOIN pg_catalog.pg_proc p ON p.oid = t.typsend
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE a.attrelid = ?::pg_catalog.regclass
      ORDER BY stored.place
      """;

  /** Parallel workers send text in the encoding of the database, whatever the session has. */
  private static final String ONE_ENCODING =
      """
      SELECT pg_catalog.set_config('max_parallel_workers_per_gather', '0', false)
      FROM pg_catalog.pg_settings WHERE name = 'server_encoding' AND setting <> 'UTF8'
      """;

  private final RestoredTable table;
  private final RowSchema schema;
  private final String name;
  private final String columns;

  StagedRows(RestoredTable table, TableId staged, RowSchema schema) {
    this.table = table;
    this.schema = schema;
    this.name = staged.quoted();
    this.columns =
        table.definition().storedColumns().stream()
            .map(Column::name)
            .map(TableId::quote)
            .collect(Collectors.joining(", "));
  }

  /** As COPY names them. */
  String named() {
    return name + " (" + columns + ")";
  }

  /**
   * What all of them add up to.
   *
   * @param count how many there are
   * @param sent what was sent to the server, if that is known
   * @throws LoadedDataDiffersException the server shows them differently in its two forms, or in
   *     none that is known
   */
  Checksum addUp(Session session, long count, Optional<SentRows.Sums> sent) {
    if (!mayBeAddedUp(count)) {
      return read(session, named(), CopyDecoder.text(schema));
    }
    String sample =
        "(SELECT %s FROM %s TABLESAMPLE SYSTEM (%d) REPEATABLE (0))"
            .formatted(columns, name, (100 * SAMPLED + count - 1) / count);
    LoadedDataDiffersException.checkForms(
        table.name(),
        read(session, sample, CopyDecoder.text(schema)),
        read(session, sample, CopyDecoder.binary(schema)));
    if (sent.isPresent() && addedUp(session).equals(Optional.of(sent.get().asServer()))) {
      return sent.get().rows();
    }
    return read(session, named(), CopyDecoder.binary(schema));
  }

  /** Whether so many are looked at in another form than text, if they have one. */
  boolean mayBeAddedUp(long count) {
    return count >= MANY && CopyDecoder.hasBinaryForm(schema);
  }

  CopyDecoder binaryDecoder() {
    return CopyDecoder.binary(schema);
  }

  /** What the server adds them up to; nothing where it does not do it. */
  private Optional<Checksum> addedUp(Session session) {
    List<String> stored = table.definition().storedColumns().stream().map(Column::name).toList();
    String listed = String.join(", ", Collections.nCopies(stored.size(), "?"));
    List<String> parameters = new ArrayList<>(stored);
    parameters.add(name);
    List<String> values =
        session.queryIfAble(SENT.formatted(listed), parameters.toArray(new String[0]));
    if (values.size() < stored.size()) {
      return Optional.empty();
    }
    List<String> unused = session.queryIfAble(ONE_ENCODING);
    return session
        .queryIfAble(
            "SELECT pg_catalog.concat_ws(' ', pg_catalog.count(*), coalesce(pg_catalog.sum(%s), 0))"
                    .formatted(ServerHash.sql(values))
                + " FROM "
                + name)
        .stream()
        .map(ServerSum::parse)
        .findFirst();
  }

  private Checksum read(Session session, String rows, CopyDecoder decoder) {
    RowSum sum = new RowSum();
    try {
      CopyOut out =
          session
              .postgres()
              .getCopyAPI()
              .copyOut("COPY " + rows + " TO STDOUT (FORMAT " + decoder.format() + ")");
      for (byte @Nullable [] bytes = out.readFromCopy();
          bytes != null;
          bytes = out.readFromCopy()) {
        decoder.decode(bytes, sum::add);
      }
      decoder.end();
      return sum.checksum();
    } catch (SQLException e) {
      throw session.errors().broken(table.name().toString(), e);
    } catch (IllegalArgumentException e) {
      throw LoadedDataDiffersException.unreadable(table.name(), e);
    }
  }
}
