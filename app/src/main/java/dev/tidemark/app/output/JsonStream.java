package dev.tidemark.app.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** One JSON document with a list in it that is too long to be held in memory. */
public final class JsonStream implements AutoCloseable {

  private final PrintStream out;
  private final JsonGenerator generator;

  private JsonStream(PrintStream out, JsonGenerator generator) {
    this.out = out;
    this.generator = generator;
  }

  /**
   * @param head the document's other fields
   * @param list the name of the list
   */
  public static JsonStream open(PrintStream out, Map<String, ?> head, String list) {
    try {
      JsonGenerator generator =
          new ObjectMapper()
              .createGenerator(out)
              .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
              .useDefaultPrettyPrinter();
      generator.writeStartObject();
      for (Map.Entry<String, ?> field : head.entrySet()) {
        generator.writePOJOField(field.getKey(), field.getValue());
      }
      generator.writeArrayFieldStart(list);
      return new JsonStream(out, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void add(Object element) {
    try {
      generator.writePOJO(element);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      generator.writeEndArray();
      generator.writeEndObject();
      generator.close();
      out.println();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
