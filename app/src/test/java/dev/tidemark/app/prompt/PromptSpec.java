package dev.tidemark.app.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptSpec {

  @TempDir private Path userHome;

  private final List<String> statements = new ArrayList<>();

  @Test
  void a_statement_goes_on_over_lines_until_its_semicolon() {
    typed("SHOW\n  OPERATIONS\n;\nBACKUP shop;\nexit\nBACKUP never;\n");

    assertThat(statements).containsExactly("SHOW\n  OPERATIONS\n;", "BACKUP shop;");
  }

  @Test
  void a_semicolon_within_a_text_ends_nothing() {
    typed("MARK shop AS 'a;\nb';\nquit\n");

    assertThat(statements).containsExactly("MARK shop AS 'a;\nb';");
  }

  @Test
  void the_end_of_the_input_ends_the_prompt() {
    typed("BACKUP shop;\n");

    assertThat(statements).containsExactly("BACKUP shop;");
  }

  @Test
  void the_tab_key_completes_words_and_names_of_collections() {
    typed("back\tsh\t;\nexit\n");

    assertThat(statements).containsExactly("BACKUP shop ;");
  }

  @Test
  void the_history_is_the_owners_and_has_no_passwords() throws IOException {
    typed("RESTORE shop INTO 'postgresql://me:secret@db/x';\nexit\n");

    Path history = userHome.resolve(".tidemark_history");
    assertThat(Files.readString(history))
        .contains("postgresql://me:***@db/x")
        .doesNotContain("secret");
    assertThat(Files.getPosixFilePermissions(history))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(statements).containsExactly("RESTORE shop INTO 'postgresql://me:secret@db/x';");
  }

  @Test
  void the_history_has_no_password_whatever_stands_in_it() throws IOException {
    typed(
        "RESTORE shop INTO 'postgresql://me:pa''secret@db/x'; -- don't\n"
            + "RESTORE shop INTO 'postgresql://me:pass secret@db/x';\n"
            + "RESTORE shop INTO 'me:secret@db/x';\n"
            + "-- postgresql://me:secret@db/x\n;\n"
            + "ALTER BACKUP COLLECTION shop SET (ENCRYPTION_KEY = 'c2VjcmV0secret=');\n"
            + "ROTATE KEY shop TO 'c2VjcmV0secret=';\n"
            + "ROTATE KEY OF shop TO \"c2VjcmV0secret=\";\nexit\n");

    assertThat(Files.readString(userHome.resolve(".tidemark_history")))
        .contains("RESTORE shop INTO 'postgresql://me:***@db/x'; -- don't")
        .contains("RESTORE shop INTO '***';")
        .contains("ENCRYPTION_KEY = '***'")
        .doesNotContain("secret")
        .doesNotContain("pa''");
  }

  private void typed(String keys) {
    try (Terminal terminal =
        new DumbTerminal(
            "test",
            "ansi",
            new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
            new ByteArrayOutputStream(),
            StandardCharsets.UTF_8)) {
      new Prompt(() -> List.of("shop"), userHome).run(terminal, statements::add);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
