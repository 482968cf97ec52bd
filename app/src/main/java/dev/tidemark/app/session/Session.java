package dev.tidemark.app.session;

import dev.tidemark.app.operation.Listener;
import dev.tidemark.app.session.Place.InHome;
import dev.tidemark.app.session.Place.InStorage;
import dev.tidemark.app.sql.SqlParser;
import dev.tidemark.app.sql.Statement;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carries out statements, one after the other: Tidemark as a library.
 *
 * <pre>{@code
 * Session session = new Session(new Place.InHome(new Home(directory)), Clock.systemUTC(),
 *     System.getenv(), ZoneOffset.UTC);
 * List<Answer> answers = session.run("BACKUP shop INCREMENTAL", listener);
 * }</pre>
 *
 * <p>A statement ends early, with nothing half done, when its thread is interrupted or its
 * operation is cancelled by anyone.
 */
public final class Session {

  private final Place place;
  private final Clock clock;
  private final Map<String, String> environment;
  private final ZoneId zone;

  /**
   * @param environment where passwords are looked for that a statement leaves out
   * @param zone of times that name none
   */
  public Session(Place place, Clock clock, Map<String, String> environment, ZoneId zone) {
    this.place = place;
    this.clock = clock;
    this.environment = Map.copyOf(environment);
    this.zone = zone;
  }

  /** The statements of a text, as {@link SqlParser#parse}. */
  public List<Statement> parse(String text) {
    return new SqlParser(zone).parse(text);
  }

  /**
   * Reads all statements, then carries them out up to the first that fails.
   *
   * @throws dev.tidemark.schemas.problem.ProblemException the text is wrong, and nothing is done;
   *     or a statement failed, and those before it are done
   */
  public List<Answer> run(String text, Listener listener) {
    List<Answer> answers = new ArrayList<>();
    for (Statement statement : parse(text)) {
      answers.add(run(statement, listener));
    }
    return answers;
  }

  /**
   * @param listener hears of its progress
   * @throws dev.tidemark.schemas.problem.ProblemException it could not be done
   */
  public Answer run(Statement statement, Listener listener) {
    if (place instanceof InHome here) {
      return new HomeStatements(here.home(), clock, environment, listener).run(statement);
    } else if (place instanceof InStorage there) {
      return new StorageStatements(there.stored(), clock, environment, listener).run(statement);
    }
    throw new AssertionError(place);
  }
}
