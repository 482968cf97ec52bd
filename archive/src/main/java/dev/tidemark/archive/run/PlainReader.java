package dev.tidemark.archive.run;

import dev.tidemark.archive.container.ContainerReader;
import dev.tidemark.schemas.row.AvroInput;

/** A record for each version: formats 1 and 2. Key and row are slices of the block. */
final class PlainReader extends VersionReader {

  private final ContainerReader container;
  private final AvroInput input = new AvroInput();
  private long restOfBlock;

  PlainReader(ContainerReader container) {
    this.container = container;
  }

  @Override
  boolean isBlockOver() {
    return restOfBlock == 0;
  }

  @Override
  boolean nextBlock() {
    restOfBlock = container.nextBlock(input);
    return restOfBlock > 0;
  }

  @Override
  void next() {
    sequence = input.readLong();
    order = input.readLong();
    keyLength = input.readInt();
    rowLength = input.readInt();
    unchanged = input.readInts();
    keyBuffer = input.array();
    keyOffset = input.position();
    input.skip(keyLength);
    tombstone = input.readInt() == 0;
    rowBuffer = input.array();
    rowOffset = input.position();
    input.skip(rowLength);
    restOfBlock--;
  }

  @Override
  boolean hasExcess() {
    return restOfBlock == 0 && input.hasRemaining();
  }
}
