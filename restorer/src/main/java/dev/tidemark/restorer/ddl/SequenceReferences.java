package dev.tidemark.restorer.ddl;

import dev.tidemark.schemas.change.TableId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points the {@code nextval('…'::regclass)} of a default to the restored sequence. The server keeps
 * such a reference by identity, so it stays right when the sequence moves to its schema.
 */
final class SequenceReferences {

  /**
   * A quoted name, which is passed over, or a literal. With an E before it, as a server writes it,
   * backslashes are doubled too. Possessive: a literal may be of any length.
   */
  private static final Pattern QUOTED =
      Pattern.compile("\"(?:[^\"]++|\"\")*+\"|(\\bE)?'((?:[^']++|'')*+)'(::regclass)?");

  private SequenceReferences() {}

  /**
   * @param expression a column's default
   * @param table the column's table: a name without a schema is looked for in its schema
   */
  static String redirect(String expression, TableId table, Staging staging) {
    Matcher matcher = QUOTED.matcher(expression);
    StringBuilder redirected = new StringBuilder();
    while (matcher.find()) {
      Optional<TableId> restored =
          sequence(matcher).flatMap(name -> parse(name, table.schema())).flatMap(staging::sequence);
      String replacement =
          restored
              .map(sequence -> "'" + sequence.quoted().replace("'", "''") + "'::regclass")
              .orElse(matcher.group());
      matcher.appendReplacement(redirected, Matcher.quoteReplacement(replacement));
    }
    return matcher.appendTail(redirected).toString();
  }

  /** What a literal says that is taken for the name of a relation. */
  private static Optional<String> sequence(Matcher literal) {
    if (literal.group(3) == null) {
      return Optional.empty();
    }
    String name = literal.group(2).replace("''", "'");
    return Optional.of(literal.group(1) == null ? name : name.replace("\\\\", "\\"));
  }

  private static Optional<TableId> parse(String name, String defaultSchema) {
    for (String candidate : new String[] {name, TableId.quote(defaultSchema) + "." + name}) {
      try {
        return Optional.of(TableId.parse(candidate));
      } catch (IllegalArgumentException notTwoParts) {
        // Without a schema the first fails and the second is right; any other name is not a
        // sequence of ours.
      }
    }
    return Optional.empty();
  }
}
