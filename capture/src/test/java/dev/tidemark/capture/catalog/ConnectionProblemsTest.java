package dev.tidemark.capture.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.database.Secret;
import dev.tidemark.schemas.problem.ProblemException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a source's refusal means")
final class ConnectionProblemsTest {

  private static final DatabaseUrl SOURCE =
      new DatabaseUrl("db.example", 5432, "shop", "me", new Secret("s3cret"), Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "53300 | sorry, too many clients already | has no connection left: sorry, too many clients already",
        "57P03 | the database system is starting up | is not ready: the database system is starting up",
        "57P01 | terminating connection | is not ready: terminating connection",
      })
  void a_server_that_answers_may_commit_all_the_while(String state, String said, String told) {
    ProblemException problem =
        ConnectionProblems.explain(SOURCE, new SQLException("FATAL: " + said, state));

    assertThat(problem).isExactlyInstanceOf(SourceNotReadyException.class);
    assertThat(problem).hasMessage("the source db.example:5432/shop " + told);
  }

  @ParameterizedTest
  @CsvSource({"08001", "08006", "''"})
  void one_that_does_not_answer_is_out_of_reach(String state) {
    ProblemException problem =
        ConnectionProblems.explain(SOURCE, new SQLException("Connection refused", state));

    assertThat(problem).isExactlyInstanceOf(UnreachableSourceException.class);
    assertThat(problem)
        .hasMessage("the source db.example:5432/shop cannot be reached: Connection refused");
  }
}
