package dev.tidemark.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the processor time of processes went, by the flight recorder's samples of running threads.
 */
public final class Profile {

  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final String OWN = "dev.tidemark.";
  private static final int SHOWN = 6;

  private final Map<String, Integer> threads = new HashMap<>();
  private final Map<String, Integer> own = new HashMap<>();
  private final Map<String, Integer> leaves = new HashMap<>();
  private int samples;

  private Profile() {}

  /**
   * One line of the shares of threads, of Tidemark's methods with what they call of others, and of
   * methods alone.
   *
   * @param recordings a directory with those of all processes; others' files in it are left alone
   */
  public static String of(Path recordings) {
    Profile profile = new Profile();
    try (Stream<Path> files = Files.list(recordings)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".jfr")).toList()) {
        profile.read(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return profile.line();
  }

  private void read(Path file) throws IOException {
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          count(event);
        }
      }
    }
  }

  private void count(RecordedEvent event) {
    samples++;
    RecordedThread thread = event.getThread("sampledThread");
    String name = thread == null ? null : thread.getJavaName();
    // Threads of one pool are one.
    threads.merge(name == null ? "?" : name.replaceAll("\\d+", "N"), 1, Integer::sum);
    RecordedStackTrace trace = event.getStackTrace();
    List<String> frames = trace.getFrames().stream().map(Profile::method).toList();
    if (!frames.isEmpty()) {
      leaves.merge(shortened(frames.get(0)), 1, Integer::sum);
      frames.stream()
          .filter(frame -> frame.startsWith(OWN))
          .findFirst()
          .ifPresent(frame -> own.merge(shortened(frame), 1, Integer::sum));
    }
  }

  private static String method(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  /** Without the package. */
  private static String shortened(String method) {
    String type = method.substring(0, method.lastIndexOf('.'));
    return method.substring(type.lastIndexOf('.') + 1);
  }

  private String line() {
    return samples == 0
        ? "no samples"
        : "threads: %s; Tidemark's methods with the libraries they call: %s; methods alone: %s (%d samples)"
            .formatted(shares(threads), shares(own), shares(leaves), samples);
  }

  private String shares(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "`%s` %.0f %%",
                    entry.getKey(),
                    100.0 * entry.getValue() / samples))
        .collect(Collectors.joining(", "));
  }
}
