package dev.tidemark.acceptance.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntSupplier;

/**
 * A port of the loopback interface behind which there is another one. Its connections can be cut,
 * and they can be frozen: then nothing comes through and nobody is told.
 */
final class Relay implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final ServerSocket server;
  private final IntSupplier target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<Thread, Boolean> pumps = new ConcurrentHashMap<>();
  private boolean frozen;

  private Relay(ServerSocket server, IntSupplier target) {
    this.server = server;
    this.target = target;
  }

  /**
   * @param target the port behind it, asked for with every connection
   */
  static Relay to(IntSupplier target) {
    try {
      Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
      relay.begin(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on nothing comes through. */
  synchronized void freeze() {
    frozen = true;
  }

  /** What was held back comes through. */
  synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  /** Ends every connection there is, with a reset; new ones are taken. */
  void cut() {
    for (Socket socket : List.copyOf(sockets)) {
      reset(socket);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What is behind may not be there: then the connection ends as soon as it began. */
  private void connect(Socket near) throws InterruptedException {
    sockets.add(near);
    begin(
        () -> {
          try {
            passWhenThawed();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt());
            sockets.add(far);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            begin(() -> pump(far, near));
            pump(near, far);
          } catch (IOException e) {
            reset(near);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        passWhenThawed();
        out.write(buffer, 0, read);
      }
      passWhenThawed();
      end(from);
      end(to);
    } catch (IOException e) {
      reset(from);
      reset(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void passWhenThawed() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  private void begin(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } finally {
                pumps.remove(Thread.currentThread());
              }
            },
            "relay-" + server.getLocalPort());
    thread.setDaemon(true);
    pumps.put(thread, true);
    thread.start();
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a socket does not close", e);
    }
  }

  private void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already, from the other side of the relay.
      sockets.remove(socket);
      return;
    }
    end(socket);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    pumps.keySet().forEach(Thread::interrupt);
  }
}
