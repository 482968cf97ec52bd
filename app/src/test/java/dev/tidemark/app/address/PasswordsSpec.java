package dev.tidemark.app.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.database.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsSpec {

  private static final Map<String, String> BOTH =
      Map.of("OURS", "from ours", "PGPASSWORD", "from pg");

  @TempDir private Path directory;

  @Test
  void the_url_is_before_the_file_and_the_file_before_the_variables_in_their_order()
      throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "from file\n");

    assertThat(password("postgresql://me:url@db/x", file, BOTH)).isEqualTo("url");
    assertThat(password("postgresql://me@db/x", file, BOTH)).isEqualTo("from file");
    assertThat(password("postgresql://me@db/x", null, BOTH)).isEqualTo("from ours");
    assertThat(password("postgresql://me@db/x", null, Map.of("PGPASSWORD", "from pg")))
        .isEqualTo("from pg");
    assertThat(password("postgresql://me@db/x", null, Map.of())).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_read_is_named() {
    Path file = directory.resolve("none");

    assertThatThrownBy(() -> password("postgresql://me@db/x", file, Map.of()))
        .isInstanceOf(CheckPasswordFileException.class)
        .hasMessage("cannot read the password from " + file + ": NoSuchFileException");
  }

  private static String password(String url, @Nullable Path file, Map<String, String> environment) {
    return Passwords.complete(
            DatabaseUrl.parse(url), file, environment, List.of("OURS", "PGPASSWORD"))
        .password()
        .reveal();
  }
}
