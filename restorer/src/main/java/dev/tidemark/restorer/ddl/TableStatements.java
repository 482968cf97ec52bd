package dev.tidemark.restorer.ddl;

import static dev.tidemark.schemas.change.TableId.quote;

import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.Column;
import dev.tidemark.schemas.table.Constraint;
import dev.tidemark.schemas.table.Generation;
import dev.tidemark.schemas.table.Index;
import dev.tidemark.schemas.table.OwnedSequence;
import dev.tidemark.schemas.table.ReplicaIdentity;
import dev.tidemark.schemas.table.TableDefinition;
import dev.tidemark.schemas.table.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The statements that make one table, in the order in which they run. */
public final class TableStatements {

  private static final Set<ValueKind> COUNTED =
      Set.of(ValueKind.INT16, ValueKind.INT32, ValueKind.INT64, ValueKind.NUMERIC);

  /** What an index can be made for beforehand: nothing is said but columns, INCLUDE among them. */
  private static final Pattern PLAIN_KEY =
      Pattern.compile("(?<kind>PRIMARY KEY|UNIQUE) (?<columns>\\(.*\\))", Pattern.DOTALL);

  /** Such a key is no unique index. */
  private static final String WITHOUT_OVERLAPS = " WITHOUT OVERLAPS";

  private final RestoredTable restored;
  private final TableDefinition definition;
  private final Staging staging;
  private final String table;

  private TableStatements(RestoredTable restored, Staging staging) {
    this.restored = restored;
    this.definition = restored.definition();
    this.staging = staging;
    this.table = staging.table(restored).quoted();
  }

  public static TableStatements of(RestoredTable table, Staging staging) {
    return new TableStatements(table, staging);
  }

  /** The sequences that defaults call; those of identity columns come with the table. */
  public List<Statement> sequences() {
    List<Statement> statements = new ArrayList<>();
    for (OwnedSequence sequence : definition.sequences()) {
      if (!isIdentity(sequence.column())) {
        statements.add(
            new Statement(
                subject("sequence " + sequence.name()),
                "CREATE SEQUENCE " + staged(sequence) + " " + sequence.options()));
      }
    }
    return statements;
  }

  /** The table with its columns and nothing else, and the ties of its sequences to it. */
  public List<Statement> table() {
    List<Statement> statements = new ArrayList<>();
    String columns =
        definition.columns().stream().map(this::column).collect(Collectors.joining(",\n  "));
    statements.add(
        new Statement(
            "table " + restored.name(), "CREATE TABLE " + table + " (\n  " + columns + "\n)"));
    for (OwnedSequence sequence : definition.sequences()) {
      if (!isIdentity(sequence.column())) {
        statements.add(
            new Statement(
                subject("sequence " + sequence.name()),
                "ALTER SEQUENCE "
                    + staged(sequence)
                    + " OWNED BY "
                    + table
                    + "."
                    + quote(sequence.column())));
      }
    }
    return statements;
  }

  /** What is cheaper to make when the data is there. */
  public AfterData afterData() {
    List<Statement> indexes = new ArrayList<>();
    List<Statement> rest = new ArrayList<>();
    definition
        .optionalPrimaryKey()
        .ifPresent(
            key -> {
              String subject = subject("primary key " + key.name());
              addConstraint(subject, key.name(), key.definition(), indexes, rest);
            });
    for (Constraint constraint : definition.constraints()) {
      String subject = subject("constraint " + constraint.name());
      addConstraint(subject, constraint.name(), constraint.definition(), indexes, rest);
    }
    for (Index index : definition.indexes()) {
      String subject = subject("index " + index.name());
      indexes.add(createIndex(subject, index.unique(), index.name(), index.definition()));
    }
    // It may name one of the indexes.
    replicaIdentity().ifPresent(rest::add);
    rest.addAll(setSequences());
    return new AfterData(indexes, rest);
  }

  /** Nothing for the identity that every table has at first. */
  private Optional<Statement> replicaIdentity() {
    ReplicaIdentity identity = definition.replicaIdentity();
    if (identity instanceof ReplicaIdentity.Full) {
      return Optional.of(replicaIdentity("FULL"));
    } else if (identity instanceof ReplicaIdentity.UsingIndex index) {
      return Optional.of(replicaIdentity("USING INDEX " + quote(index.index())));
    }
    return Optional.empty();
  }

  private Statement replicaIdentity(String identity) {
    return new Statement(
        subject("replica identity"), "ALTER TABLE " + table + " REPLICA IDENTITY " + identity);
  }

