package dev.tidemark.restorer.ddl;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a table gets when its rows are there, in the order in which it is run.
 *
 * @param indexes those of keys included: while they are made, the table can be read
 * @param rest the keys and other constraints, the replica identity, the state of sequences: most of
 *     it locks readers out, and takes no time where it only names an index
 */
public record AfterData(List<Statement> indexes, List<Statement> rest) {

  public AfterData {
    indexes = List.copyOf(indexes);
    rest = List.copyOf(rest);
  }

  public List<Statement> all() {
    return Stream.concat(indexes.stream(), rest.stream()).toList();
  }
}
