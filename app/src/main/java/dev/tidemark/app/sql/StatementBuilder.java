package dev.tidemark.app.sql;

import dev.tidemark.app.address.TargetAddress;
import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.OperationId;
import dev.tidemark.app.operation.AlterTables;
import dev.tidemark.app.operation.BackupJob.BackupKind;
import dev.tidemark.app.operation.DropCollection;
import dev.tidemark.app.operation.DropCollection.Backups;
import dev.tidemark.app.operation.DropCollection.Insistence;
import dev.tidemark.app.operation.Markers;
import dev.tidemark.app.operation.PointInTime;
import dev.tidemark.app.operation.Scope;
import dev.tidemark.app.sql.Statement.IfSo;
import dev.tidemark.app.sql.grammar.TidemarkSqlBaseVisitor;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.AlterContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ApplyContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.BackupContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.CancelContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.CopyContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.CreateContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.DrillContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.DropContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.EraseContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ExplainContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.MarkContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.MembersContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.OptionNameContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.RestoreContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.RotateContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ShowBackupsContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ShowCollectionsContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ShowContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ShowOperationContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ShowOperationsContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ShowRetentionContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.ShowTimelineContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.TablesContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.VerifyContext;
import dev.tidemark.app.sql.grammar.TidemarkSqlParser.WithContext;
import dev.tidemark.archive.manifest.BackupId;
import dev.tidemark.archive.storage.Storages;
import dev.tidemark.archive.storage.encryption.KeySource;
import dev.tidemark.archive.verify.Depth;
import dev.tidemark.archive.verify.VerifyScope;
import dev.tidemark.restorer.RestoreOptions.Extent;
import dev.tidemark.restorer.Target;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** From what the grammar found to what it means. */
final class StatementBuilder extends TidemarkSqlBaseVisitor<Statement> {

  private final ZoneId zone;

