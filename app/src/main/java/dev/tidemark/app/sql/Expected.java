package dev.tidemark.app.sql;

import dev.tidemark.app.sql.grammar.TidemarkSqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** What could stand where a parser is. */
final class Expected {

  /** Keywords that can be names: where a name can stand, they are no words of the language. */
  private static final Set<Integer> UNRESERVED =
      Set.copyOf(
          TidemarkSqlParser._ATN
              .nextTokens(
                  TidemarkSqlParser._ATN.ruleToStartState[TidemarkSqlParser.RULE_unreserved])
              .toList());

  private final Parser parser;
  private final IntervalSet tokens;

  Expected(Parser parser) {
    this.parser = parser;
    this.tokens = parser.getExpectedTokens();
  }

  /** The keywords, in alphabetical order. */
  List<String> keywords() {
    Set<String> words = new TreeSet<>();
    for (int type : tokens.toList()) {
      String word = word(type);
      if (word != null && isKeyword(word) && !isName(type)) {
        words.add(word);
      }
    }
    return List.copyOf(words);
  }

  boolean hasName() {
    return tokens.contains(TidemarkSqlParser.IDENTIFIER);
  }

  /** As a sentence has it: {@code TABLE, SCHEMA or DATABASE}. */
  String sentence() {
    List<String> all = new ArrayList<>(keywords());
    for (int type : tokens.toList()) {
      String word = word(type);
      if (word != null && !isKeyword(word)) {
        all.add("'" + word + "'");
      }
    }
    if (tokens.contains(TidemarkSqlParser.UNEQUAL)) {
      all.add("'<>'");
    }
    if (hasName()) {
      all.add("a name");
    }
    if (tokens.contains(TidemarkSqlParser.STRING)) {
      all.add("a text in single quotes");
    }
    if (tokens.contains(TidemarkSqlParser.NUMBER)) {
      all.add("a number");
    }
    if (tokens.contains(Token.EOF)) {
      all.add("the end");
    }
    int last = all.size() - 1;
    return last == 0
        ? all.get(0)
        : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }

  private static boolean isKeyword(String word) {
    return Character.isLetter(word.charAt(0));
  }

  private boolean isName(int type) {
    return hasName() && UNRESERVED.contains(type);
  }

  /** As it is written; null for what is written in many ways. */
  private @Nullable String word(int type) {
    String literal = type == Token.EOF ? null : parser.getVocabulary().getLiteralName(type);
    return literal == null ? null : literal.substring(1, literal.length() - 1);
  }
}
