package dev.tidemark.acceptance.workload;

import dev.tidemark.acceptance.servers.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Random transactions on {@link Shop}'s tables, several of them open at once, so that they commit
 * in another order than they began. One thread runs all of them: a seed repeats a run.
 *
 * <p>Whatever the seed, two of three commits touch rows and leave none of the tables empty. The
 * third is left to chance: commits that do nothing, and empty tables, are history too.
 */
public final class Workload implements AutoCloseable {

  private static final int OPEN_AT_ONCE = 3;
  private static final int LEFT_TO_CHANCE = 3;

  private final Random random;
  private final Observer observer;
  private final Operations operations;
  private final List<Draft> drafts = new ArrayList<>();
  private final boolean[] open = new boolean[OPEN_AT_ONCE];
  private int commits;

  /** The draft that truncated: nobody can read its tables before it ends; none without one. */
  private OptionalInt alone = OptionalInt.empty();

  public Workload(Database database, Random random) throws SQLException {
    this.random = random;
    this.observer = new Observer(database, Shop.tables());
    this.operations = new Operations(random);
    for (int i = 0; i < OPEN_AT_ONCE; i++) {
      drafts.add(new Draft(database));
    }
  }

  /** The state as it is now. */
  public State observe() {
    return observer.observe();
  }

  /** Goes on until one transaction commits; others may be open then. */
  public Committed nextCommit() throws SQLException {
    while (true) {
      int chosen = alone.orElseGet(() -> random.nextInt(OPEN_AT_ONCE));
      Draft draft = drafts.get(chosen);
      open[chosen] = true;
      int step = random.nextInt(100);
      if (step < 62) {
        operations.perform(draft);
      } else if (step < 68) {
        draft.savepoint();
      } else if (step < 72 && draft.hasSavepoint()) {
        draft.release();
      } else if (step < 77 && draft.hasSavepoint()) {
        draft.rollbackToSavepoint();
      } else if (step < 80) {
        draft.rollback();
        ended(chosen);
      } else if (step < 82 && othersAreClosed(chosen)) {
        operations.truncate(draft);
        alone = OptionalInt.of(chosen);
      } else if (step >= 82) {
        return commit(chosen);
      }
    }
  }

  private Committed commit(int chosen) throws SQLException {
    commits++;
    if (commits % LEFT_TO_CHANCE != 0) {
      operations.complete(drafts.get(chosen));
    }
    ended(chosen);
    return drafts.get(chosen).commit(observer::observe);
  }

  /** Rolls back what is open. */
  public void settle() throws SQLException {
    for (Draft draft : drafts) {
      draft.rollback();
    }
    Arrays.fill(open, false);
    alone = OptionalInt.empty();
  }

  private void ended(int chosen) {
    open[chosen] = false;
    alone = OptionalInt.empty();
  }

  private boolean othersAreClosed(int chosen) {
    for (int i = 0; i < OPEN_AT_ONCE; i++) {
      if (open[i] && i != chosen) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws SQLException {
    observer.close();
    for (Draft draft : drafts) {
      draft.close();
    }
  }
}
