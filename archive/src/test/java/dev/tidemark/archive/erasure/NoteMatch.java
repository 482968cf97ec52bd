package dev.tidemark.archive.erasure;

import dev.tidemark.schemas.row.RowSchema;
import dev.tidemark.schemas.row.RowSlice;
import dev.tidemark.schemas.row.RowText;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Rows of notes by the text of one column. */
record NoteMatch(int position, Set<String> values) implements RowMatch {

  static NoteMatch ids(Integer... ids) {
    return new NoteMatch(0, Set.copyOf(Arrays.stream(ids).map(Object::toString).toList()));
  }

  static NoteMatch bodies(Set<String> bodies) {
    return new NoteMatch(2, bodies);
  }

  @Override
  public Optional<OfSchema> of(RowSchema schema) {
    RowText text = RowText.of(schema);
    return Optional.of(
        new OfSchema() {
          @Override
          public boolean needs(int at) {
            return at == position;
          }

          @Override
          public boolean isMet(RowSlice row) {
            String value = text.decode(row.array(), row.offset(), row.length())[position];
            return value != null && values.contains(value);
          }
        });
  }
}
