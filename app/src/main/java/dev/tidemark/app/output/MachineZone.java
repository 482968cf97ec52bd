package dev.tidemark.app.output;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.TimeZone;

/**
 * The zone the machine, and so the person at it, lives in. Everything inside runs in UTC, or the
 * text of times would depend on the machine; so the zone is taken once, before that is set.
 */
public final class MachineZone {

  private static final ZoneId AT_START = ZoneId.systemDefault();

  private MachineZone() {}

  /** From now on the process runs in UTC. */
  public static void switchToUtc() {
    // The field above is set by now: a class is initialized before its first method runs.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    System.setProperty("user.timezone", "UTC");
  }

  /** The zone that {@code TZ} names, or else the machine's. */
  public static ZoneId of(Map<String, String> environment) {
    String named = environment.getOrDefault("TZ", "");
    try {
      return named.isEmpty()
          ? AT_START
          : ZoneId.of(named.startsWith(":") ? named.substring(1) : named);
    } catch (DateTimeException e) {
      // TZ also takes forms that only the C library knows; the JVM has made of them what it can.
      return AT_START;
    }
  }
}
