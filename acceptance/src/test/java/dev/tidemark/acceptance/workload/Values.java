package dev.tidemark.acceptance.workload;

import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Random values of columns, dull and awkward ones. */
final class Values {

  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/";

  /** What escaping gets wrong, if anything. */
  private static final String[] AWKWARD = {
    "", " ", "\\", "\\N", "\\.", "'", "\"", "a\tb", "a\nb", "a\r\nb", "{}", "NULL", "ä€😀", "%s",
    "\u0001"
  };

  private Values() {}

  static Function<Random, @Nullable String> text() {
    return random ->
        random.nextInt(3) == 0
            ? AWKWARD[random.nextInt(AWKWARD.length)]
            : letters(random, 1 + random.nextInt(30));
  }

  /** Few enough that keys are met again, after a delete for instance. */
  static Function<Random, @Nullable String> shortText() {
    return random ->
        random.nextInt(4) == 0
            ? AWKWARD[random.nextInt(AWKWARD.length)]
            : "k" + random.nextInt(200);
  }

  /** Random letters do not compress: the server stores these out of line. */
  static Function<Random, @Nullable String> toasted() {
    return random -> letters(random, 9_000 + random.nextInt(3_000));
  }

  static Function<Random, @Nullable String> bytes(int most) {
    return random -> {
      byte[] bytes = new byte[random.nextInt(most)];
      random.nextBytes(bytes);
      return "\\x" + java.util.HexFormat.of().formatHex(bytes);
    };
  }

  static Function<Random, @Nullable String> integer(int below) {
    return random -> Integer.toString(random.nextInt(below));
  }

  static Function<Random, @Nullable String> oneOf(String... values) {
    return random -> values[random.nextInt(values.length)];
  }

  /** The same number with more and fewer zeros behind it, now and then. */
  static Function<Random, @Nullable String> numeric(int below) {
    return random -> random.nextInt(below) + "." + "0".repeat(random.nextInt(4)) + "5";
  }

  static Function<Random, @Nullable String> scaled(int below) {
    return random -> random.nextInt(below) + ".1" + "0".repeat(random.nextInt(4));
  }

  static Function<Random, @Nullable String> uuid() {
    return random -> new UUID(random.nextLong(), random.nextLong()).toString();
  }

  static Function<Random, @Nullable String> real() {
    return random -> String.format(Locale.ROOT, "%.9e", random.nextGaussian() * 1e10);
  }

  static Function<Random, @Nullable String> time() {
    return random ->
        random.nextInt(20) == 0
            ? "infinity"
            : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L)
                .toString();
  }

  /** One value in so many is missing. */
  static Function<Random, @Nullable String> maybe(
      int oneIn, Function<Random, @Nullable String> value) {
    return random -> random.nextInt(oneIn) == 0 ? null : value.apply(random);
  }

  /** One value in so many is of the rare kind. */
  static Function<Random, @Nullable String> rarely(
      int oneIn,
      Function<Random, @Nullable String> rare,
      Function<Random, @Nullable String> common) {
    return random -> random.nextInt(oneIn) == 0 ? rare.apply(random) : common.apply(random);
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
