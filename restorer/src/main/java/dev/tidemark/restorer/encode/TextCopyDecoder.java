package dev.tidemark.restorer.encode;

import dev.tidemark.schemas.row.AvroOutput;
import dev.tidemark.schemas.row.CopyLine;
import dev.tidemark.schemas.row.RowEncoder;
import dev.tidemark.schemas.row.RowSchema;

/** COPY's text form, of which the server sends one line at a time. */
final class TextCopyDecoder extends CopyDecoder {

  private final RowEncoder encoder;
  private final CopyLine line;
  private final AvroOutput row = new AvroOutput();

  TextCopyDecoder(RowSchema schema) {
    encoder = RowEncoder.of(schema);
    line = new CopyLine(schema.fields().size());
  }

  @Override
  public String format() {
    return "text";
  }

  @Override
  public void decode(byte[] message, RowSink rows) {
    row.reset();
    line.encode(message, encoder, row);
    rows.row(row.array(), 0, row.size());
  }

  @Override
  public void end() {}
}
