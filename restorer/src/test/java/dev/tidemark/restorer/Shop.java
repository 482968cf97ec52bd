package dev.tidemark.restorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.plan.RestorePoint;
import dev.tidemark.schemas.change.Sequence;
import dev.tidemark.schemas.problem.ProblemException;
import java.util.List;

/**
 * Backups of a small shop, and an empty database that they are restored into. Ada is in it from 1,
 * renamed at 3 and gone at 5; Bob from 2, and called Robert from 6; his order from 4. A full ends
 * at 1, the incrementals after it at 4 and 6.
 */
final class Shop {

  final Postgres database = Postgres.newDatabase();

  final ArchiveBuilder backups =
      new ArchiveBuilder()
          .table(Definitions.customers())
          .table(Definitions.orders().build())
          .put(1, "public.customers", "1", "Ada")
          .full(1)
          .put(2, "public.customers", "2", "Bob")
          .put(3, "public.customers", "1", "Ada L.")
          .put(4, "public.orders", "9", "2")
          .incremental(4)
          .delete(5, "public.customers", 1)
          .put(6, "public.customers", "2", "Robert")
          .incremental(6);

  /** All of it at a sequence, into the database. */
  RestoreRequest at(long sequence) {
    return to(new RestorePoint.AtSequence(Sequence.of(sequence)));
  }

  /** All of it at a point, into the database. */
  RestoreRequest to(RestorePoint point) {
    return RestoreRequest.of(backups.archive, point, target());
  }

  Target target() {
    return new Target.DatabaseTarget(database.url());
  }

  RestoreReport restore(RestoreRequest request) {
    return Restore.run(request, ProgressListener.NONE);
  }

  /** It is refused in these words, and the database is as it was. */
  void assertProblem(
      RestoreRequest request, Class<? extends ProblemException> type, String message, String hint) {
    List<String> before = database.inventory();
    assertThatThrownBy(() -> restore(request))
        .isInstanceOf(type)
        .hasMessage(message)
        .extracting(e -> ((ProblemException) e).hint())
        .isEqualTo(hint);
    assertThat(database.inventory()).isEqualTo(before);
  }
}
