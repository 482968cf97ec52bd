package dev.tidemark.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionsSpec {

  @Test
  void a_text_goes_on_with_the_words_that_can_stand_next() {
    assertThat(Completions.after("").keywords())
        .containsExactly(
            "ALTER", "APPLY", "BACKUP", "CANCEL", "COPY", "CREATE", "DRILL", "DROP", "ERASE",
            "EXPLAIN", "MARK", "RESTORE", "ROTATE", "SHOW", "VERIFY");
    assertThat(Completions.after("APPLY ").keywords()).containsExactly("RETENTION");
    assertThat(Completions.after("ROTATE KEY ").keywords()).containsExactly("OF");
    assertThat(Completions.after("BACKUP shop; SHOW ").keywords())
        .containsExactly("BACKUP", "BACKUPS", "OPERATION", "OPERATIONS", "RETENTION", "TIMELINE");
    assertThat(Completions.after("RESTORE shop AT ").keywords())
        .containsExactly("MARKER", "OFFSET", "POSITION", "SEQUENCE", "TRANSACTION");
    assertThat(Completions.after("backup shop\n ").keywords())
        .containsExactly("INCREMENTAL", "WITH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BACKUP ",
        "RESTORE ",
        "EXPLAIN RESTORE ",
        "DROP BACKUP COLLECTION ",
        "DROP BACKUP COLLECTION IF EXISTS ",
        "SHOW BACKUPS IN ",
        "SHOW OPERATIONS OF ",
        "SHOW RETENTION OF ",
        "APPLY RETENTION TO ",
        "ROTATE KEY OF ",
        "VERIFY "
      })
  void the_name_of_a_collection_completes_what_is_about_one(String text) {
    assertThat(Completions.after(text).takesCollection()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SHOW ",
        "CREATE BACKUP COLLECTION ",
        "BACKUP shop ",
        "RESTORE shop TABLE ",
        "nonsense "
      })
  void elsewhere_it_does_not(String text) {
    assertThat(Completions.after(text).takesCollection()).isFalse();
  }

  @Test
  void what_is_wrong_or_in_the_middle_of_a_text_has_no_completion() {
    assertThat(Completions.after("nonsense ").keywords()).isEmpty();
    assertThat(Completions.after("MARK shop AS 'be").keywords()).isEmpty();
  }
}
