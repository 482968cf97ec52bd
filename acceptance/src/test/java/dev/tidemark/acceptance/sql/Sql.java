package dev.tidemark.acceptance.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import java.util.Map;

/** Statements on a home. */
record Sql(Home home) {

  /** Carries a statement out, however that ends. */
  Outcome run(String statement) {
    return home.run("sql", statement);
  }

  /** Carries a statement out, and answers the document it printed. */
  JsonNode json(String statement) {
    return home.run("sql", statement, "--json").json();
  }

  /** As {@link #json}, with variables set. */
  JsonNode json(Map<String, String> environment, String statement) {
    return home.run(environment, "sql", statement, "--json").json();
  }

  void done(String statement) {
    run(statement).succeeded();
  }
}
