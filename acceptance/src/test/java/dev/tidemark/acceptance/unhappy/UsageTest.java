package dev.tidemark.acceptance.unhappy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.acceptance.running.Home;
import dev.tidemark.acceptance.running.Outcome;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A command given wrongly exits with 2, says what is wrong and where to read on, and does nothing.
 */
class UsageTest {

  private static final String INTO = "--into postgresql://me:secret@localhost/db";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          restore shop --latest | Missing required option: '--into=URL'
          restore shop INTO | error: Missing required argument (specify one of these)
          restore shop --latest --sequence 3 INTO | error: --sequence=N, --latest are mutually exclusive (specify only one)
          restore shop --sequence x INTO | Invalid value for option '--sequence'
          restore shop --latest --before INTO | --before goes with --transaction only
          restore shop --at yesterday INTO | 'yesterday' is not a time
          restore shop --offset orders:1 INTO | 'orders:1' is not TOPIC:PARTITION:OFFSET
          restore shop --latest --into ftp://me:secret@host/x | --into:
          restore shop --latest --parallel 0 INTO | --parallel is 1 or more
          create shop --table public.t | Missing required option: '--source=URL'
          create shop --source mysql://me:secret@host/db --table public.t | Invalid value for option '--source'
          create shop --source postgresql://me:secret@host/db --table t | Invalid value for option '--table'
          create Shop! --source postgresql://me:secret@host/db --table a.t | Invalid value for positional parameter
          timeline shop --from noon | --from: 'noon' is not a time
          backup | Missing required parameter: 'NAME'
          show --jsn | error: unknown option: --jsn
          show --password=secret | error: unknown option: --password
          show --password secret | hint: `tidemark show --help` explains it.
          show a b | error: unexpected argument: b
          shwo | hint: Did you mean show? `tidemark --help` explains it.
          """)
  void wrong_usage_exits_with_2(String command, String message) {
    String[] words = command.replace("INTO", INTO).split(" ");

    Outcome outcome = new Home(directory).run(words[0], Arrays.copyOfRange(words, 1, words.length));

    assertThat(outcome.err()).startsWith("error: ").contains(message).contains("\nhint: ");
    assertThat(outcome.err()).doesNotContain("secret");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(directory).isEmptyDirectory();
  }
}
