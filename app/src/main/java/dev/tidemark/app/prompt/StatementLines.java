package dev.tidemark.app.prompt;

import dev.tidemark.app.sql.SqlParser;
import java.util.Set;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;

/** Lets a statement go on over lines until its semicolon. */
final class StatementLines implements Parser {

  private final DefaultParser words = new DefaultParser();
  private final Set<String> wholeWords;

  /**
   * @param wholeWords lines that need no semicolon
   */
  StatementLines(Set<String> wholeWords) {
    this.wholeWords = wholeWords;
    words.setEofOnUnclosedQuote(false);
    words.setQuoteChars(new char[0]);
    words.setEscapeChars(new char[0]);
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE
        && !wholeWords.contains(line.strip())
        && !SqlParser.isComplete(line)) {
      throw new EOFError(-1, -1, "the statement has no semicolon yet");
    }
    return words.parse(line, cursor, context);
  }
}
