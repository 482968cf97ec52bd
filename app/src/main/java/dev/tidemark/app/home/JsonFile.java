package dev.tidemark.app.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Small JSON files that are replaced whole, so that a reader never sees half of one. */
final class JsonFile {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private JsonFile() {}

  static <T> Optional<T> read(Path path, Class<T> type) {
    try {
      return Optional.of(JSON.readValue(Files.readString(path), type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw HomeException.unreadable(path, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path path, Object value) {
    // Two writers, a thread each, must not write one file together: the last rename wins.
    Path next = path.resolveSibling(path.getFileName() + "." + Thread.currentThread().getId());
    try {
      Files.write(
          next,
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(value)
              .getBytes(StandardCharsets.UTF_8));
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw HomeException.unwritable(path, e);
    }
  }

  /** As {@link #write}, and it is on the disk when this returns. */
  static void writeDurably(Path path, Object value) {
    write(path, value);
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent())) {
      file.force(true);
      directory.force(true);
    } catch (IOException e) {
      throw HomeException.unwritable(path, e);
    }
  }
}
