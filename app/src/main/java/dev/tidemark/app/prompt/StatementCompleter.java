package dev.tidemark.app.prompt;

import dev.tidemark.app.sql.Completions;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes the word being written by what the language takes there. */
final class StatementCompleter implements Completer {

  private final Supplier<List<String>> collections;

  StatementCompleter(Supplier<List<String>> collections) {
    this.collections = collections;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String before = line.line().substring(0, line.cursor() - line.wordCursor());
    Completions next = Completions.after(before);
    next.keywords().forEach(word -> candidates.add(new Candidate(word)));
    if (next.takesCollection()) {
      collections.get().forEach(name -> candidates.add(new Candidate(name)));
    }
  }
}
