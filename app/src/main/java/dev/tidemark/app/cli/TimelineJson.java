package dev.tidemark.app.cli;

import dev.tidemark.app.output.JsonStream;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.timeline.TableChanges;
import dev.tidemark.schemas.timeline.TimelineEntry;
import dev.tidemark.schemas.timeline.TimelineEntry.Cleared;
import dev.tidemark.schemas.timeline.TimelineEntry.Commit;
import dev.tidemark.schemas.timeline.TimelineEntry.Defined;
import dev.tidemark.schemas.timeline.TimelineEntry.Gap;
import dev.tidemark.schemas.timeline.TimelineEntry.Marked;
import dev.tidemark.schemas.timeline.TimelineEntry.Obscured;
import dev.tidemark.schemas.timeline.TimelineEntry.ReadStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Removed;
import dev.tidemark.schemas.timeline.TimelineEntry.SnapshotStarted;
import dev.tidemark.schemas.timeline.TimelineEntry.Truncated;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A timeline for programs: {@code {"collection": …, "entries": [ … ]}}. */
final class TimelineJson implements TimelineOutput {

  private final JsonStream json;

  TimelineJson(PrintStream out, CollectionName name) {
    json = JsonStream.open(out, Map.of("collection", name.value()), "entries");
  }

  @Override
  public void print(TimelineEntry entry) {
    json.add(of(entry));
  }

  private static Map<String, Object> of(TimelineEntry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type(entry));
    json.put("sequence", entry.sequence().value());
    if (entry instanceof Commit commit) {
      json.put("time", commit.time().toString());
      json.put("transaction", commit.transaction().value());
      json.put("position", commit.position().value());
      json.put("tables", commit.tables().stream().map(TimelineJson::changes).toList());
    } else if (entry instanceof Truncated truncated) {
      json.put("order", truncated.id().order());
      json.put("table", truncated.table().toString());
    } else if (entry instanceof Defined defined) {
      json.put("table", defined.definition().id().toString());
    } else if (entry instanceof Marked marked) {
      named(json, marked.time(), "name", marked.name());
      json.put("position", marked.position().value());
    } else if (entry instanceof Gap gap) {
      named(json, gap.time(), "reason", gap.reason());
    } else if (entry instanceof SnapshotStarted started) {
      named(json, started.time(), "position", started.position().value());
    } else {
      putTable(json, entry);
    }
    return json;
  }

  private static void putTable(Map<String, Object> json, TimelineEntry entry) {
    if (entry instanceof Obscured obscured) {
      json.put("table", obscured.table().toString());
      json.put("after", obscured.after().value());
      json.put("reason", obscured.reason());
    } else if (entry instanceof ReadStarted started) {
      json.put("table", started.table().toString());
    } else if (entry instanceof Cleared cleared) {
      json.put("table", cleared.table().toString());
    } else if (entry instanceof Removed removed) {
      json.put("table", removed.table().toString());
      json.put("reason", removed.reason());
    }
  }

  private static String type(TimelineEntry entry) {
    if (entry instanceof Commit) {
      return "commit";
    } else if (entry instanceof Truncated) {
      return "truncate";
    } else if (entry instanceof Defined) {
      return "definition";
    } else if (entry instanceof Marked) {
      return "marker";
    } else if (entry instanceof Gap) {
      return "gap";
    } else if (entry instanceof Obscured) {
      return "obscured";
    } else if (entry instanceof ReadStarted) {
      return "reading";
    } else if (entry instanceof Cleared) {
      return "cleared";
    } else if (entry instanceof Removed) {
      return "removed";
    }
    return "snapshot";
  }

  private static void named(Map<String, Object> json, Instant time, String key, String value) {
    json.put("time", time.toString());
    json.put(key, value);
  }

  private static Map<String, Object> changes(TableChanges changes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", changes.table().toString());
    json.put("inserts", changes.inserts());
    json.put("updates", changes.updates());
    json.put("deletes", changes.deletes());
    json.put("truncates", changes.truncates());
    return json;
  }

  @Override
  public void close() {
    json.close();
  }
}
