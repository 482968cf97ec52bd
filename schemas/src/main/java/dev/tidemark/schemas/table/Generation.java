package dev.tidemark.schemas.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the database fills a column that a writer leaves out. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Generation.Plain.class, name = "plain"),
  @JsonSubTypes.Type(value = Generation.Identity.class, name = "identity"),
  @JsonSubTypes.Type(value = Generation.Computed.class, name = "computed")
})
public sealed interface Generation {

  /** Nothing beyond an ordinary default. */
  record Plain() implements Generation {}

  /**
   * {@code GENERATED … AS IDENTITY}.
   *
   * @param always {@code ALWAYS} rather than {@code BY DEFAULT}
   */
  record Identity(boolean always) implements Generation {}

  /**
   * {@code GENERATED ALWAYS AS (expression)}: not in the change stream, computed by the target.
   *
   * @param expression as DDL takes it, without the outer parentheses
   * @param stored {@code STORED} rather than {@code VIRTUAL}
   */
  record Computed(String expression, boolean stored) implements Generation {}

  Generation PLAIN = new Plain();
}
