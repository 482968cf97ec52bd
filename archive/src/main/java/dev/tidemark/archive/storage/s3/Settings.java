package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.s3.S3Options.Addressing;
import dev.tidemark.archive.storage.s3.S3Options.Checksums;
import dev.tidemark.archive.storage.s3.S3Options.Parts;
import dev.tidemark.schemas.database.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes options out of an address's query and the environment, and gathers what is wrong. */
final class Settings {

  private static final String VARIABLES = "TIDEMARK_S3_";
  private static final Pattern DAYS = Pattern.compile("(\\d{1,5})d");

  private final Map<String, String> query;
  private final Map<String, String> environment;
  private final List<String> errors = new ArrayList<>();

  private Settings(Map<String, String> query, Map<String, String> environment) {
    this.query = query;
    this.environment = environment;
  }

  static Settings of(@Nullable String rawQuery, Map<String, String> environment) {
    Map<String, String> query = new TreeMap<>();
    Settings settings = new Settings(query, environment);
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          settings.errors.add("an option after ? is not name=value");
        } else {
          query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return settings;
  }

  S3Options options() {
    Optional<URI> endpoint = value("endpoint", Settings::endpoint);
    Addressing addressing =
        value("path-style", Settings::addressing)
            .orElse(endpoint.isPresent() ? Addressing.PATH : Addressing.VIRTUAL_HOST);
    return new S3Options(
        value("region", Settings::region),
        endpoint,
        addressing,
        credentials(),
        value("checksums", Settings::checksums).orElse(Checksums.WHERE_SUPPORTED),
        parts(),
        lock());
  }

  /** All of them in one message. */
  void throwErrors() {
    for (String unknown : query.keySet()) {
      errors.add(
          "there is no option "
              + unknown
              + "; there are region, endpoint, path-style, credentials-file, part-size,"
              + " concurrency, checksums, object-lock and object-lock-mode");
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", errors));
    }
  }

  private S3Credentials credentials() {
    String file = query.remove("credentials-file");
    if (file != null) {
      return new S3Credentials.KeysFile(Path.of(file));
    }
    String id = environment.get(VARIABLES + "ACCESS_KEY_ID");
    String secret = environment.get(VARIABLES + "SECRET_ACCESS_KEY");
    if (id != null && secret != null) {
      return new S3Credentials.Keys(id, new Secret(secret));
    }
    if (id != null || secret != null) {
      errors.add("of TIDEMARK_S3_ACCESS_KEY_ID and TIDEMARK_S3_SECRET_ACCESS_KEY only one is set");
    }
    String variable = environment.get(VARIABLES + "CREDENTIALS_FILE");
    return variable == null
        ? new S3Credentials.DefaultChain()
        : new S3Credentials.KeysFile(Path.of(variable));
  }

  private Parts parts() {
    int mebibytes = value("part-size", Settings::mebibytes).orElse(8);
    int concurrency = value("concurrency", Settings::number).orElse(2);
    try {
      return Parts.ofMebibytes(mebibytes, concurrency);
    } catch (IllegalArgumentException e) {
      errors.add(e.getMessage());
      return Parts.DEFAULT;
    }
  }

  private Optional<ObjectLock> lock() {
    ObjectLock.Mode mode =
        value("object-lock-mode", Settings::mode).orElse(ObjectLock.Mode.GOVERNANCE);
    return value("object-lock", Settings::days)
        .map(window -> new ObjectLock(window, mode, ObjectLock.Demand.REQUIRED));
  }

  private <T> Optional<T> value(String name, Function<String, T> parse) {
    String inQuery = query.remove(name);
    String variable = VARIABLES + name.toUpperCase(Locale.ROOT).replace('-', '_');
    String text = inQuery == null ? environment.get(variable) : inQuery;
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      errors.add((inQuery == null ? variable : name) + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private static URI endpoint(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a URL; write http://host:port", e);
    }
    boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!isHttp || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("write http://host:port or https://host:port");
    }
    return uri;
  }

  private static String region(String text) {
    if (!text.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("not a region; write for example eu-west-1");
    }
    return text;
  }

  private static Addressing addressing(String text) {
    return choose(text, Map.of("true", Addressing.PATH, "false", Addressing.VIRTUAL_HOST));
  }

  private static Checksums checksums(String text) {
    return choose(
        text,
        Map.of(
            "where-supported", Checksums.WHERE_SUPPORTED,
            "where-required", Checksums.WHERE_REQUIRED));
  }

  private static ObjectLock.Mode mode(String text) {
    return choose(
        text,
        Map.of("governance", ObjectLock.Mode.GOVERNANCE, "compliance", ObjectLock.Mode.COMPLIANCE));
  }

  private static <T> T choose(String text, Map<String, T> choices) {
    T chosen = choices.get(text);
    if (chosen == null) {
      throw new IllegalArgumentException(
          "write " + String.join(" or ", new TreeMap<>(choices).keySet()));
    }
    return chosen;
  }

  private static Duration days(String text) {
    Matcher days = DAYS.matcher(text);
    if (!days.matches() || Integer.parseInt(days.group(1)) == 0) {
      throw new IllegalArgumentException("write a number of days, for example 30d");
    }
    return Duration.ofDays(Integer.parseInt(days.group(1)));
  }

  private static int mebibytes(String text) {
    return number(text.endsWith("MiB") ? text.substring(0, text.length() - 3) : "");
  }

  private static int number(String text) {
    if (!text.matches("\\d{1,4}")) {
      throw new IllegalArgumentException("write a number, for a size with MiB behind it");
    }
    return Integer.parseInt(text);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
