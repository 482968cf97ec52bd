package dev.tidemark.app.operation;

import dev.tidemark.app.home.OperationBoard;
import dev.tidemark.app.home.OperationId;

/**
 * Interrupts the thread that made it when somebody asks for its operation to be cancelled. Once it
 * is closed the thread is as it was: a request that came too late interrupts nothing that comes
 * after.
 */
final class CancelWatch implements AutoCloseable {

  private final OperationBoard board;
  private final OperationId operation;
  private final Thread worker;
  private final Thread watcher;
  private boolean over;
  private boolean heard;

  private CancelWatch(OperationBoard board, OperationId operation) {
    this.board = board;
    this.operation = operation;
    this.worker = Thread.currentThread();
    this.watcher = new Thread(this::watch, "cancel-watch");
    this.watcher.setDaemon(true);
  }

  static CancelWatch begin(OperationBoard board, OperationId operation) {
    CancelWatch watch = new CancelWatch(board, operation);
    watch.watcher.start();
    return watch;
  }

  private void watch() {
    while (Polling.pause()) {
      if (board.isCancelRequested(operation)) {
        interrupt();
        return;
      }
    }
  }

  private synchronized void interrupt() {
    if (!over) {
      heard = true;
      worker.interrupt();
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
    synchronized (this) {
      over = true;
      if (heard) {
        boolean unused = Thread.interrupted();
      }
    }
    board.forgetCancel(operation);
  }
}
