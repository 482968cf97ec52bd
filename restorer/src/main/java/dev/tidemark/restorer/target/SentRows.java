package dev.tidemark.restorer.target;

import dev.tidemark.restorer.encode.CopyDecoder;
import dev.tidemark.restorer.load.RestoreCancelledException;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.RowSum;
import dev.tidemark.restorer.verify.ServerSum;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The rows that were sent in binary, looked at on a thread of their own while the server takes
 * them: decoded, to tell whether they are those of the archive, and added up as the server can do
 * it, to tell whether it has what was sent. Together that spares having them sent back.
 */
final class SentRows implements AutoCloseable {

  /** So many messages of a COPY wait at most. */
  private static final int WAITING = 8;

  /** A larger message, in bytes, is not kept for looking at it, and then nothing is known. */
  static final int LARGEST = 256 << 10;

  private static final byte[] END = {};

  private final CopyDecoder decoder;
  private final RowSum rows = new RowSum();
  private final ServerSum asServer = new ServerSum();
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread = new Thread(this::lookAtAll, "restore-check");

  /** For the loader's thread. */
  private boolean wasAllKept = true;

  /** For the thread that looks, until it has ended. */
  private boolean isUnderstood = true;

  /**
   * What was sent.
   *
   * @param rows as the archive adds them up
   * @param asServer as the server does, if it has them
   */
  record Sums(Checksum rows, Checksum asServer) {}

  /**
   * @param decoder of the binary form
   */
  SentRows(CopyDecoder decoder) {
    this.decoder = decoder;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes what was sent: whole rows, the header with the first of them, the end with the last.
   *
   * @param bytes of which the first so many are meant; may be changed afterwards
   * @throws RestoreCancelledException the calling thread was interrupted
   */
  void take(byte[] bytes, int size) {
    wasAllKept &= size <= LARGEST;
    if (wasAllKept) {
      hand(Arrays.copyOf(bytes, size));
    }
  }

  /**
   * What all of it adds up to. Nothing, if something was too large or cannot be decoded: then the
   * server has to be asked for the rows.
   *
   * @throws RestoreCancelledException the calling thread was interrupted
   */
  Optional<Sums> end() {
    hand(END);
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new RestoreCancelledException();
    }
    return wasAllKept && isUnderstood
        ? Optional.of(new Sums(rows.checksum(), asServer.checksum()))
        : Optional.empty();
  }

  private void hand(byte[] message) {
    try {
      waiting.put(message);
    } catch (InterruptedException e) {
      throw new RestoreCancelledException();
    }
  }

  private void lookAtAll() {
    try {
      for (byte[] next = waiting.take(); next != END; next = waiting.take()) {
        // What comes after that is taken all the same: the loader waits for it.
        if (isUnderstood) {
          isUnderstood = lookAt(next);
        }
      }
    } catch (InterruptedException closed) {
      // The loader has given up, and asks no more.
    }
  }

  private boolean lookAt(byte[] message) {
    try {
      asServer.add(message);
      decoder.decode(message, rows::add);
      return true;
    } catch (RuntimeException | Error e) {
      return false;
    }
  }

  /** Ends it without an answer. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
