package dev.tidemark.compactor.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceTest {

  @Test
  void itIsGoneWithItsFilesWhenItIsClosed(@TempDir Path parent) throws IOException {
    Workspace workspace = Workspace.open(parent, "shop");
    Files.writeString(workspace.directory().resolve("spill"), "rows");

    workspace.close();

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatADeadProcessLeftIsDeletedByTheNextOne(@TempDir Path parent) throws IOException {
    Path dead = Files.createDirectory(parent.resolve("shop-123"));
    Files.createFile(dead.resolve("lock"));
    Files.writeString(dead.resolve("spill"), "rows");

    try (Workspace workspace = Workspace.open(parent, "shop")) {
      assertThat(dead).doesNotExist();
      assertThat(workspace.directory()).exists();
    }
  }

  @Test
  void oneThatIsInUseIsLeftAlone(@TempDir Path parent) {
    try (Workspace first = Workspace.open(parent, "shop");
        Workspace second = Workspace.open(parent, "shop")) {
      assertThat(first.directory()).exists();
      assertThat(second.directory()).exists();
    }
  }

  @Test
  void aSecondOneOfThisProcessDoesNotGiveTheFirstToOtherProcesses(@TempDir Path parent)
      throws IOException, InterruptedException {
    try (Workspace first = Workspace.open(parent, "shop");
        Workspace second = Workspace.open(parent, "shop")) {

      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  parent.toString())
              .inheritIO()
              .start();

      assertThat(other.waitFor()).isZero();
      assertThat(first.directory()).exists();
      assertThat(second.directory()).exists();
    }
  }

  /** Opens one of the same name, and ends. */
  static final class OtherProcess {

    private OtherProcess() {}

    public static void main(String[] arguments) {
      Workspace.open(Path.of(arguments[0]), "shop").close();
    }
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed(@TempDir Path parent) throws IOException {
    Path file = Files.createFile(parent.resolve("taken"));

    assertThatThrownBy(() -> Workspace.open(file, "shop"))
        .isInstanceOf(TemporarySpaceException.class)
        .hasMessage(
            "A backup sorts its changes in temporary files, and " + file + " failed: " + file)
        .extracting(problem -> ((ProblemException) problem).hint())
        .isEqualTo(
            "Free space there, or give another temporary directory; nothing of this backup was"
                + " published.");
  }
}
