package dev.tidemark.capture.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server a log comes from, and along which of its timelines: a position in the log means one
 * thing only on one of them. PostgreSQL begins a new timeline with every promotion and every
 * restore to an earlier point, and keeps where each left the one before it.
 *
 * @param system the server's {@code system_identifier}, the same in all its copies
 * @param timeline from 1 on
 */
public record ServerTimeline(String system, long timeline) {

  private static final String UNDEFINED_FILE = "58P01";
  private static final Pattern FORM = Pattern.compile("([0-9]+)/([0-9]{1,10})");

  /** What {@link #written} has written; empty when it is something else. */
  public static Optional<ServerTimeline> read(String written) {
    Matcher form = FORM.matcher(written);
    return form.matches()
        ? Optional.of(new ServerTimeline(form.group(1), Long.parseLong(form.group(2))))
        : Optional.empty();
  }

  public String written() {
    return system + "/" + timeline;
  }

  /**
   * Where a server is now.
   *
   * @param replication a session that replicates
   */
  public static ServerTimeline of(SourceSession replication) {
    return replication.one(
        "IDENTIFY_SYSTEM", row -> new ServerTimeline(row.getString(1), row.getLong(2)));
  }

  /**
   * Why the log of a server does not go on from a position of this timeline; empty when it does.
   *
   * @param now where the server is
   * @param replication a session with it, that replicates
   * @param resume a position in the log of this timeline
   */
  public Optional<String> lost(ServerTimeline now, SourceSession replication, Lsn resume) {
    if (!now.system.equals(system)) {
      return Optional.of(
          "another server took the source's place: its system identifier is "
              + now.system
              + ", and was "
              + system);
    }
    if (now.timeline == timeline) {
      return Optional.empty();
    }
    Optional<Lsn> left = leaves(history(now.timeline, replication));
    if (left.isEmpty()) {
      return Optional.of(
          "the server is on timeline "
              + now.timeline
              + " of its log, which does not come from timeline "
              + timeline
              + ", where capture had come");
    }
    return left.filter(end -> end.compareTo(resume) < 0)
        .map(
            end ->
                "the server left timeline "
                    + timeline
                    + " of its log at "
                    + end
                    + ", before "
                    + resume
                    + ", where capture had come: a standby that was behind was promoted, or the"
                    + " server was set back");
  }

  /** Without the file of its history a server goes on, and knows of no timeline before its own. */
  private static String history(long timeline, SourceSession replication) {
    if (timeline == 1) {
      return "";
    }
    try (Statement statement = replication.connection().createStatement();
        ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
      return row.next() ? row.getString(2) : "";
    } catch (SQLException e) {
      if (UNDEFINED_FILE.equals(e.getSQLState())) {
        return "";
      }
      throw ConnectionProblems.explain(replication.url(), e);
    }
  }

  /**
   * Where a history leaves this timeline: its lines are a timeline, a tab, where the next one
   * begins, a tab, and why.
   */
  Optional<Lsn> leaves(String history) {
    return history
        .lines()
        .map(line -> line.strip().split("\t"))
        .filter(words -> words.length > 1 && words[0].equals(Long.toString(timeline)))
        .map(words -> Lsn.parse(words[1]))
        .findFirst();
  }
}
