package dev.tidemark.compactor.sort;

/** Walks over a sorted arena. */
final class ArenaCursor implements RecordCursor {

  private final Arena arena;
  private int next;
  private long address;

  ArenaCursor(Arena arena) {
    this.arena = arena;
  }

  @Override
  public boolean advance() {
    if (next == arena.count()) {
      return false;
    }
    address = arena.address(next++);
    return true;
  }

  @Override
  public byte[] buffer() {
    return arena.bufferOf(address);
  }

  @Override
  public int offset() {
    return arena.offsetOf(address);
  }

  @Override
  public int length() {
    return arena.lengthOf(address);
  }

  @Override
  public void close() {}
}
