package dev.tidemark.app.metrics;

import dev.tidemark.schemas.problem.ProblemException;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Metrics and health cannot be served where the configuration wants it. */
public final class HttpAddressException extends ProblemException {

  private static final long serialVersionUID = 1L;

  HttpAddressException(InetSocketAddress address, IOException cause) {
    super(
        "Metrics cannot be served at "
            + address.getHostString()
            + ":"
            + address.getPort()
            + ": "
            + cause.getMessage(),
        "Give another address as `http` in the configuration, or `http = off`.",
        cause);
  }
}
