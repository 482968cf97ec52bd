package dev.tidemark.app.operation;

import dev.tidemark.archive.storage.AnswerLostException;
import dev.tidemark.restorer.target.LookAtTargetException;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Work that ends early when its thread is interrupted, and then says that, whatever broke. */
final class Cancellable {

  private Cancellable() {}

  /**
   * @param cancelled what it says, made of what broke
   */
  static <T> T run(Supplier<T> work, Function<RuntimeException, ProblemException> cancelled) {
    try {
      return work.get();
    } catch (LookAtTargetException | AnswerLostException e) {
      // Perhaps everything was published: nobody may be told that nothing was.
      throw e;
    } catch (RuntimeException e) {
      throw Thread.currentThread().isInterrupted() ? cancelled.apply(e) : e;
    }
  }
}
