package dev.tidemark.capture.catalog;

import dev.tidemark.schemas.table.UserType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the types a table needs that a fresh database lacks, each after those it needs itself. */
final class UserTypes {

  private static final String EXTENSION =
      """
      select pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I',
                               e.extname, n.nspname)
        from pg_depend d join pg_extension e on e.oid = d.refobjid
        join pg_namespace n on n.oid = e.extnamespace
       where d.objid = ?::oid and d.classid = 'pg_type'::regclass and d.deptype = 'e'
         and d.refclassid = 'pg_extension'::regclass
      """;

  private final SourceSession session;
  private final UserTypeStatements statements;
  private final List<UserType> found = new ArrayList<>();
  private final Set<Long> seen = new HashSet<>();

  private UserTypes(SourceSession session) {
    this.session = session;
    this.statements = new UserTypeStatements(session);
  }

  static List<UserType> of(SourceSession session, Relation relation) {
    UserTypes types = new UserTypes(session);
    session
        .list(
            """
            select atttypid from pg_attribute
             where attrelid = ?::oid and attnum > 0 and not attisdropped order by attnum
            """,
            row -> row.getLong(1),
            relation.oid())
        .forEach(types::visit);
    return types.found;
  }

  private void visit(long oid) {
    if (oid == 0 || !seen.add(oid)) {
      return;
    }
    CatalogType type = CatalogType.read(session, oid);
    if (type.isArray()) {
      visit(type.element());
      return;
    }
    if (type.isBuiltIn()) {
      return;
    }
    Optional<String> extension = session.first(EXTENSION, row -> row.getString(1), oid);
    if (extension.isPresent()) {
      found.add(new UserType(type.name(), extension.get()));
      return;
    }
    statements.needs(type).forEach(this::visit);
    @Nullable String create = statements.create(type);
    if (create != null) {
      found.add(new UserType(type.name(), create));
    }
  }
}
