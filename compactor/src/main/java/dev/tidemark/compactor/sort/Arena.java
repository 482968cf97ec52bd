package dev.tidemark.compactor.sort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records in memory, back to back in chunks, and an index of them that can be sorted. Chunks are
 * taken as they are needed, so a small job takes little, and are kept for the next fill.
 */
final class Arena {

  private static final int LENGTH_BYTES = Integer.BYTES;

  /** An address and a prefix, and half of either in the scratch space of sorting. */
  private static final int INDEX_BYTES = 3 * Long.BYTES;

  private static final int LARGEST_CHUNK = 4 << 20;
  private static final int SMALLEST_CHUNK = 256;

  private final long memory;
  private final int chunkSize;
  private final List<byte[]> chunks = new ArrayList<>();
  private long chunkBytes;
  private int chunk = -1;
  private int used;
  private long[] index = new long[16];
  private int count;

  Arena(long memory) {
    this.memory = memory;
    this.chunkSize = (int) Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, memory / 8));
  }

  int count() {
    return count;
  }

  /** Whether a record can be added within the budget. An empty arena takes any record. */
  boolean hasRoomFor(int length) {
    if (count == 0) {
      return true;
    }
    long grown = chunkBytes + (fitsInChunks(length) ? 0 : sizeOfNewChunk(length));
    return grown + (long) INDEX_BYTES * (count + 1) <= memory;
  }

  void add(byte[] record, int from, int length) {
    makeRoom(length + LENGTH_BYTES);
    byte[] target = chunks.get(chunk);
    Lengths.write(target, used, length);
    System.arraycopy(record, from, target, used + LENGTH_BYTES, length);
    if (count == index.length) {
      index = Arrays.copyOf(index, count + Math.max(16, count / 2));
    }
    index[count++] = ((long) chunk << Integer.SIZE) | used;
    used += LENGTH_BYTES + length;
  }

  private boolean fitsInChunks(int length) {
    int needed = length + LENGTH_BYTES;
    return (chunk >= 0 && used + needed <= chunks.get(chunk).length)
        || (chunk + 1 < chunks.size() && needed <= chunks.get(chunk + 1).length);
  }

  private int sizeOfNewChunk(int length) {
    return Math.max(chunkSize, length + LENGTH_BYTES);
  }

  private void makeRoom(int needed) {
    if (chunk >= 0 && used + needed <= chunks.get(chunk).length) {
      return;
    }
    chunk++;
    used = 0;
    if (chunk == chunks.size() || chunks.get(chunk).length < needed) {
      byte[] fresh = new byte[Math.max(chunkSize, needed)];
      chunkBytes += fresh.length;
      chunks.add(chunk, fresh);
    }
  }

  void sort(RecordOrder order) {
    long[] prefixes = new long[count];
    for (int i = 0; i < count; i++) {
      long address = index[i];
      prefixes[i] = order.prefix(bufferOf(address), offsetOf(address), lengthOf(address));
    }
    AddressSort.sort(
        index,
        prefixes,
        (a, b) ->
            order.compare(
                bufferOf(a), offsetOf(a), lengthOf(a), bufferOf(b), offsetOf(b), lengthOf(b)));
  }

  long address(int position) {
    return index[position];
  }

  byte[] bufferOf(long address) {
    return chunks.get((int) (address >>> Integer.SIZE));
  }

  int offsetOf(long address) {
    return (int) address + LENGTH_BYTES;
  }

  int lengthOf(long address) {
    return Lengths.read(bufferOf(address), (int) address);
  }

  /** Forgets all records; chunks of the usual size stay for the next ones. */
  void clear() {
    chunks.removeIf(bytes -> bytes.length > chunkSize);
    chunkBytes = (long) chunks.size() * chunkSize;
    chunk = -1;
    used = 0;
    count = 0;
  }

  /** Forgets all records and gives the memory back. */
  void release() {
    clear();
    chunks.clear();
    chunkBytes = 0;
    index = new long[16];
  }
}
