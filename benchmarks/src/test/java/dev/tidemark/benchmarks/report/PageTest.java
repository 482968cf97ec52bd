package dev.tidemark.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.benchmarks.measure.Figures;
import dev.tidemark.benchmarks.measure.Goal;
import dev.tidemark.benchmarks.measure.Missing;
import dev.tidemark.benchmarks.measure.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  @DisplayName(
      "A row says what was measured, whether the goal is met by the middle, or why nothing was")
  void lines() {
    String page =
        Page.of(
            "name",
            "command",
            List.of("machine"),
            List.of(
                Row.ratio(
                    "rate",
                    "peer",
                    Figures.of(30_000, 10),
                    Figures.of(10_000, 10),
                    "/s",
                    Goal.atLeast(2.5)),
                Row.speedup(
                    "time",
                    "peer",
                    Figures.of(2, 2, 2),
                    Figures.of(10, 11, 20),
                    "s",
                    Goal.atLeast(5)),
                Row.ratio("time", "limit", Figures.of(3), Figures.of(2), "s", Goal.none()),
                Row.figure("lag", "published", Figures.of(55.54), "ms", Goal.atMost(50, "ms")),
                new Missing("other", "peer", Optional.of(Goal.atMost(0.2)), "it ended"),
                new Missing("time", "limit", Optional.of(Goal.none()), "it ended"),
                new Missing("part", "", Optional.empty(), "it ended")),
            List.of("remark"));
    assertThat(page)
        .isEqualTo(
            """
            ## name

            Made by `command` on:

            - machine

            | what | against | Tidemark | the other | ratio, median (least to most) | rounds | goal | met |
            |---|---|---|---|---|---|---|---|
            | rate | peer | 15,005 /s | 5,005 /s | 2.00 (1.00 to 3.00) | 2 | ≥ 2.5× | **no** |
            | time | peer | 2.00 s | 11.0 s | 5.50 (5.00 to 10.0) | 3 | ≥ 5× | yes |
            | time | limit | 3.00 s | 2.00 s | 1.50 | 1 | none |  |
            | lag | published | 55.5 ms |  | 55.5 | 1 | ≤ 50 ms | **no** |
            | other | peer |  |  | not measured: it ended |  | ≤ 0.2× | **no** |
            | time | limit |  |  | not measured: it ended |  | none |  |
            | part |  |  |  | not measured: it ended |  |  | **no** |

            - remark
            """);
  }
}
