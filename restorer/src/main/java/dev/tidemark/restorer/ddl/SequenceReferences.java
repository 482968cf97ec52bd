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

  private static final Pattern REGCLASS = Pattern.compile("'((?:[^']|'')+)'::regclass");

  private SequenceReferences() {}

  /**
   * @param expression a column's default
   * @param table the column's table: a name without a schema is looked for in its schema
   */
  static String redirect(String expression, TableId table, Staging staging) {
    Matcher matcher = REGCLASS.matcher(expression);
    StringBuilder redirected = new StringBuilder();
    while (matcher.find()) {
      String literal = matcher.group(1).replace("''", "'");
      Optional<TableId> restored = parse(literal, table.schema()).flatMap(staging::sequence);
      String replacement =
          restored
              .map(sequence -> "'" + sequence.quoted().replace("'", "''") + "'::regclass")
              .orElse(matcher.group());
      matcher.appendReplacement(redirected, Matcher.quoteReplacement(replacement));
    }
    return matcher.appendTail(redirected).toString();
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
