package dev.tidemark.archive.run;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.KeyOrder;
import dev.tidemark.schemas.row.RowSchema;

/** Checks, while a run is read, that its versions are in order. A merge believes in it. */
final class RunOrder {

  private static final byte[] NOTHING = {};

  private final KeyOrder keyOrder;
  private final boolean oneVersionPerKey;

  /** The key before, where it is: in the block at hand, or copied when a block ends. */
  private byte[] key = NOTHING;

  private int keyOffset;
  private int keyLength;
  private long sequence;
  private long order;
  private boolean begun;
  private final AvroOutput copy = new AvroOutput(64);

  RunOrder(RowSchema schema, RunRole role) {
    this.keyOrder = KeyOrder.of(schema.key());
    this.oneVersionPerKey = role.holdsOneVersionPerKey();
  }

  /** The block may be overwritten by the next. */
  void beforeNextBlock() {
    copy.reset();
    copy.writeRaw(key, keyOffset, keyLength);
    key = copy.array();
    keyOffset = 0;
  }

  /** Takes the next version; says what is wrong with its place, or nothing. */
  String follows(long nextSequence, long nextOrder, byte[] nextKey, int offset, int length) {
    String wrong = begun ? wrong(nextSequence, nextOrder, nextKey, offset, length) : "";
    begun = true;
    sequence = nextSequence;
    order = nextOrder;
    key = nextKey;
    keyOffset = offset;
    keyLength = length;
    return wrong;
  }

  private String wrong(long nextSequence, long nextOrder, byte[] nextKey, int offset, int length) {
    int byKey = keyOrder.compare(key, keyOffset, keyLength, nextKey, offset, length);
    if (byKey < 0) {
      return "";
    }
    if (byKey > 0) {
      return "its keys are not in order";
    }
    if (oneVersionPerKey) {
      return "a key has two versions";
    }
    boolean older = nextSequence < sequence || (nextSequence == sequence && nextOrder < order);
    return older ? "" : "its versions of a key are not in order";
  }
}
