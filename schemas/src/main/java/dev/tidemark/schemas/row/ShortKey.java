package dev.tidemark.schemas.row;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A {@link WholeRowKey} beside its row, as files have it: without the digest wherever that is the
 * row's. A digest is 32 bytes that nothing compresses, often more than the row. Not for sharing
 * between threads.
 */
public final class ShortKey {

  private static final int OF_THE_ROW = 0;
  private static final int GIVEN = 1;

  private final MessageDigest sha256 = WholeRowKey.sha256();
  private final byte[] digest = new byte[WholeRowKey.DIGEST_BYTES];
  private final AvroInput in = new AvroInput();

  /**
   * The schema of short keys.
   *
   * @param key the schema of the keys themselves
   */
  public static Schema schema(Schema key) {
    return record("ShortKey", key, digestType());
  }

  public static boolean isSchema(Schema schema) {
    Schema.Field digest = schema.getField(WholeRowKey.DIGEST);
    return digest != null && digest.schema().equals(digestType());
  }

  /** The schema of the keys themselves: the other way round. */
  public static Schema keySchema(Schema shortKey) {
    return record("Key", shortKey, WholeRowKey.digestType());
  }

  /**
   * Writes a key.
   *
   * @param row what stands beside it, if it is whole: null for a deleted row, and for one of which
   *     a value is unchanged
   */
  public void write(RowSlice key, @Nullable RowSlice row, AvroOutput out) {
    int copy = WholeRowKey.copy(key);
    if (row != null && isDigestOf(row, key)) {
      out.writeInt(OF_THE_ROW);
    } else {
      out.writeInt(GIVEN);
      out.writeRaw(key.array(), key.offset(), WholeRowKey.DIGEST_BYTES);
    }
    out.writeInt(copy);
  }

  /**
   * Reads a key and writes it as it is without its row.
   *
   * @param row as it was when the key was written
   * @throws MalformedBytesException it is none, or not of such a row
   */
  public void read(RowSlice shortKey, @Nullable RowSlice row, AvroOutput key) {
    in.reset(shortKey.array(), shortKey.offset(), shortKey.length());
    int kind = in.readInt();
    if (kind == OF_THE_ROW && row != null) {
      digest(row);
      key.writeRaw(digest, 0, digest.length);
    } else if (kind == GIVEN) {
      int from = in.position();
      in.skip(WholeRowKey.DIGEST_BYTES);
      key.writeRaw(in.array(), from, WholeRowKey.DIGEST_BYTES);
    } else {
      throw new MalformedBytesException("a key has no digest, and no row to make it of");
    }
    key.writeInt(in.readInt());
    if (in.hasRemaining()) {
      throw new MalformedBytesException("something follows a key");
    }
  }

  private boolean isDigestOf(RowSlice row, RowSlice key) {
    digest(row);
    int from = key.offset();
    return Arrays.equals(digest, 0, digest.length, key.array(), from, from + digest.length);
  }

  private void digest(RowSlice row) {
    sha256.update(row.array(), row.offset(), row.length());
    try {
      int unused = sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 has 32 bytes", e);
    }
  }

  private static Schema digestType() {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), WholeRowKey.digestType());
  }

  private static Schema record(String name, Schema like, Schema digest) {
    Schema record =
        Schema.createRecord(
            name,
            like.getDoc(),
            like.getNamespace(),
            false,
            List.of(
                new Schema.Field(WholeRowKey.DIGEST, digest),
                new Schema.Field(WholeRowKey.COPY, Schema.create(Schema.Type.INT))));
    like.getObjectProps().forEach(record::addProp);
    return record;
  }
}
