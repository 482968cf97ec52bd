package dev.tidemark.restorer.ddl;

import dev.tidemark.restorer.select.RestoredTable;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.table.UserType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A user's type that restored columns need. Types stay in their own schema under every mapping of
 * tables, for expressions name them there.
 */
public record TypeStatements(TableId name, UserType type) {

  /** A range brings its multirange with it, which then has to have another name too. */
  private static final Pattern MULTIRANGE = Pattern.compile(", MULTIRANGE_TYPE_NAME = [^)]*");

  /** All types of the tables, each once and after those it depends on. */
  public static List<TypeStatements> of(Collection<RestoredTable> tables) {
    Map<String, TypeStatements> types = new LinkedHashMap<>();
    for (RestoredTable table : tables) {
      for (UserType type : table.definition().types()) {
        types.putIfAbsent(type.name(), new TypeStatements(TableId.parse(type.name()), type));
      }
    }
    return List.copyOf(types.values());
  }

  public Statement create() {
    return new Statement("type " + name, type.create());
  }

  /** The same type under another name, to compare an existing one with. */
  public Statement createAs(TableId other) {
    int at = type.create().indexOf(type.name());
    if (at < 0) {
      throw new IllegalArgumentException(
          "the statement of type " + type.name() + " does not name it: " + type.create());
    }
    String sql =
        type.create().substring(0, at)
            + other.quoted()
            + type.create().substring(at + type.name().length());
    return new Statement("type " + name, MULTIRANGE.matcher(sql).replaceFirst(""));
  }
}
