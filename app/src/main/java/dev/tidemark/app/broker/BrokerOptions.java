package dev.tidemark.app.broker;

import java.time.Duration;

/**
 * What may be chosen of the embedded broker.
 *
 * @param flushEvery how long what is written may wait in the page cache of the operating system.
 *     The death of the process loses none of it; the death of the machine does
 */
public record BrokerOptions(Duration flushEvery) {

  public static final BrokerOptions DEFAULT = new BrokerOptions(Duration.ofSeconds(1));
}
