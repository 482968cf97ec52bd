package dev.tidemark.app.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsSpec {

  private static final SqlParser PARSER = new SqlParser(ZoneOffset.UTC);

  @Test
  void no_error_repeats_a_password() {
    for (String wrong :
        List.of(
            "CREATE BACKUP COLLECTION shop (DATABASE) FROM 'postgresql://me:secret@db/shop' WIHT",
            "RESTORE shop INTO 'postgresql://me:secret@db/shop",
            "RESTORE shop INTO 'mysql://me:secret@db/shop'",
            "RESTORE shop INTO 'postgresql://me:pa''secret@db/shop' WIHT",
            "-- don't\nRESTORE shop INTO 'postgresql://me:pa''secret@db/shop' WIHT",
            "RESTORE shop INTO 'postgresql://me:pa\nsecret@db/shop' WIHT",
            "RESTORE shop INTO 'postgresql://me:pa''secret@db/shop",
            create("DATABASE").replace("postgresql://me", "me:secret"),
            create("DATABASE") + " WITH (ENCRYPTION = 'AES256_GCM', ENCRYPTION_KEY = 'secret+4=')",
            create("DATABASE") + " WITH (PASSWORD = 'secret')",
            "'postgresql://me:secret@db/shop'")) {
      assertThatThrownBy(() -> PARSER.parse(wrong))
          .isInstanceOf(SqlException.class)
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void the_caret_stays_under_its_word_beside_what_is_hidden() {
    assertWrong(
        "RESTORE shop INTO 'me:pa''ss@db/x'",
        """
        line 1, column 19: not a database URL: it does not begin with postgresql://…
          RESTORE shop INTO '…'
                            ^""");
    assertWrong(
        "RESTORE shop\nINTO 'postgresql://me:pa''ss\nmore@db/x' WIHT",
        """
        line 3, column 12: expected SCHEMA, WITH, ';' or the end, not WIHT
          ' WIHT
            ^""");
  }

  @Test
  void a_key_is_not_taken_for_the_place_of_one() {
    assertWrong(
        create("DATABASE") + "\nWITH (ENCRYPTION = 'AES256_GCM', ENCRYPTION_KEY = 'c2VjcmV0+4=')",
        """
        line 2, column 51: it is no place of a key: those begin with file:, env: or the scheme of a service, such as aws-kms:
          WITH (ENCRYPTION = 'AES256_GCM', ENCRYPTION_KEY = '***')
                                                            ^""");
    assertWrong(
        "ROTATE KEY OF shop TO 'c2VjcmV0+4='",
        """
        line 1, column 23: it is no place of a key: those begin with file:, env: or the scheme of a service, such as aws-kms:
          ROTATE KEY OF shop TO '***'
                                ^""");
  }

  @Test
  void what_is_to_be_erased_is_told_nowhere() {
    assertThat(
            Secrets.hidden(
                "BACKUP shop; erase from shop table public.people where id = 4711 or email ="
                    + " 'b@x' WITH (WAIT = '2s'); MARK shop AS 'm'"))
        .isEqualTo(
            "BACKUP shop; erase from shop table public.people where id = *** or email = '***'"
                + " WITH (WAIT = '2s'); MARK shop AS 'm'");
    assertWrong(
        "ERASE FROM shop TABLE public.people WHERE email = 'bob' id",
        """
        line 1, column 57: expected AND, OR, WITH, ';', ',' or the end, not id
          ERASE FROM shop TABLE public.people WHERE email = '***' id
                                                                  ^""");
  }

  @Test
  void what_is_to_be_erased_is_hidden_however_it_is_written() {
    String table = "ERASE FROM shop TABLE public.people WHERE ";
    for (String value :
        List.of(
            "\"ann@x.org\"",
            "ann",
            "ann@x.org",
            "Ann Smith",
            "0a1b2c3d-0000-4455-6677-8899aabbccdd",
            "-7",
            "'ann'@x",
            "`ann`")) {
      for (String condition :
          List.of(
              "a = %s",
              "a <> %s AND \"b\" IS NOT NULL",
              "(a >= %s OR b < %s)",
              "a LIKE %s, public.letters WHERE a = %s",
              "NOT a IN (%s, %s, %s)",
              "a BETWEEN %s AND %s AND b = %s",
              "a = %s WITH (WAIT = '2s')")) {
        String stars = value.startsWith("'") ? "'***'" : "***";
        assertThat(Secrets.hidden(table + condition.replace("%s", value)))
            .isEqualTo(table + condition.replace("%s", stars));
      }
    }
  }

  @Test
  void what_is_kept_of_statements_has_no_password_and_can_be_read() {
    assertThat(Secrets.hidden("INTO 'postgresql://me:pa''ss@db/x' -- don't 'repeat'"))
        .isEqualTo("INTO 'postgresql://me:***@db/x' -- don't 'repeat'");
    assertThat(Secrets.hidden("-- it's\nINTO 'postgresql://me@db/x'"))
        .isEqualTo("-- it's\nINTO 'postgresql://me@db/x'");
    assertThat(Secrets.hidden("INTO 'me:secret@db/x'")).isEqualTo("INTO '***'");
    assertThat(Secrets.hidden("ENCRYPTION_KEY = 'c2VjcmV0' AND key = 'a'"))
        .isEqualTo("ENCRYPTION_KEY = '***' AND key = 'a'");
    assertThat(Secrets.hidden("ENCRYPTION_KEY = 'file:/etc/key'"))
        .isEqualTo("ENCRYPTION_KEY = 'file:/etc/key'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ROTATE KEY OF shop TO 'c2VjcmV0+4='",
        "ROTATE KEY OF shop TO \"c2VjcmV0+4=\"",
        "ROTATE KEY OF shop TO `c2VjcmV0+4=`",
        "ROTATE KEY OF shop TO c2VjcmV0+4=",
        "ROTATE KEY OF shop TO 'c2VjcmV0+4=",
        "ROTATE KEY shop TO 'c2VjcmV0+4='",
        "ROTATE KEY shop TO \"c2VjcmV0+4=\"",
        "ROTATE KEY OF shop 'c2VjcmV0+4='",
        "ROTATE KEY 'c2VjcmV0+4='",
        "rotate key to 'c2VjcmV0+4='",
        "BACKUP shop; ROTATE KEY shop TO 'c2VjcmV0+4='; BACKUP shop",
        "ALTER BACKUP COLLECTION shop SET (ENCRYPTION_KEY = \"c2VjcmV0+4=\")",
        "ALTER BACKUP COLLECTION shop SET (ENCRYPTION_KEY = c2VjcmV0+4=)",
        "ALTER BACKUP COLLECTION shop SET (ENCRYPTION_KEY 'c2VjcmV0+4=')",
        "ALTER BACKUP COLLECTION shop SET (\"encryption_key\" = 'c2VjcmV0+4=')"
      })
  void a_key_in_a_statement_that_is_wrong_is_hidden_all_the_same(String wrong) {
    assertThat(Secrets.hidden(wrong))
        .doesNotContain("c2VjcmV0", "+4=")
        .contains("'***'")
        .isEqualTo(wrong.replaceAll("['\"`]?c2VjcmV0\\+4=['\"`]?", "'***'"));
    assertThatThrownBy(() -> PARSER.parse(wrong))
        .isInstanceOf(SqlException.class)
        .hasMessageNotContainingAny("c2VjcmV0", "+4=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ROTATE KEY OF shop TO 'file:/etc/key'",
        "ROTATE KEY OF \"shop\" TO 'env:KEY' WITH (WAIT = '5s')",
        "RESTORE shop LATEST TABLE public.t WHERE rotate = 'a' AND \"to\" = 'b'",
        "MARK rotate AS 'a'; MARK shop AS 'to'",
        "CREATE BACKUP COLLECTION shop (DATABASE) FROM 'postgresql://me@db/x'"
            + " WITH (PASSWORD_FILE = '/etc/pass')"
      })
  void what_is_no_key_stays(String text) {
    assertThat(Secrets.hidden(text)).isEqualTo(text);
  }

  private static String create(String members) {
    return "CREATE BACKUP COLLECTION shop (" + members + ") FROM 'postgresql://me@db/shop'";
  }

  private static void assertWrong(String text, String message) {
    assertThatThrownBy(() -> PARSER.parse(text))
        .isInstanceOf(SqlException.class)
        .hasMessage(message);
  }
}
