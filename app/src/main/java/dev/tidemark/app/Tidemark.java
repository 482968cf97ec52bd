package dev.tidemark.app;

import dev.tidemark.app.cli.CommandRunner;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.output.MachineZone;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The program. */
public final class Tidemark {

  /** Set by the script when stderr is a terminal, which Java itself cannot tell. */
  private static final String TERMINAL = "tidemark.terminal";

  private Tidemark() {}

  public static void main(String[] args) {
    MachineZone.switchToUtc();
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.setOut(out);
    System.setErr(err);
    Console console = new Console(out, err, System.getenv(), Boolean.getBoolean(TERMINAL));
    System.exit(CommandRunner.run(List.of(args), console));
  }

  /**
   * One command, in this process.
   *
   * @return 0 done, 1 failed, 2 wrong usage
   */
  public static int run(
      String[] args, PrintStream out, PrintStream err, Map<String, String> environment) {
    return CommandRunner.run(List.of(args), new Console(out, err, environment, false));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
