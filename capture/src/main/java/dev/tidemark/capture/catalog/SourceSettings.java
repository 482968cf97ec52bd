package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.database.DatabaseUrl;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings under which every connection to the source prints values, so that a value has one
 * text wherever it is read: in a snapshot, in the change stream, or years later.
 */
public final class SourceSettings {

  private static final String FORMATS =
      "-c DateStyle=ISO -c IntervalStyle=postgres -c bytea_output=hex -c lc_monetary=C"
          + " -c extra_float_digits=3 -c quote_all_identifiers=off -c xmlbinary=base64"
          + " -c search_path=";

  private SourceSettings() {}

  /** The driver's {@code options}: the formats, after what the URL itself asks for. */
  public static String options(DatabaseUrl source) {
    String own = source.parameters().getOrDefault("options", "");
    return own.isBlank() ? FORMATS : own + " " + FORMATS;
  }

  /** What the URL gives the driver besides {@code options}. */
  public static Map<String, String> driverParameters(DatabaseUrl source) {
    Map<String, String> parameters = new TreeMap<>(source.parameters());
    parameters.remove("options");
    parameters.putIfAbsent("tcpKeepAlive", "true");
    parameters.putIfAbsent("connectTimeout", "10");
    return parameters;
  }

  /**
   * The driver asks the server for times in the zone of this process, and nothing can tell it
   * otherwise on a replication connection. Only in UTC are they what the format says.
   */
  public static void requireUtc() {
    ZoneId zone = ZoneId.systemDefault();
    boolean isUtc =
        zone.getRules().isFixedOffset()
            && zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
    if (!isUtc) {
      throw new IllegalStateException(
          "capture runs in UTC only, and this process is in "
              + zone
              + "; start it with"
              + " -Duser.timezone=UTC");
    }
  }
}
