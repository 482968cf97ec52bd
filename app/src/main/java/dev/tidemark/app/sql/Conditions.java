package dev.tidemark.app.sql;

import dev.tidemark.app.sql.grammar.TidemarkSqlBaseVisitor;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.AbsentContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.BetweenContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ComparedContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ConditionContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ConjunctionContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.InRangeContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.LikeContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ListedContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.LiteralContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.NegationContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.NotInRangeContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.PredicateContext;
import dev.tidemark.restorer.filter.Comparison;
import dev.tidemark.restorer.filter.Condition;
import dev.tidemark.restorer.filter.Condition.All;
import dev.tidemark.restorer.filter.Condition.Any;
import dev.tidemark.restorer.filter.Condition.Compared;
import dev.tidemark.restorer.filter.Condition.IsNull;
import dev.tidemark.restorer.filter.Condition.Like;
import dev.tidemark.restorer.filter.Condition.Not;
import dev.tidemark.restorer.filter.Literal;
import java.util.List;

/** What stands after WHERE. IN and BETWEEN are what SQL says they are: comparisons. */
final class Conditions {

  private Conditions() {}

  static Condition of(ConditionContext condition) {
    List<Condition> any = condition.conjunction().stream().map(Conditions::conjunction).toList();
    return any.size() == 1 ? any.get(0) : new Any(any);
  }

  private static Condition conjunction(ConjunctionContext conjunction) {
    List<Condition> all = conjunction.negation().stream().map(Conditions::negation).toList();
    return all.size() == 1 ? all.get(0) : new All(all);
  }

  private static Condition negation(NegationContext negation) {
    return negation.NOT() == null
        ? predicate(negation.predicate())
        : new Not(negation(negation.negation()));
  }

  private static Condition predicate(PredicateContext predicate) {
    return predicate.condition() == null
        ? new OfColumn(Written.name(predicate.column().name())).visit(predicate.test())
        : of(predicate.condition());
  }

  private static Literal literal(LiteralContext literal) {
    if (literal.STRING() != null) {
      return new Literal.Quoted(Written.text(literal.STRING().getSymbol()));
    } else if (literal.NUMBER() != null) {
      return new Literal.Numeral(literal.getText());
    }
    return new Literal.Logical(literal.TRUE() != null);
  }

  private static Comparison comparison(int sign) {
    return switch (sign) {
      case TidemarkSqlParser.EQUAL -> Comparison.EQUAL;
      case TidemarkSqlParser.UNEQUAL -> Comparison.UNEQUAL;
      case TidemarkSqlParser.LESS -> Comparison.LESS;
      case TidemarkSqlParser.ATMOST -> Comparison.AT_MOST;
      case TidemarkSqlParser.GREATER -> Comparison.MORE;
      case TidemarkSqlParser.ATLEAST -> Comparison.AT_LEAST;
      default -> throw new AssertionError(sign);
    };
  }

  private static final class OfColumn extends TidemarkSqlBaseVisitor<Condition> {

    private final String column;

    OfColumn(String column) {
      this.column = column;
    }

    @Override
    public Condition visitCompared(ComparedContext compared) {
      return compared(comparison(compared.sign.getType()), compared.literal());
    }

    @Override
    public Condition visitInRange(InRangeContext positive) {
      return visit(positive.range());
    }

    @Override
    public Condition visitNotInRange(NotInRangeContext negative) {
      return new Not(visit(negative.range()));
    }

    @Override
    public Condition visitAbsent(AbsentContext absent) {
      Condition isNull = new IsNull(column);
      return absent.NOT() == null ? isNull : new Not(isNull);
    }

    @Override
    public Condition visitListed(ListedContext listed) {
      return new Any(
          listed.literal().stream().map(literal -> compared(Comparison.EQUAL, literal)).toList());
    }

    @Override
    public Condition visitLike(LikeContext like) {
      return new Like(column, Written.text(like.pattern));
    }

    @Override
    public Condition visitBetween(BetweenContext between) {
      return new All(
          List.of(
              compared(Comparison.AT_LEAST, between.literal(0)),
              compared(Comparison.AT_MOST, between.literal(1))));
    }

    private Condition compared(Comparison comparison, LiteralContext literal) {
      return new Compared(column, comparison, literal(literal));
    }
  }
}
