package dev.tidemark.app.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/** Small JSON files that are replaced whole, so that a reader never sees half of one. */
final class JsonFile {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Two writers must not write one file together: the last rename wins. */
  private static final long WRITER = ProcessHandle.current().pid();

  private JsonFile() {}

  static <T> Optional<T> read(Path path, Class<T> type) {
    try {
      // The document `null` is no value, and no JSON of ours.
      return Optional.of(Objects.requireNonNull(JSON.readValue(Files.readString(path), type)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException | CharacterCodingException | NullPointerException e) {
      throw HomeException.unreadable(path, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path path, Object value) {
    write(path, value, false);
  }

  /** As {@link #write}, and it is on the disk when this returns. */
  static void writeDurably(Path path, Object value) {
    write(path, value, true);
    try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent())) {
      directory.force(true);
    } catch (IOException e) {
      throw HomeException.unwritable(path, e);
    }
  }

  private static void write(Path path, Object value, boolean durably) {
    Path next = path.resolveSibling(path.getFileName() + "." + WRITER + "-" + threadId());
    try (FileChannel file =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer content =
          ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
      while (content.hasRemaining()) {
        file.write(content);
      }
      if (durably) {
        // Before it takes the name: after a power loss the name must not stand for an empty file.
        file.force(true);
      }
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw HomeException.unwritable(path, e);
    }
  }

  private static long threadId() {
    return Thread.currentThread().getId();
  }
}
