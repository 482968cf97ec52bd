package dev.tidemark.restorer.file;

import dev.tidemark.restorer.load.TableDestination;
import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.restorer.verify.Checksum;
import dev.tidemark.restorer.verify.RowSum;
import dev.tidemark.schemas.row.AvroInput;
import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSkipper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** One table as an Avro object container of its rows. */
final class AvroTable implements TableDestination {

  private final Path path;
  private final RowSchema schema;
  private final DataFileWriter<GenericRecord> writer;
  private long rows;

  private AvroTable(Path path, RowSchema schema, DataFileWriter<GenericRecord> writer) {
    this.path = path;
    this.schema = schema;
    this.writer = writer;
  }

  static AvroTable create(RestoredTable table, Path path) {
    RowSchema schema = RowSchema.of(table.definition());
    DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema.row()));
    writer.setCodec(CodecFactory.zstandardCodec(CodecFactory.DEFAULT_ZSTANDARD_LEVEL));
    try {
      writer.create(schema.row(), path.toFile());
    } catch (IOException e) {
      throw new CheckDirectoryException("making " + path, e);
    }
    return new AvroTable(path, schema, writer);
  }

  @Override
  public void row(byte[] bytes, int offset, int length) {
    try {
      writer.appendEncoded(ByteBuffer.wrap(bytes, offset, length));
      rows++;
    } catch (IOException e) {
      throw new CheckDirectoryException("writing " + path, e);
    }
  }

  @Override
  public long endRows() {
    try {
      writer.close();
      Durable.file(path);
      return rows;
    } catch (IOException e) {
      throw new CheckDirectoryException("writing " + path, e);
    }
  }

  /** A file has no keys, indexes or sequences. */
  @Override
  public void finish() {}

  @Override
  public Checksum finishAndAddUp() {
    RowSum sum = new RowSum();
    RowSkipper skipper = RowSkipper.of(schema.row());
    AvroInput in = AvroInput.of(new byte[0]);
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(path.toFile(), new GenericDatumReader<GenericRecord>())) {
      while (reader.hasNext()) {
        long count = reader.getBlockCount();
        ByteBuffer block = reader.nextBlock();
        in.reset(block.array(), block.arrayOffset() + block.position(), block.remaining());
        for (long row = 0; row < count; row++) {
          int from = in.position();
          skipper.skip(in);
          sum.add(in.array(), from, in.position() - from);
        }
      }
      return sum.checksum();
    } catch (IOException e) {
      throw new CheckDirectoryException("reading " + path + " back", e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new CheckDirectoryException("closing " + path, e);
    }
  }
}
