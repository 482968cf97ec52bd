package dev.tidemark.archive.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.archive.storage.ForwardingStorage;
import dev.tidemark.archive.storage.MemoryStorage;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.schemas.row.AvroOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A container file being written")
@Timeout(60)
class ContainerWriterTest {

  private static final String PATH = "shop/data/1/a.avro";
  private static final Schema BYTES = SchemaBuilder.builder().bytesType();

  private final MemoryStorage memory = new MemoryStorage();

  /** What becomes of each write to the file; the spec's own thread does none of it. */
  private final Slow storage = new Slow(memory);

  @Test
  @DisplayName("is byte for byte what Avro's own writer makes of the same records")
  void sameBytes() throws IOException {
    Random random = new Random(5);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    long records = 0;
    try (ContainerWriter writer = writer(memory);
        DataFileWriter<Object> avro = new DataFileWriter<>(new GenericDatumWriter<>())) {
      avro.setCodec(CodecFactory.zstandardCodec(3, true, true)).setSyncInterval(64 * 1024);
      avro.setMeta(ContainerWriter.FORMAT_KEY, "1");
      byte[] marker = Sha256.newDigest().digest("identity".getBytes(StandardCharsets.UTF_8));
      avro.create(BYTES, expected, Arrays.copyOf(marker, 16));
      for (; records < 3000; records++) {
        byte[] record = record(random, records % 1000 == 0 ? 700_000 : 1 + random.nextInt(400));
        writer.append(record, 0, record.length);
        avro.appendEncoded(ByteBuffer.wrap(record));
      }
      assertThat(writer.commit().records()).isEqualTo(records);
    }

    assertThat(memory.content(PATH)).isEqualTo(expected.toByteArray());
  }

  @Test
  @DisplayName("has its records in their order, and its size and number are what was written")
  void order() throws IOException {
    Content content;
    try (ContainerWriter writer = writer(memory)) {
      for (int i = 0; i < 200; i++) {
        byte[] record = record(new Random(i), 10_000);
        writer.append(record, 0, record.length);
      }
      content = writer.commit();
      assertThat(content.bytes()).isEqualTo(writer.bytes());
    }

    byte[] file = memory.content(PATH);
    assertThat(content.bytes()).isEqualTo(file.length);
    try (DataFileStream<ByteBuffer> stream =
        new DataFileStream<>(new ByteArrayInputStream(file), new GenericDatumReader<>())) {
      for (int i = 0; i < 200; i++) {
        byte[] record = record(new Random(i), 10_000);
        assertThat(stream.next()).isEqualTo(ByteBuffer.wrap(record, 3, record.length - 3));
      }
      assertThat(stream.hasNext()).isFalse();
    }
  }

  @Test
  @DisplayName("of one block is written by whoever commits it")
  void small() {
    try (ContainerWriter writer = writer(storage)) {
      storage.failure = new StorageException("broken", "Mend it.", null);
      writer.append(new byte[] {0}, 0, 1);

      assertThatThrownBy(writer::commit).isSameAs(storage.failure);
    }
    assertThat(memory.list("")).isEmpty();
    assertThat(writers()).isEmpty();
  }

  @Test
  @DisplayName("tells what failed behind its back at a later record, and leaves nothing")
  void failsLater() {
    try (ContainerWriter writer = writer(storage)) {
      storage.failure = new StorageException("broken", "Mend it.", null);

      assertThatThrownBy(() -> appendForEver(writer)).isSameAs(storage.failure);
      assertThatThrownBy(writer::commit).isSameAs(storage.failure);
    }
    assertThat(storage.closed).isTrue();
    assertThat(memory.list("")).isEmpty();
    assertThat(writers()).isEmpty();
  }

  @Test
  @DisplayName("is not committed before everything is written, and not at all when that fails")
  void failsAtCommit() {
    try (ContainerWriter writer = writer(storage)) {
      storage.failure = new StorageException("broken", "Mend it.", null);
      storage.mayGoOn = new CountDownLatch(1);
      append(writer, 2);
      storage.mayGoOn.countDown();

      assertThatThrownBy(writer::commit).isSameAs(storage.failure);
    }
    assertThat(memory.list("")).isEmpty();
    assertThat(writers()).isEmpty();
  }

