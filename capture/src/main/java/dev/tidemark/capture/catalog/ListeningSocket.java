package dev.tidemark.capture.catalog;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket on which can be waited for the next byte without taking it from who reads it. The driver
 * has nothing of the kind: a time limit of its own that runs out in the middle of a message loses
 * what was read of it. Here it is one byte that is waited for, and that one is kept.
 *
 * <p>For one thread that reads and waits; any may close it.
 */
public final class ListeningSocket extends Socket {

  private @Nullable Ahead ahead;

  /**
   * Waits until there is something to read: of an encrypted connection, something encrypted. What
   * the driver has read already is not counted.
   *
   * @param most in whole milliseconds, at least one
   * @return false when nothing came in the time
   * @throws EOFException the other side has closed it, and all was read
   * @throws IOException it is broken, or was closed here
   */
  public boolean awaitArrival(Duration most) throws IOException {
    int limit = getSoTimeout();
    setSoTimeout(Math.toIntExact(Math.max(1, most.toMillis())));
    try {
      return ahead().awaitNext();
    } finally {
      if (!isClosed()) {
        setSoTimeout(limit);
      }
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return ahead();
  }

  private synchronized Ahead ahead() throws IOException {
    Ahead made = ahead;
    if (made == null) {
      made = new Ahead(super.getInputStream());
      ahead = made;
    }
    return made;
  }

  /** Has at most one byte before what it reads from. */
  private static final class Ahead extends FilterInputStream {

    private static final int NONE = -1;

    private int next = NONE;

    Ahead(InputStream in) {
      super(in);
    }

    /** Within the socket's time limit. */
    boolean awaitNext() throws IOException {
      if (next == NONE) {
        try {
          next = in.read();
        } catch (SocketTimeoutException e) {
          return false;
        }
        if (next == NONE) {
          throw new EOFException("the other side has closed the connection");
        }
      }
      return true;
    }

    @Override
    public int read() throws IOException {
      if (next == NONE) {
        return in.read();
      }
      int taken = next;
      next = NONE;
      return taken;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (next == NONE || length == 0) {
        return in.read(into, from, length);
      }
      into[from] = (byte) next;
      next = NONE;
      // Beside the byte that is there, only what can be had without waiting.
      int more = Math.min(length - 1, in.available());
      return more == 0 ? 1 : 1 + Math.max(0, in.read(into, from + 1, more));
    }

    @Override
    public long skip(long count) throws IOException {
      return count > 0 && next != NONE && read() != NONE ? 1 : in.skip(count);
    }

    @Override
    public int available() throws IOException {
      return in.available() + (next == NONE ? 0 : 1);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  /** Has the driver make such sockets for a connection, and knows the one that it uses. */
  static final class Connecting implements AutoCloseable {

    /** For connections that are being made, the socket of each, once there is one. */
    private static final Map<String, AtomicReference<@Nullable ListeningSocket>> MADE =
        new ConcurrentHashMap<>();

    private final String key = UUID.randomUUID().toString();

    Connecting() {
      MADE.put(key, new AtomicReference<>());
    }

    /** What the driver is to be given. */
    Map<String, String> properties() {
      return Map.of("socketFactory", Sockets.class.getName(), "socketFactoryArg", key);
    }

    /** That of the connection that was made with {@link #properties}. */
    ListeningSocket socket() {
      AtomicReference<@Nullable ListeningSocket> made = MADE.get(key);
      ListeningSocket socket = made == null ? null : made.get();
      if (socket == null) {
        throw new IllegalStateException("the driver has made its socket in another way");
      }
      return socket;
    }

    /** Sockets by which the driver cancels something later are of no interest. */
    static void made(String key, ListeningSocket socket) {
      AtomicReference<@Nullable ListeningSocket> connecting = MADE.get(key);
      if (connecting != null) {
        connecting.set(socket);
      }
    }

    @Override
    public void close() {
      MADE.remove(key);
    }
  }

  /** The driver finds it by its name, and gives it its argument. */
  public static final class Sockets extends SocketFactory {

    private final String key;

    public Sockets(String key) {
      this.key = key;
    }

    /** The last is the one that is used: a server that refuses encryption is connected to again. */
    @Override
    public Socket createSocket() {
      ListeningSocket socket = new ListeningSocket();
      Connecting.made(key, socket);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
        throws IOException {
      return connected(
          new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
        throws IOException {
      return connected(
          new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from)
        throws IOException {
      Socket socket = createSocket();
      try {
        if (from != null) {
          socket.bind(from);
        }
        socket.connect(to);
        return socket;
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    }
  }
}
