package dev.tidemark.schemas.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
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
    String path = uri.getPath();
    if (uri.getHost() == null || path == null || path.length() < 2) {
      throw malformed("the host or the database is missing");
    }
    String userInfo = uri.getRawUserInfo();
    if (userInfo == null || userInfo.isEmpty()) {
      throw malformed("the user is missing");
    }
    int colon = userInfo.indexOf(':');
    return new DatabaseUrl(
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        path.substring(1),
        decode(colon < 0 ? userInfo : userInfo.substring(0, colon)),
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

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new TreeMap<>();
    if (query != null && !query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw malformed("a parameter after ? is not name=value");
        }
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
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
