package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.AnswerLostException;
import dev.tidemark.archive.storage.PartWriter;
import dev.tidemark.archive.storage.StorageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A file on its way into a bucket: one request when it is small, else parts, some at once. */
final class S3Writer extends PartWriter {

  private final Upload upload;
  private final ExecutorService threads;
  private final S3Options.Parts options;
  private final Deque<Part> underWay = new ArrayDeque<>();
  private final List<CompletedPart> completed = new ArrayList<>();
  private @Nullable String id;
  private int sent;
  private boolean committed;

  S3Writer(Upload upload, ExecutorService threads, S3Options.Parts options) {
    super(options.bytes());
    this.upload = upload;
    this.threads = threads;
    this.options = options;
  }

  @Override
  protected byte[] send(byte[] bytes, int count) {
    String begun = begun();
    byte[] free =
        underWay.size() < options.concurrency() ? new byte[options.bytes()] : settleOldest(begun);
    if (sent == S3Options.Parts.MOST) {
      throw new StorageException(
          StorageException.cannot("write", upload.path(), upload.place())
              + "it has more than "
              + sent
              + " parts of "
              + (options.bytes() >> 20)
              + " MiB",
          "Write larger parts into the address: ?part-size=64MiB, for example.",
          null);
    }
    sent++;
    Part part = new Part(sent, bytes, count);
    Future<CompletedPart> unused = part.start(begun);
    underWay.add(part);
    return free;
  }

  private String begun() {
    if (id == null) {
      id = upload.begin();
    }
    return id;
  }

  /**
   * Waits for the part that has been under way longest. One that failed stays, and is sent again
   * with the next call.
   *
   * @return its array, which is free now
   */
  private byte[] settleOldest(String begun) {
    Part oldest = underWay.element();
    completed.add(oldest.await(begun));
    underWay.remove();
    return oldest.bytes;
  }

  @Override
  public void commit() {
    if (sent == 0) {
      upload.whole(unsent());
    } else {
      sendRest();
      String begun = begun();
      while (!underWay.isEmpty()) {
        byte[] unused = settleOldest(begun);
      }
      upload.complete(begun, completed);
    }
    committed = true;
  }

  /** A part that arrives after the abort would stay, and cost: so they are waited for. */
  @Override
  public void close() {
    if (committed || id == null) {
      return;
    }
    String begun = id;
    id = null;
    Future<?> abort = threads.submit(() -> abort(begun));
    boolean interrupted = false;
    try {
      while (true) {
        try {
          abort.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof StorageException failed ? failed : unexpected(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void abort(String begun) {
    underWay.forEach(Part::awaitEnd);
    upload.abort(begun);
  }

  private static IllegalStateException unexpected(ExecutionException e) {
    return new IllegalStateException("a part failed in a way that is not the store's", e);
  }

  private final class Part {

    private final int number;
    private final byte[] bytes;
    private final int count;
    private @Nullable Future<CompletedPart> answer;

    private Part(int number, byte[] bytes, int count) {
      this.number = number;
      this.bytes = bytes;
      this.count = count;
    }

    Future<CompletedPart> start(String begun) {
      answer = threads.submit(() -> upload.part(begun, number, bytes, count));
      return answer;
    }

    CompletedPart await(String begun) {
      Future<CompletedPart> awaited = answer == null ? start(begun) : answer;
      try {
        return awaited.get();
      } catch (ExecutionException e) {
        answer = null;
        throw e.getCause() instanceof StorageException failed ? failed : unexpected(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AnswerLostException(
            StorageException.cannot("write", upload.path(), upload.place()) + "interrupted",
            "Run it again. What was backed up before is whole.",
            e);
      }
    }

    /** Whatever became of it. */
    void awaitEnd() {
      if (answer != null) {
        try {
          Object unused = answer.get();
        } catch (ExecutionException e) {
          // It is not there: all the better, for the upload is being given up.
          answer = null;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
