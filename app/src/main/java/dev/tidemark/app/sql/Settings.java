package dev.tidemark.app.sql;

import dev.tidemark.app.config.Durations;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.OptionContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.WithContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The options of a statement. Each is asked for once, and what nobody asks for is refused. */
final class Settings {

  private final Map<String, OptionContext> left = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();

  private Settings(List<OptionContext> options) {
    for (OptionContext option : options) {
      String name = nameOf(option);
      if (left.put(name, option) != null) {
        throw Written.refused(option.getStart(), name + " stands there twice");
      }
    }
  }

  static Settings of(@Nullable WithContext with) {
    return new Settings(with == null ? List.of() : with.option());
  }

  static Settings of(List<OptionContext> options) {
    return new Settings(options);
  }

  private static String nameOf(OptionContext option) {
    return Written.name(option.optionName().name()).toUpperCase(Locale.ROOT);
  }

  <T> Optional<T> meant(String name, Function<String, T> parse) {
    known.add(name);
    return Optional.ofNullable(left.remove(name)).map(option -> Written.meant(option.value, parse));
  }

  /** Whether a switch is on; off when it is not there. */
  boolean isOn(String name) {
    return meant(name, Settings::truth).orElse(false);
  }

  /** Whether a switch is off; on when it is not there. */
  boolean isOff(String name) {
    return !meant(name, Settings::truth).orElse(true);
  }

  Duration patience() {
    return meant("WAIT", Durations::parse).orElse(Statement.PATIENCE);
  }

  Optional<Path> passwordFile() {
    return meant("PASSWORD_FILE", Path::of);
  }

  /**
   * No more is asked for.
   *
   * @throws SqlException at an option that the statement does not have
   */
  void end() {
    left.forEach(
        (name, option) -> {
          throw Written.refused(
              option.getStart(),
              "there is no option " + name + " here; there are " + String.join(", ", known));
        });
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }
}
