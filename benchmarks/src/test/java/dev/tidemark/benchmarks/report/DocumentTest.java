package dev.tidemark.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {

  @TempDir private Path directory;

  @Test
  @DisplayName("A section takes the place of its older self; others and what people wrote stay")
  void replace() throws IOException {
    Path file = Files.writeString(directory.resolve("page.md"), "Written.\n");
    Document page = new Document(file);
    page.replace("one", "1");
    page.replace("two", "2");
    page.replace("one", "3");
    assertThat(file)
        .hasContent(
            """
            Written.

            <!-- made by benchmarks/run one -->

            3
            <!-- end of one -->

            <!-- made by benchmarks/run two -->

            2
            <!-- end of two -->
            """);
  }
}
