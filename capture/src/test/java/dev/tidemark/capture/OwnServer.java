package dev.tidemark.capture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/** Servers that one spec has for itself, because it harms them. */
final class OwnServer {

  private OwnServer() {}

  /** Starts a server on the data of this directory, which it makes when there are none. */
  static EmbeddedPostgres start(Path data, int port) throws IOException {
    return builder(data, port).start();
  }

  /** The same, which also takes connections over TLS. */
  static EmbeddedPostgres encrypted(Path data, int port, ServerCertificate certificate)
      throws IOException {
    return builder(data, port)
        .setServerConfig("ssl", "on")
        .setDataDirectoryCustomizer(made -> certificate.into(made.toPath()))
        .start();
  }

  private static EmbeddedPostgres.Builder builder(Path data, int port) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("wal_level", "logical")
        .setServerConfig("fsync", "off");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
