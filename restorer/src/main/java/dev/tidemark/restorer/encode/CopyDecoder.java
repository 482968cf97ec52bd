package dev.tidemark.restorer.encode;

import dev.tidemark.schemas.row.RowSchema;

/**
 * Reads rows of one schema out of what a COPY sends. Not for use by two threads.
 *
 * <p>Nothing is shared with {@link CopyEncoder} but the list of types that have a binary form: what
 * is wrong there is to be seen here.
 */
public abstract sealed class CopyDecoder permits BinaryCopyDecoder, TextCopyDecoder {

  /** Takes rows. */
  public interface RowSink {

    /** Takes a row, as its Avro bytes, which are there until this returns. */
    void row(byte[] bytes, int offset, int length);
  }

  CopyDecoder() {}

  /** The form that every type has. */
  public static CopyDecoder text(RowSchema schema) {
    return new TextCopyDecoder(schema);
  }

  /**
   * @param schema {@link #hasBinaryForm has} the form
   */
  public static CopyDecoder binary(RowSchema schema) {
    return new BinaryCopyDecoder(schema);
  }

  /** Whether the binary form of every column is known here. */
  public static boolean hasBinaryForm(RowSchema schema) {
    return CopyEncoder.hasBinaryForm(schema.fields());
  }

  /** The word for COPY's option FORMAT. */
  public abstract String format();

  /**
   * Takes what came next, and hands on every row that it completes.
   *
   * @param message is used up
   * @throws IllegalArgumentException it is not what a COPY of such rows sends
   * @throws dev.tidemark.schemas.row.UnreadableValueException a value is not of its column's type
   */
  public abstract void decode(byte[] message, RowSink rows);

  /**
   * Takes note that nothing more comes.
   *
   * @throws IllegalArgumentException something is missing
   */
  public abstract void end();
}
