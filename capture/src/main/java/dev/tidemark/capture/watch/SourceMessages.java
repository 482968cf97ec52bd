package dev.tidemark.capture.watch;

/** The logical messages that Tidemark writes into a source's log, and reads out of it. */
public final class SourceMessages {

  /** Their prefix, by which they are told from others'. */
  public static final String PREFIX = "tidemark";

  public static final String HEARTBEAT = "heartbeat";

  /** What a look at the catalog begins with; its text follows. */
  public static final String LOOK = "look:";

  private SourceMessages() {}
}
