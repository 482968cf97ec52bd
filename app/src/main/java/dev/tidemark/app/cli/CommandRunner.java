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
import java.util.List;
import java.util.function.Function;
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
    CommandLine line =
        new CommandLine(new TidemarkCommand())
            .addSubcommand(new DemoCommand(console))
            .addSubcommand(new StartCommand(console, signals))
            .addSubcommand(new CreateCommand(console))
            .addSubcommand(new AlterCommand(console))
            .addSubcommand(new BackupCommand(console, signals))
            .addSubcommand(new ShowCommand(console))
            .addSubcommand(new TimelineCommand(console))
            .addSubcommand(new RestoreCommand(console, signals))
            .addSubcommand(new VerifyCommand(console, signals))
            .addSubcommand(new DrillCommand(console, signals))
            .addSubcommand(new RetentionCommand(console))
            .addSubcommand(new RotateKeyCommand(console))
            .addSubcommand(new DropCommand(console, signals))
            .addSubcommand(new SqlCommand(console, signals));
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
