package dev.tidemark.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.app.home.Home;
import dev.tidemark.app.operation.Listener;
import dev.tidemark.app.operation.StoredCollections;
import dev.tidemark.app.sql.SqlException;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.problem.ProblemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionSpec {

  @TempDir private Path directory;

  @Test
  void answers_are_values() {
    assertThat(
            session(new Place.InHome(new Home(directory)))
                .run(
                    "SHOW OPERATIONS; DROP BACKUP COLLECTION IF EXISTS shop; SHOW BACKUP"
                        + " COLLECTIONS",
                    SILENT))
        .containsExactly(
            new Answer.Operations(List.of()),
            new Answer.NotThere(new CollectionName("shop")),
            new Answer.Collections(List.of()));
  }

  @Test
  void nothing_is_done_when_one_of_the_statements_is_none() {
    List<String> heard = new ArrayList<>();

    assertThatThrownBy(
            () ->
                session(new Place.InHome(new Home(directory)))
                    .run("DROP BACKUP COLLECTION shop; nonsense", noting(heard)))
        .isInstanceOf(SqlException.class);
    assertThat(heard).isEmpty();
  }

  @Test
  void the_first_statement_that_fails_ends_it() {
    assertThatThrownBy(
            () ->
                session(new Place.InHome(new Home(directory)))
                    .run("SHOW BACKUPS IN shop; SHOW OPERATIONS", SILENT))
        .isInstanceOf(ProblemException.class)
        .hasMessage("no such collection: shop");
  }

  @Test
  void of_backups_alone_nothing_can_be_changed() {
    Place storage = new Place.InStorage(new StoredCollections(directory.toUri()));

    for (String statement :
        List.of(
            "BACKUP shop",
            "MARK shop AS 'm'",
            "SHOW OPERATIONS",
            "COPY BACKUPS IN shop TO 'file:///x'",
            "APPLY RETENTION TO shop",
            "ROTATE KEY OF shop TO 'env:KEY'",
            "ERASE FROM shop TABLE public.t WHERE id = 1",
            "DROP BACKUP COLLECTION shop")) {
      assertThatThrownBy(() -> session(storage).run(statement, SILENT))
          .isInstanceOf(NeedsHomeException.class);
    }
  }

  @Test
  void retention_an_erasure_and_the_rotation_of_a_key_are_about_a_collection_of_the_home() {
    for (String statement :
        List.of(
            "APPLY RETENTION TO shop",
            "ROTATE KEY OF shop TO 'env:KEY'",
            "ERASE FROM shop TABLE public.t WHERE id = 1")) {
      assertThatThrownBy(
              () -> session(new Place.InHome(new Home(directory))).run(statement, SILENT))
          .isInstanceOf(ProblemException.class)
          .hasMessage("no such collection: shop");
    }
  }

  private static Session session(Place place) {
    return new Session(place, Clock.systemUTC(), Map.of(), ZoneOffset.UTC);
  }

  private static final Listener SILENT = noting(new ArrayList<>());

  private static Listener noting(List<String> heard) {
    return new Listener() {
      @Override
      public void progress(String step, long done, long total) {
        heard.add(step);
      }

      @Override
      public void note(String text) {
        heard.add(text);
      }
    };
  }
}
