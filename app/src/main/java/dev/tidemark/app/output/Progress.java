package dev.tidemark.app.output;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal, for work that lasts longer than a second; silent otherwise. */
public final class Progress implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Console console;
  private final long begun = System.nanoTime();
  private @Nullable ProgressBar bar;
  private String what = "";

  public Progress(Console console) {
    this.console = console;
  }

  /**
   * @param step what is being done; a new one begins a new bar
   * @param total -1 when nobody knows
   */
  public synchronized void at(String step, long done, long total) {
    if (!console.terminal() || System.nanoTime() - begun < PATIENCE.toNanos()) {
      return;
    }
    ProgressBar current = bar;
    if (current == null || !step.equals(what)) {
      close();
      what = step;
      current =
          new ProgressBarBuilder()
              .setTaskName(step)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(console.err()))
              .build();
      bar = current;
    }
    current.maxHint(total);
    current.stepTo(done);
  }

  @Override
  public synchronized void close() {
    ProgressBar current = bar;
    if (current != null) {
      current.close();
      bar = null;
    }
  }
}
