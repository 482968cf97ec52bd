package dev.tidemark.restorer.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schemas.change.TableId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The file of a table")
class FileNamesTest {

  @Test
  @DisplayName("has the table's name, with what a file's name may not have written as its code")
  void legal() {
    assertThat(FileNames.of(new TableId("public", "orders"))).isEqualTo("public.orders.avro");
    assertThat(FileNames.of(new TableId("a.b", "c/ß_x")))
        .isEqualTo("a_x002E_b.c_x002F_ß_x005F_x.avro");
  }

  @Test
  @DisplayName("has a name that file systems take, and no other table has, however long it is")
  void longest() {
    String schema = "$".repeat(63);
    String one = FileNames.of(new TableId(schema, "#".repeat(62) + "1"));
    String other = FileNames.of(new TableId(schema, "#".repeat(62) + "2"));

    assertThat(one).isNotEqualTo(other);
    assertThat(one.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(255);
  }
}
