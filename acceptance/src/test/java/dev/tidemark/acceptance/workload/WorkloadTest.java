package dev.tidemark.acceptance.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.seed.Seeded;
import dev.tidemark.acceptance.servers.Database;
import dev.tidemark.acceptance.servers.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seeded.class)
class WorkloadTest {

  @Test
  void a_state_differs_from_the_one_before_only_where_a_transaction_touched_rows(Random random)
      throws Exception {
    Database database = Database.create(Servers.source(), "workload");
    Shop.create(database);
    try (Workload workload = new Workload(database, random)) {
      State before = workload.observe();
      List<Committed> commits = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        commits.add(workload.nextCommit());
      }

      for (Committed commit : commits) {
        if (!commit.touched()) {
          assertThat(commit.after()).isEqualTo(before);
        }
        before = commit.after();
      }
      assertThat(commits.stream().filter(Committed::touched)).hasSizeGreaterThan(60);
      assertThat(before.rows().values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
    }
  }
}
