package dev.tidemark.restorer.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.schemas.change.TableId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Optional;

/**
 * Something that a restore made beside its staging schemas, and that goes with them when it is not
 * published. Written down as its kind and name, never as SQL to run.
 */
sealed interface Made {

  /** A schema for a type. */
  record MadeSchema(String name) implements Made {

    @Override
    public String line() {
      return "schema " + encode(name);
    }

    @Override
    public String drop() {
      return "DROP SCHEMA " + TableId.quote(name);
    }
  }

  /** A type. */
  record MadeType(TableId name) implements Made {

    @Override
    public String line() {
      return "type " + encode(name.schema()) + " " + encode(name.table());
    }

    @Override
    public String drop() {
      return "DROP TYPE " + name.quoted();
    }
  }

  /** One line that {@link #parse} understands. */
  String line();

  /** The statement that removes it, unless something else has come to use it. */
  String drop();

  /** What a line names; empty for a line of another kind. */
  static Optional<Made> parse(String line) {
    String[] words = line.split(" ", -1);
    if (words.length == 2 && words[0].equals("schema")) {
      return Optional.of(new MadeSchema(decode(words[1])));
    }
    if (words.length == 3 && words[0].equals("type")) {
      return Optional.of(new MadeType(new TableId(decode(words[1]), decode(words[2]))));
    }
    return Optional.empty();
  }

  /** Names may have spaces and line ends in them. */
  private static String encode(String name) {
    return URLEncoder.encode(name, UTF_8);
  }

  private static String decode(String word) {
    return URLDecoder.decode(word, UTF_8);
  }
}
