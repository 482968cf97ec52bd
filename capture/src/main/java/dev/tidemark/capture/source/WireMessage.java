package dev.tidemark.capture.source;

import dev.tidemark.capture.catalog.Lsn;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came from the server.
 *
 * @param position where it stands in the source's log
 * @param counts beside the end of a transaction: what was counted of it on arrival
 */
record WireMessage(Lsn position, ByteBuffer bytes, @Nullable WireCounts counts) {}
