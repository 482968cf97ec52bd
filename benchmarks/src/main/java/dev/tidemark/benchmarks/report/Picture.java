package dev.tidemark.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Restore time over length of history, as an SVG. */
public final class Picture {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 150;
  private static final int TOP = 50;
  private static final int BOTTOM = 60;
  private static final int STEPS = 5;

  private final List<HistoryPoint> points;
  private final double widest;
  private final double highest;

  private Picture(List<HistoryPoint> points) {
    this.points = points;
    this.widest = points.stream().mapToLong(HistoryPoint::transactions).max().orElse(1);
    this.highest =
        points.stream()
            .mapToDouble(point -> Math.max(point.tidemarkSeconds(), point.replaySeconds()))
            .max()
            .orElse(1);
  }

  public static String of(List<HistoryPoint> points) {
    return new Picture(points).svg();
  }

  private String svg() {
    return String.join(
        "\n",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">"
            .formatted(WIDTH, HEIGHT),
        "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
        text(
            LEFT,
            26,
            "start",
            "Seconds to restore, over transactions since the full backup (pgbench)"),
        axes(),
        line(HistoryPoint::replaySeconds, "#b3412e", "log replay"),
        line(HistoryPoint::tidemarkSeconds, "#1f6f8b", "Tidemark"),
        "</svg>",
        "");
  }

  private String axes() {
    StringBuilder out = new StringBuilder();
    for (int step = 0; step <= STEPS; step++) {
      double seconds = highest * step / STEPS;
      double y = y(seconds);
      out.append(stroke(LEFT, y, WIDTH - RIGHT, y, "#dddddd"));
      out.append(text(LEFT - 8, y + 4, "end", String.format(Locale.ROOT, "%.1f s", seconds)));
    }
    for (HistoryPoint point : points) {
      String label = String.format(Locale.ROOT, "%,d", point.transactions());
      out.append(text(x(point.transactions()), HEIGHT - BOTTOM + 22, "middle", label));
    }
    return out.append(stroke(LEFT, y(0), WIDTH - RIGHT, y(0), "#333333")).toString();
  }

  private String line(ToDoubleFunction<HistoryPoint> seconds, String colour, String label) {
    String path =
        points.stream()
            .map(point -> spot(x(point.transactions()), y(seconds.applyAsDouble(point))))
            .collect(Collectors.joining(" "));
    HistoryPoint last = points.get(points.size() - 1);
    double end = y(seconds.applyAsDouble(last));
    return "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" points=\"%s\"/>\n%s"
        .formatted(colour, path, text(WIDTH - RIGHT + 8, end + 4, "start", label));
  }

  private double x(long transactions) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (transactions / widest);
  }

  private double y(double seconds) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (seconds / highest);
  }

  private static String spot(double x, double y) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
  }

  private static String stroke(double x1, double y1, double x2, double y2, String colour) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
        x1,
        y1,
        x2,
        y2,
        colour);
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        text);
  }
}
