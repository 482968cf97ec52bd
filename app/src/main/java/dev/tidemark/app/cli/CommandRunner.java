package dev.tidemark.app.cli;

import dev.tidemark.app.address.CheckPasswordFileException;
import dev.tidemark.app.address.Passwords;
import dev.tidemark.app.config.Durations;
import dev.tidemark.app.output.Console;
import dev.tidemark.app.sql.SqlException;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.storage.encryption.Encryption;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import dev.tidemark.schemas.problem.ProblemException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * From arguments to an exit code: 0 done, 1 failed, 2 wrong usage. A process that a signal ends has
 * the JVM's: 130, 143.
 */
public final class CommandRunner {

  private CommandRunner() {}

  public static int run(List<String> arguments, Console console) {
    OnSignal signals = new OnSignal();
    CommandLine line = new CommandLine(new TidemarkCommand());
    Map<String, Supplier<Object>> commands = commands(console, signals);
    // Looking through all of them takes longer than some commands do.
    List<String> needed = arguments.stream().limit(1).filter(commands::containsKey).toList();
    (needed.isEmpty() ? commands.keySet() : needed)
        .forEach(
            name -> line.addSubcommand(name, Objects.requireNonNull(commands.get(name)).get()));
    line.registerConverter(CollectionName.class, explained(CollectionName::new));
    line.registerConverter(BackupId.class, explained(BackupId::parse));
    line.registerConverter(TableId.class, explained(TableId::parse));
    line.registerConverter(DatabaseUrl.class, explained(DatabaseUrl::parse));
    line.registerConverter(Encryption.class, explained(Encryption::of));
    line.registerConverter(Duration.class, explained(Durations::parse));
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.terminal() ? Ansi.AUTO : Ansi.OFF));
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler((problem, args) -> wrongUsage(problem, console));
    line.setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, console));
    return signals.ended(line.execute(arguments.toArray(new String[0])));
  }

  /** In the order in which help lists them. */
  private static Map<String, Supplier<Object>> commands(Console console, OnSignal signals) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("demo", () -> new DemoCommand(console));
    commands.put("start", () -> new StartCommand(console, signals));
    commands.put("create", () -> new CreateCommand(console));
    commands.put("alter", () -> new AlterCommand(console));
    commands.put("backup", () -> new BackupCommand(console, signals));
    commands.put("show", () -> new ShowCommand(console));
    commands.put("timeline", () -> new TimelineCommand(console));
    commands.put("restore", () -> new RestoreCommand(console, signals));
    commands.put("verify", () -> new VerifyCommand(console, signals));
    commands.put("drill", () -> new DrillCommand(console, signals));
    commands.put("retention", () -> new RetentionCommand(console));
    commands.put("erase", () -> new EraseCommand(console, signals));
    commands.put("rotate-key", () -> new RotateKeyCommand(console));
    commands.put("drop", () -> new DropCommand(console, signals));
    commands.put("sql", () -> new SqlCommand(console, signals));
    return commands;
  }

  /**
   * What a value's own parser says is what a person is told; picocli's words would repeat secrets.
   */
  private static <T> ITypeConverter<T> explained(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  private static int wrongUsage(ParameterException problem, Console console) {
    WrongUsage usage = WrongUsage.of(problem);
    console.error(usage.message(), usage.hint());
    return ExitCode.USAGE;
  }

  private static boolean isUsage(ProblemException problem) {
    return problem instanceof UsageException
        || problem instanceof CheckPasswordFileException
        || problem instanceof SqlException;
  }

  private static int failed(Exception problem, Console console) {
    if (problem instanceof ProblemException known) {
      console.error(known);
      return isUsage(known) ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }
    LoggerFactory.getLogger(CommandRunner.class).error("this should not have happened", problem);
    console.error(
        "an unexpected failure: " + Passwords.hidden(problem.toString()),
        "This is a fault of tidemark itself. Please report it with the lines above.");
    return ExitCode.SOFTWARE;
  }
}
