package dev.tidemark.acceptance.seed;

import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives a spec its {@link Random}. The seed is new in each run; {@code -Dseed=N} repeats one. When
 * the spec fails, the failure names it.
 */
public final class Seeded implements ParameterResolver, TestExecutionExceptionHandler {

  private static final Namespace NAMESPACE = Namespace.create(Seeded.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Random.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return new Random(seed(context));
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
    throw new AssertionError(
        "seed " + seed(context) + " (again with -Dseed=" + seed(context) + "): " + failure,
        failure);
  }

  private static long seed(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(
            "seed", key -> Long.getLong("seed", System.nanoTime() & 0xFFFFFFFL), Long.class);
  }
}