  @Test
  @DisplayName("that is given up is not waited for, however long the storage takes")
  void givenUp() {
    try (ContainerWriter writer = writer(storage)) {
      storage.mayGoOn = new CountDownLatch(1);
      append(writer, 3);
    }
    assertThat(storage.closed).isTrue();
    assertThat(memory.list("")).isEmpty();
    assertThat(writers()).isEmpty();
  }

  @Test
  @DisplayName("ends with an error when its thread is interrupted, and that stays interrupted")
  void interrupted() {
    try (ContainerWriter writer = writer(storage)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> appendForEver(writer))
          .isInstanceOf(StorageException.class)
          .hasMessage("cannot write shop/data/1/a.avro in memory: interrupted");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(memory.list("")).isEmpty();
    assertThat(writers()).isEmpty();
  }

  @Test
  @DisplayName("has no second block beside a large one: who brings that waits until it is written")
  void large() throws InterruptedException {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread appending =
        new Thread(
            () -> {
              try (ContainerWriter writer = writer(storage)) {
                storage.mayGoOn = new CountDownLatch(1);
                byte[] record = record(new Random(1), 1 << 20);
                writer.append(record, 0, record.length);
              } catch (StorageException e) {
                thrown.set(e);
              }
            });
    appending.start();

    awaitWaiting(appending);
    appending.interrupt();
    appending.join();

    assertThat(thrown.get()).hasMessage("cannot write shop/data/1/a.avro in memory: interrupted");
    assertThat(memory.list("")).isEmpty();
    assertThat(writers()).isEmpty();
  }

  @Test
  @DisplayName("tells who waits for a large block why it cannot be written")
  void largeFails() throws InterruptedException {
    Thread me = Thread.currentThread();
    Thread letsGo =
        new Thread(
            () -> {
              awaitWaiting(me);
              storage.mayGoOn.countDown();
            });

    try (ContainerWriter writer = writer(storage)) {
      storage.failure = new StorageException("broken", "Mend it.", null);
      storage.mayGoOn = new CountDownLatch(1);
      byte[] record = record(new Random(1), 1 << 20);
      letsGo.start();
      assertThatThrownBy(() -> writer.append(record, 0, record.length)).isSameAs(storage.failure);
    }
    letsGo.join();
    assertThat(memory.list("")).isEmpty();
  }

  /** Fails when it ends first. */
  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  private static ContainerWriter writer(Storage storage) {
    return ContainerWriter.create(
        storage, PATH, BYTES, Collections.emptySortedMap(), 3, "identity");
  }

  /** So many blocks. */
  private static void append(ContainerWriter writer, int blocks) {
    byte[] record = record(new Random(1), 64 * 1024);
    for (int i = 0; i < blocks; i++) {
      writer.append(record, 0, record.length);
    }
  }

  private static void appendForEver(ContainerWriter writer) {
    while (true) {
      append(writer, 1);
    }
  }

  /** Bytes, as Avro has them, whose length takes three bytes. */
  private static byte[] record(Random random, int length) {
    byte[] text = new byte[length];
    random.nextBytes(text);
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('a' + (text[i] & 7));
    }
    AvroOutput out = new AvroOutput();
    out.writeBytes(text, 0, length);
    return out.toByteArray();
  }

  private static List<String> writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.equals("archive-writer"))
        .toList();
  }

  /** Its writers do as they are told, from the moment they are. */
  private static final class Slow extends ForwardingStorage {

    private volatile CountDownLatch mayGoOn = new CountDownLatch(0);
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;

    Slow(MemoryStorage memory) {
      super(memory);
    }

    @Override
    public StorageWriter create(String path) {
      StorageWriter file = super.create(path);
      return new StorageWriter() {
        @Override
        public void write(byte[] bytes, int offset, int length) {
          try {
            mayGoOn.await();
          } catch (InterruptedException e) {
            throw new StorageException("interrupted", "Run it again.", e);
          }
          RuntimeException why = failure;
          if (why != null) {
            throw why;
          }
          file.write(bytes, offset, length);
        }

        @Override
        public void commit() {
          file.commit();
        }

        @Override
        public void close() {
          closed = true;
          file.close();
        }
      };
    }

    @Override
    public String toString() {
      return "memory";
    }
  }
}
