package dev.tidemark.acceptance.contract;

import dev.tidemark.acceptance.servers.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between Tidemark and a source, which can be cut and mended. */
final class Line implements AutoCloseable {

  private final Database source;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private ServerSocket entrance;

  private Line(Database source, ServerSocket entrance) {
    this.source = source;
    this.port = entrance.getLocalPort();
    this.entrance = entrance;
  }

  static Line to(Database source) {
    Line line = new Line(source, listen(0));
    line.serve();
    return line;
  }

  private static ServerSocket listen(int port) {
    try {
      return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source's URL by way of this line. */
  String url() {
    return source.url().replace(":" + source.server().port() + "/", ":" + port + "/");
  }

  /** The source as messages name it. */
  String place() {
    return "127.0.0.1:" + port + "/" + source.name();
  }

  /** Nobody gets through, and who was connected is so no more. */
  void cut() {
    close(entrance);
    sockets.forEach(Line::close);
  }

  void mend() {
    entrance = listen(port);
    serve();
  }

  private void serve() {
    ServerSocket open = entrance;
    daemon(
        () -> {
          while (true) {
            Socket here = open.accept();
            Socket there = new Socket(InetAddress.getLoopbackAddress(), source.server().port());
            sockets.add(here);
            sockets.add(there);
            daemon(() -> pump(here, there));
            daemon(() -> pump(there, here));
          }
        });
  }

  private static void pump(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    }
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException cut) {
                // That is how it ends.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    cut();
  }

  private interface Work {
    void run() throws IOException;
  }
}
