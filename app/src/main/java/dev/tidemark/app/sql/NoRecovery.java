package dev.tidemark.app.sql;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every choice whether the next word can stand there at all, the ends of the rules around
 * it included, and mends nothing.
 */
final class NoRecovery extends DefaultErrorStrategy {

  @Override
  public void sync(Parser parser) {
    if (!parser.getExpectedTokens().contains(parser.getCurrentToken().getType())) {
      throw new InputMismatchException(parser);
    }
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw new InputMismatchException(parser);
  }

  @Override
  protected @Nullable Token singleTokenDeletion(Parser parser) {
    return null;
  }

  @Override
  protected boolean singleTokenInsertion(Parser parser) {
    return false;
  }
}