  /**
   * Sets every sequence so that its next value is beyond both the last it handed out and every
   * value in its column. Values that the sequence could not have handed out do not count.
   */
  private List<Statement> setSequences() {
    List<Statement> statements = new ArrayList<>();
    for (OwnedSequence sequence : definition.sequences()) {
      statements.add(new Statement(subject("sequence " + sequence.name()), setSequence(sequence)));
    }
    return statements;
  }

  private String setSequence(OwnedSequence sequence) {
    boolean up = sequence.increment() > 0;
    String used =
        isCounted(sequence.column())
            ? "(SELECT %s(%s)::bigint FROM %s WHERE %s BETWEEN s.seqmin AND s.seqmax)"
                .formatted(
                    (up ? "max" : "min"), quote(sequence.column()), table, quote(sequence.column()))
            : "NULL::bigint";
    String last =
        "SELECT s.*, %s(%d, %s) AS last FROM pg_catalog.pg_sequence s WHERE s.seqrelid = %s"
            .formatted(
                up ? "greatest" : "least", sequence.lastValue(), used, literal(staged(sequence)));
    // A sequence that never handed out a value has its last one before its first, out of its range.
    return "SELECT CASE WHEN last BETWEEN seqmin AND seqmax"
        + " THEN pg_catalog.setval(seqrelid::pg_catalog.regclass, last, true)"
        + " ELSE pg_catalog.setval(seqrelid::pg_catalog.regclass, last + seqincrement, false) END"
        + (" FROM (" + last + ") AS s");
  }

  private String column(Column column) {
    StringBuilder sql = new StringBuilder(quote(column.name())).append(' ').append(column.type());
    if (column.collation() != null) {
      sql.append(" COLLATE ").append(column.collation());
    }
    if (column.generation() instanceof Generation.Computed computed) {
      sql.append(" GENERATED ALWAYS AS (").append(computed.expression()).append(") ");
      sql.append(computed.stored() ? "STORED" : "VIRTUAL");
    } else if (column.generation() instanceof Generation.Identity identity) {
      sql.append(identity.always() ? " GENERATED ALWAYS" : " GENERATED BY DEFAULT");
      sql.append(" AS IDENTITY");
      identitySequence(column.name())
          .ifPresent(sequence -> sql.append(" (").append(identityOptions(sequence)).append(')'));
    } else if (column.defaultExpression() != null) {
      sql.append(" DEFAULT ");
      sql.append(SequenceReferences.redirect(column.defaultExpression(), definition.id(), staging));
    }
    return column.nullable() ? sql.toString() : sql.append(" NOT NULL").toString();
  }

  /** An identity's sequence takes its type from the column, and refuses to be told. */
  private String identityOptions(OwnedSequence sequence) {
    String options = sequence.options().strip().replaceFirst("^AS \\S+ ?", "");
    return "SEQUENCE NAME " + staged(sequence) + " " + options;
  }

  private Optional<OwnedSequence> identitySequence(String column) {
    return definition.sequences().stream().filter(s -> s.column().equals(column)).findFirst();
  }

  /**
   * To add a key locks readers out for as long as its index takes to make; to make the index first
   * does not, and the result is the same.
   */
  private void addConstraint(
      String subject,
      String name,
      String constraint,
      List<Statement> indexes,
      List<Statement> rest) {
    Matcher plain = PLAIN_KEY.matcher(constraint);
    String added = constraint;
    if (plain.matches() && !constraint.contains(WITHOUT_OVERLAPS)) {
      indexes.add(createIndex(subject, true, name, plain.group("columns")));
      added = plain.group("kind") + " USING INDEX " + quote(name);
    }
    rest.add(
        new Statement(
            subject, "ALTER TABLE " + table + " ADD CONSTRAINT " + quote(name) + " " + added));
  }

  private Statement createIndex(String subject, boolean unique, String name, String index) {
    return new Statement(
        subject,
        (unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
            + quote(name)
            + (" ON " + table + " " + index));
  }

  private boolean isIdentity(String column) {
    return definition.columns().stream()
        .anyMatch(c -> c.name().equals(column) && c.generation() instanceof Generation.Identity);
  }

  private boolean isCounted(String column) {
    return definition.columns().stream()
        .anyMatch(c -> c.name().equals(column) && COUNTED.contains(c.kind()));
  }

  private String staged(OwnedSequence sequence) {
    return staging
        .sequence(new TableId(definition.id().schema(), sequence.name()))
        .orElseThrow()
        .quoted();
  }

  private String subject(String what) {
    return what + " of " + restored.name();
  }

  private static String literal(String relation) {
    return "'" + relation.replace("'", "''") + "'::pg_catalog.regclass";
  }
}
