package dev.tidemark.app.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** One JSON document, the answer of a command to a program. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /**
   * @param document maps, lists, strings, numbers, booleans and nulls
   */
  public static void print(PrintStream out, Object document) {
    out.println(text(document));
  }

  /** The document as it is printed. */
  public static String text(Object document) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
