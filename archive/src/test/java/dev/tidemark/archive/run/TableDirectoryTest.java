package dev.tidemark.archive.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.archive.storage.StoragePath;
import dev.tidemark.schemas.change.TableId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The directory of a table")
final class TableDirectoryTest {

  @ParameterizedTest
  @CsvSource({
    "orders, public.orders",
    "or-ders, public.or-ders",
    "tmp-orders, public.tmp_x002D_orders",
    "tmp-1, public.tmp_x002D_1",
    "a.tmp-1, public.a_x002E_tmp-1",
    "_x, public._x005F_x"
  })
  void is_a_path_that_a_storage_takes_whatever_the_table_is_called(String name, String directory) {
    assertThat(TableDirectory.of(new TableId("public", name))).isEqualTo(directory);
    assertThat(StoragePath.isLegal(directory)).isTrue();
  }
}
