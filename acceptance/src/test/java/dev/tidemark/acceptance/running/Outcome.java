package dev.tidemark.acceptance.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** How a command ended and what it printed. */
public record Outcome(List<String> command, int exit, String out, String err) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** This outcome, once it is known to be a success. */
  public Outcome succeeded() {
    if (exit != 0) {
      throw new AssertionError("exit " + this);
    }
    return this;
  }

  /** What {@code --json} printed: one document and nothing else. */
  public JsonNode json() {
    succeeded();
    try {
      return JSON.readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readValue(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not one JSON document: " + this, e);
    }
  }

  @Override
  public String toString() {
    return exit + " of " + String.join(" ", command) + "\nout: " + out + "\nerr: " + err;
  }
}
