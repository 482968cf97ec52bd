package dev.tidemark.app.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The two loopback ports of the broker. Kept from start to start, so that a client that outlives a
 * restart finds the broker again; chosen anew only when another process has taken one.
 */
record Ports(int broker, int controller) {

  static Ports choose(Path file) throws IOException {
    if (Files.exists(file)) {
      Ports before = read(file);
      if (isFree(before.broker) && isFree(before.controller)) {
        return before;
      }
    }
    Ports chosen = free();
    Files.writeString(file, chosen.broker + " " + chosen.controller + "\n");
    return chosen;
  }

  private static Ports read(Path file) throws IOException {
    List<String> parts = List.of(Files.readString(file).strip().split(" "));
    try {
      return new Ports(Integer.parseInt(parts.get(0)), Integer.parseInt(parts.get(1)));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IOException(file + " does not hold two port numbers; delete it", e);
    }
  }

  private static Ports free() throws IOException {
    try (ServerSocket broker = bind(0);
        ServerSocket controller = bind(0)) {
      return new Ports(broker.getLocalPort(), controller.getLocalPort());
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = bind(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      // As the broker itself does: connections of the process before, still dying, are no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
