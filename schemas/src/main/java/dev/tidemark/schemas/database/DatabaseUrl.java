package dev.tidemark.schemas.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is: {@code postgresql://user:password@host:port/database?sslmode=…}.
 *
 * @param parameters connection parameters of the driver, by name
 */
public record DatabaseUrl(
    String host,
    int port,
    String database,
    String user,
    Secret password,
    Map<String, String> parameters) {

  private static final int DEFAULT_PORT = 5432;
  private static final int LAST_PORT = 65535;

  /** Not by java.net.URI, which takes no underscore in a host: services' names have them. */
  private static final Pattern PLACE =
      Pattern.compile("(?<host>\\[[^\\]]+]|[^:]+)(:(?<port>\\d{1,5}))?");

  public DatabaseUrl {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException it is no such URL; the message never repeats it, for the
   *     password in it
   */
  public static DatabaseUrl parse(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw malformed("it is not a URL (percent-encode special characters in the password)");
    }
    String scheme = uri.getScheme();
    if (!"postgresql".equals(scheme) && !"postgres".equals(scheme)) {
      throw malformed("it does not begin with postgresql://");
    }
    String authority = uri.getRawAuthority();
    String path = uri.getPath();
    if (authority == null || authority.endsWith("@") || path == null || path.length() < 2) {
      throw malformed("the host or the database is missing");
    }
    int at = authority.lastIndexOf('@');
    String userInfo = authority.substring(0, Math.max(0, at));
    int colon = userInfo.indexOf(':');
    String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
    if (user.isEmpty()) {
      throw malformed("the user is missing");
    }
    Matcher place = PLACE.matcher(authority.substring(at + 1));
    if (!place.matches()) {
      throw malformed("the port is not a number from 1 to 65535");
    }
    return new DatabaseUrl(
        place.group("host"),
        port(place.group("port")),
        path.substring(1),
        user,
        new Secret(colon < 0 ? "" : decode(userInfo.substring(colon + 1))),
        parameters(uri.getRawQuery()));
  }

  public DatabaseUrl withPassword(Secret other) {
    return new DatabaseUrl(host, port, database, user, other, parameters);
  }

  /** The URL without its password: what may be stored and shown. */
  public String withoutSecret() {
    StringBuilder url = new StringBuilder("postgresql://");
    url.append(encode(user)).append('@').append(host).append(':').append(port);
    url.append('/').append(encode(database));
    String separator = "?";
    for (Map.Entry<String, String> parameter : new TreeMap<>(parameters).entrySet()) {
      url.append(separator).append(encode(parameter.getKey()));
      url.append('=').append(encode(parameter.getValue()));
      separator = "&";
    }
    return url.toString();
  }

  /** {@code host:port/database}: how messages name it. */
  public String place() {
    return host + ":" + port + "/" + database;
  }

  @Override
  public String toString() {
    return withoutSecret();
  }

  private static int port(@Nullable String digits) {
    int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
    if (port < 1 || port > LAST_PORT) {
      throw malformed("the port is not a number from 1 to 65535");
    }
    return port;
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new TreeMap<>();
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw malformed("a parameter after ? is not name=value");
        }
        String name = decode(pair.substring(0, equals));
        if (name.toLowerCase(Locale.ROOT).endsWith("password")) {
          throw malformed("the password stands after ? and not before @");
        }
        parameters.put(name, decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static IllegalArgumentException malformed(String why) {
    return new IllegalArgumentException(
        "not a database URL: " + why + "; write postgresql://user:password@host:port/database");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