  StatementBuilder(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public Statement visitCreate(CreateContext create) {
    Settings settings = Settings.of(create.with());
    Statement statement =
        new Statement.Create(
            Written.collection(create.collection()),
            create.IF() == null ? IfSo.REFUSE : IfSo.ACCEPT,
            scope(create.members()),
            Written.meant(create.url, DatabaseUrl::parse),
            settings.passwordFile(),
            settings.meant("STORAGE", Storages::address),
            together(create, collectionOptions(settings)));
    settings.end();
    return statement;
  }

  private static Scope scope(MembersContext members) {
    if (members.tables() != null) {
      return new Scope.Tables(Written.tables(members.tables()));
    }
    return members.name() == null
        ? new Scope.OfDatabase()
        : new Scope.OfSchema(Written.name(members.name()));
  }

  private static CollectionOptions together(
      CreateContext create, Map<CollectionOption, String> options) {
    try {
      return new CollectionOptions(options);
    } catch (IllegalArgumentException e) {
      throw Written.refused(create.with().getStart(), String.valueOf(e.getMessage()));
    }
  }

  private static Map<CollectionOption, String> collectionOptions(Settings settings) {
    Map<CollectionOption, String> options = new EnumMap<>(CollectionOption.class);
    for (CollectionOption option : CollectionOption.values()) {
      settings.meant(option.name(), option::checked).ifPresent(text -> options.put(option, text));
    }
    return options;
  }

  @Override
  public Statement visitAlter(AlterContext alter) {
    if (alter.addTables() != null) {
      return tables(
          alter,
          new AlterTables.Order.Add(tables(alter.addTables().tables())),
          alter.addTables().with());
    } else if (alter.dropTables() != null) {
      return tables(
          alter,
          new AlterTables.Order.Drop(tables(alter.dropTables().tables())),
          alter.dropTables().with());
    }
    return options(alter);
  }

  private static Set<TableId> tables(TablesContext tables) {
    return Set.copyOf(new LinkedHashSet<>(Written.tables(tables)));
  }

  private static Statement tables(
      AlterContext alter, AlterTables.Order order, @Nullable WithContext with) {
    Settings settings = Settings.of(with);
    Statement statement =
        new Statement.ChangeTables(
            Written.collection(alter.collection()), order, settings.patience());
    settings.end();
    return statement;
  }

  private static Statement options(AlterContext alter) {
    Map<CollectionOption, String> set = Map.of();
    Set<CollectionOption> reset = EnumSet.noneOf(CollectionOption.class);
    if (alter.setOptions() != null) {
      alter.setOptions().option().forEach(option -> refuseFixed(option.optionName()));
      Settings settings = Settings.of(alter.setOptions().option());
      set = collectionOptions(settings);
      settings.end();
    } else {
      for (OptionNameContext name : alter.resetOptions().optionName()) {
        refuseFixed(name);
        reset.add(option(name));
      }
    }
    return new Statement.Alter(Written.collection(alter.collection()), set, reset);
  }

  private static CollectionOption option(OptionNameContext name) {
    return CollectionOption.named(Written.name(name.name()))
        .orElseThrow(
            () ->
                Written.refused(
                    name.getStart(),
                    "there is no option "
                        + name.getText()
                        + " here; there are "
                        + String.join(", ", CollectionOption.names())));
  }

  private static void refuseFixed(OptionNameContext name) {
    if (CollectionOption.named(Written.name(name.name()))
        .filter(CollectionOption::isFixed)
        .isPresent()) {
      throw Written.refused(
          name.getStart(),
          "the encryption of a collection is chosen when it is made; ROTATE KEY OF gives it another key");
    }
    if (Written.name(name.name()).equals("storage")) {
      throw Written.refused(
          name.getStart(),
          "the storage of a collection is chosen when it is made; COPY BACKUPS brings its backups"
              + " elsewhere");
    }
  }

  @Override
  public Statement visitDrop(DropContext drop) {
    Settings settings = Settings.of(drop.with());
    DropCollection.Order order =
        new DropCollection.Order(
            settings.isOn("DELETE_BACKUPS") ? Backups.DELETE : Backups.KEEP,
            settings.isOn("FORCE") ? Insistence.FORCE : Insistence.NONE,
            settings.patience());
    settings.end();
    return new Statement.Drop(
        Written.collection(drop.collection()),
        drop.IF() == null ? IfSo.REFUSE : IfSo.ACCEPT,
        order);
  }

  @Override
  public Statement visitBackup(BackupContext backup) {
    Settings settings = Settings.of(backup.with());
    Statement statement =
        new Statement.Backup(
            Written.collection(backup.collection()),
            backup.INCREMENTAL() == null ? BackupKind.FULL : BackupKind.INCREMENTAL,
            settings.patience());
    settings.end();
    return statement;
  }

  @Override
  public Statement visitExplain(ExplainContext explain) {
    return Restores.of(explain.restore(), Extent.PLAN, zone);
  }

  @Override
  public Statement visitRestore(RestoreContext restore) {
    return Restores.of(restore, Extent.FULL, zone);
  }

  @Override
  public Statement visitMark(MarkContext mark) {
    Settings settings = Settings.of(mark.with());
    String marker = Written.meant(mark.marker, Markers::usable);
    Statement statement =
        new Statement.Mark(Written.collection(mark.collection()), marker, settings.patience());
    settings.end();
    return statement;
  }

  @Override
  public Statement visitShow(ShowContext show) {
    return visit(show.shown());
  }

  @Override
  public Statement visitShowCollections(ShowCollectionsContext show) {
    return new Statement.ShowCollections(
        Optional.ofNullable(show.collection()).map(Written::collection));
  }

  @Override
  public Statement visitShowBackups(ShowBackupsContext show) {
    return new Statement.ShowBackups(Written.collection(show.collection()));
  }

  @Override
  public Statement visitShowTimeline(ShowTimelineContext show) {
    return new Statement.ShowTimeline(
        Written.collection(show.collection()),
        time(show.from),
        time(show.to),
        Optional.ofNullable(show.table()).map(Written::table));
  }

  private Optional<Instant> time(@Nullable Token token) {
    return Optional.ofNullable(token)
        .map(given -> Written.meant(given, text -> PointInTime.parse(text, zone)));
  }

  @Override
  public Statement visitShowOperations(ShowOperationsContext show) {
    return new Statement.ShowOperations(
        Optional.ofNullable(show.collection()).map(Written::collection));
  }

  @Override
  public Statement visitShowOperation(ShowOperationContext show) {
    return new Statement.ShowOperation(Written.meant(show.id, OperationId::new));
  }

  @Override
  public Statement visitCancel(CancelContext cancel) {
    return new Statement.Cancel(Written.meant(cancel.id, OperationId::new));
  }

  @Override
  public Statement visitCopy(CopyContext copy) {
    Settings settings = Settings.of(copy.with());
    URI target = Written.meant(copy.url, StatementBuilder::elsewhere);
    Statement statement =
        new Statement.Copy(Written.collection(copy.collection()), target, settings.patience());
    settings.end();
    return statement;
  }

  @Override
  public Statement visitDrill(DrillContext drill) {
    Settings settings = Settings.of(drill.with());
    Optional<Target> into =
        Optional.ofNullable(drill.url).map(url -> Written.meant(url, TargetAddress::parse));
    Statement statement =
        new Statement.Drill(Written.collection(drill.collection()), into, settings.patience());
    settings.end();
    return statement;
  }

  @Override
  public Statement visitVerify(VerifyContext verify) {
    Settings settings = Settings.of(verify.with());
    if (verify.AGAINST() != null) {
      Statement against =
          new Statement.VerifySource(Written.collection(verify.collection()), settings.patience());
      settings.end();
      return against;
    }
    VerifyScope scope =
        verify.id == null
            ? new VerifyScope.Everything()
            : new VerifyScope.Backup(Written.meant(verify.id, BackupId::parse));
    Statement statement =
        new Statement.Verify(
            Written.collection(verify.collection()),
            scope,
            verify.DEEP() == null ? Depth.FILES : Depth.ROWS,
            settings.patience());
    settings.end();
    return statement;
  }

  @Override
  public Statement visitShowRetention(ShowRetentionContext show) {
    return new Statement.ShowRetention(Written.collection(show.collection()));
  }

  @Override
  public Statement visitApply(ApplyContext apply) {
    Settings settings = Settings.of(apply.with());
    Statement statement =
        new Statement.ApplyRetention(Written.collection(apply.collection()), settings.patience());
    settings.end();
    return statement;
  }

  @Override
  public Statement visitRotate(RotateContext rotate) {
    Settings settings = Settings.of(rotate.with());
    KeySource to = Written.meant(rotate.key, KeySource::parse);
    Statement statement =
        new Statement.RotateKey(Written.collection(rotate.collection()), to, settings.patience());
    settings.end();
    return statement;
  }

  @Override
  public Statement visitErase(EraseContext erase) {
    return Erasures.of(erase, zone);
  }

  private static URI elsewhere(String text) {
    URI address = Storages.address(text);
    if (Storages.isCluster(address)) {
      throw new IllegalArgumentException(
          "backups are copied to file:///directory or s3://bucket/prefix: cluster is the"
              + " collection's own Kafka");
    }
    return address;
  }
}
