package dev.tidemark.app.sql;

import dev.tidemark.app.sql.grammar.TidemarkSqlParser;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.CreateContext;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * How a text can go on.
 *
 * @param keywords in alphabetical order
 * @param takesCollection whether the name of a collection that is there can come next
 */
public record Completions(List<String> keywords, boolean takesCollection) {

  /** What no statement goes on with: the parser stops there and tells what it could be instead. */
  private static final String WALL = " \0";

  public Completions {
    keywords = List.copyOf(keywords);
  }

  /**
   * @param text up to the word that is being written, which is not part of it
   */
  public static Completions after(String text) {
    Stop here = parsed(text + WALL);
    if (here.offset < text.length()) {
      return new Completions(List.of(), false);
    }
    Stop named = parsed(text + " x" + WALL);
    return new Completions(here.keywords, named.collection >= text.length());
  }

  private static Stop parsed(String text) {
    TidemarkSqlParser parser = SqlParser.parser(text);
    Stop stop = new Stop();
    parser.removeErrorListeners();
    parser.addErrorListener(stop);
    parser.addParseListener(stop.collections());
    try {
      while (!SqlParser.isAtEnd(parser)) {
        parser.one();
      }
    } catch (ParseCancellationException e) {
      return stop;
    }
    throw new AssertionError("a statement went on with what none goes on with");
  }

  /** Where the parser stopped. */
  private static final class Stop extends BaseErrorListener {

    private int offset;
    private int collection = -1;
    private List<String> keywords = List.of();

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object offending,
        int line,
        int column,
        String message,
        @Nullable RecognitionException cause) {
      offset = ((Token) offending).getStartIndex();
      keywords = new Expected((Parser) recognizer).keywords();
      throw new ParseCancellationException();
    }

    /** Notes where the last name of a collection began that is not being made. */
    private ParseTreeListener collections() {
      return new ParseTreeListener() {
        @Override
        public void exitEveryRule(ParserRuleContext rule) {
          if (rule.getRuleIndex() == TidemarkSqlParser.RULE_collection
              && !(rule.getParent() instanceof CreateContext)) {
            collection = rule.getStart().getStartIndex();
          }
        }

        @Override
        public void enterEveryRule(ParserRuleContext rule) {}

        @Override
        public void visitTerminal(TerminalNode node) {}

        @Override
        public void visitErrorNode(ErrorNode node) {}
      };
    }
  }
}
