package dev.tidemark.schemas.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

  private static final String TEXT =
      "postgresql://me%40home:s%3Acret%2B1@db.example:6432/shop?sslmode=require&options=-c%20a%3Db";

  @Test
  @DisplayName("A URL is taken apart, and percent-encoded characters are decoded")
  void parse() {
    assertThat(DatabaseUrl.parse(TEXT))
        .isEqualTo(
            new DatabaseUrl(
                "db.example",
                6432,
                "shop",
                "me@home",
                new Secret("s:cret+1"),
                Map.of("sslmode", "require", "options", "-c a=b")));
  }

  @Test
  @DisplayName("Port, password and parameters may be left out")
  void shortest() {
    assertThat(DatabaseUrl.parse("postgres://me@localhost/shop"))
        .isEqualTo(new DatabaseUrl("localhost", 5432, "shop", "me", Secret.NONE, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://me@my_db:5433/shop, my_db, 5433",
    "postgresql://me@my_db/shop, my_db, 5432",
    "postgresql://me@[::1]:5433/shop, [::1], 5433",
    "postgresql://me@[::1]/shop, [::1], 5432",
    "postgresql://me@10.0.0.1/shop, 10.0.0.1, 5432",
  })
  @DisplayName("A host may be a service's name with an underscore, or an address")
  void hosts(String url, String host, int port) {
    assertThat(DatabaseUrl.parse(url).host()).isEqualTo(host);
    assertThat(DatabaseUrl.parse(url).port()).isEqualTo(port);
  }

  @Test
  @DisplayName("The password is in nothing that is shown or stored")
  void secret() {
    DatabaseUrl url = DatabaseUrl.parse(TEXT);

    assertThat(url.toString())
        .isEqualTo("postgresql://me%40home@db.example:6432/shop?options=-c%20a%3Db&sslmode=require")
        .isEqualTo(url.withoutSecret());
    assertThat(url.place()).isEqualTo("db.example:6432/shop");
    assertThat(url.password().toString()).isEqualTo("***");
    assertThat(String.valueOf(Secret.NONE)).isEmpty();
    assertThat(String.format("%s", url)).doesNotContain("cret");
  }

  @Test
  @DisplayName("What is stored, with the password again, is the same")
  void stored() {
    DatabaseUrl url = DatabaseUrl.parse(TEXT);

    DatabaseUrl again = DatabaseUrl.parse(url.withoutSecret()).withPassword(new Secret("s:cret+1"));

    assertThat(again).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "postgresql://me:hunter2 %@h/db, it is not a URL (percent-encode special characters in the password)",
    "postgresql://me:hunter2%zz@h/db, it is not a URL (percent-encode special characters in the password)",
    "mysql://me:hunter2@h/db, it does not begin with postgresql://",
    "hunter2, it does not begin with postgresql://",
    "postgresql://me:hunter2@h, the host or the database is missing",
    "postgresql://me:hunter2@h/, the host or the database is missing",
    "postgresql://me:hunter2@/db, the host or the database is missing",
    "postgresql:hunter2, the host or the database is missing",
    "postgresql://h/hunter2, the user is missing",
    "postgresql://:hunter2@h/db, the user is missing",
    "postgresql://me:hunter2@h:port/db, the port is not a number from 1 to 65535",
    "postgresql://me:hunter2@h:0/db, the port is not a number from 1 to 65535",
    "postgresql://me:hunter2@h:99999/db, the port is not a number from 1 to 65535",
    "postgresql://me@h/db?hunter2, a parameter after ? is not name=value",
    "postgresql://me@h/db?password=hunter2, the password stands after ? and not before @",
  })
  @DisplayName("What is no URL is refused without repeating any of it")
  void refused(String url, String why) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage(
            "not a database URL: " + why + "; write postgresql://user:password@host:port/database");
  }
}
