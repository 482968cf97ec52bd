package dev.tidemark.app.cli;

import dev.tidemark.app.address.Passwords;
import dev.tidemark.app.home.CollectionOption;
import dev.tidemark.app.home.CollectionOptions;
import dev.tidemark.app.home.CollectionStatus;
import dev.tidemark.app.home.Home;
import dev.tidemark.app.home.ProtectedTables;
import dev.tidemark.app.operation.CreateCollection;
import dev.tidemark.app.output.Console;
import dev.tidemark.archive.storage.encryption.Encryption;
import dev.tidemark.archive.storage.encryption.MasterKey;
import dev.tidemark.schemas.change.CollectionName;
import dev.tidemark.schemas.change.TableId;
import dev.tidemark.schemas.database.DatabaseUrl;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts tables under protection. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Put tables of one database under protection, as a collection with a name.%n",
      "The source must run with wal_level=logical, and the user needs the REPLICATION attribute and"
          + " the right to read the tables. Every table needs a primary key, or another REPLICA"
          + " IDENTITY: an index or FULL. All of this is checked before anything is made. Returns"
          + " when the first reading of the tables has begun; `start` must be running.",
    },
    footer = {
      "%nThe password: in the URL, or in --password-file, or in TIDEMARK_SOURCE_PASSWORD or"
          + " PGPASSWORD.",
      "%nA bucket: s3://bucket/prefix?region=…, for a store other than AWS"
          + " ?endpoint=https://host:port.",
      "Its keys are never in the URL: ?credentials-file=/path with access-key-id=… and",
      "secret-access-key=…, or TIDEMARK_S3_ACCESS_KEY_ID and TIDEMARK_S3_SECRET_ACCESS_KEY, or what"
          + " AWS",
      "tools use. Server and commands both need them. More: docs/storages.md.",
      "%nExamples:",
      "  tidemark create shop --home ~/tidemark --source postgresql://me:secret@db.example/shop \\",
      "      --table public.orders --table public.customers",
      "  TIDEMARK_SOURCE_PASSWORD=secret tidemark create shop --home ~/tidemark \\",
      "      --source postgresql://me@db.example/shop --table public.orders --storage"
          + " file:///mnt/backups"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CreateCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "NAME",
      description = "of the collection: lower-case letters, digits and underscores")
  private CollectionName name;

  @Mixin private HomeOption home;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "URL",
      description = "the database: postgresql://user:password@host:port/database")
  private DatabaseUrl source;

  @Option(
      names = "--table",
      required = true,
      paramLabel = "SCHEMA.TABLE",
      description = "a table to protect; once for each")
  private List<TableId> tables;

  @Option(
      names = "--storage",
      paramLabel = "URL",
      description =
          "where its backups go: file:///directory, s3://bucket/prefix, or cluster for its own"
              + " Kafka; default: archive in the home")
  private @Nullable String storage;

  @Option(
      names = "--retention",
      paramLabel = "LENGTH",
      description =
          "how far back a restore can go, such as 30d; without it nothing is ever deleted")
  private @Nullable String retention;

  @Option(
      names = "--every-transaction-for",
      paramLabel = "LENGTH",
      description =
          "how long every transaction can be restored, such as 7d; of what is older, the ends of"
              + " backups can. Without it: for as long as backups are kept")
  private @Nullable String everyTransactionFor;

  @Option(
      names = "--after-gap",
      paramLabel = "WHAT",
      description =
          "when history was lost to capture: 'stop', which waits for a decision, or 'new full', which"
              + " takes a new snapshot by itself; default: stop")
  private @Nullable String afterGap;

  @Option(
      names = "--drill-every",
      paramLabel = "LENGTH",
      description =
          "drill a restore that often, such as 7d: everything is restored to where nobody sees it,"
              + " and verified")
  private @Nullable String drillEvery;

  @Option(
      names = "--drill-into",
      paramLabel = "URL",
      description =
          "where drills restore to: file:///directory, or postgresql://user@host/database without a"
              + " password; default: the home")
  private @Nullable String drillInto;

  @Option(
      names = "--encryption",
      paramLabel = "CIPHER",
      description =
          "encrypt its backups before they leave this machine: AES256_GCM or AES128_GCM, with a"
              + " key")
  private @Nullable Encryption encryption;

  @ArgGroup(exclusive = true)
  private @Nullable KeyOption key;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "holds the source's password and nothing else")
  private @Nullable Path passwordFile;

  CreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Home directory = home.home();
    ProtectedTables collection =
        new ProtectedTables(
            name,
            Passwords.ofSource(source, passwordFile, console.environment()),
            List.copyOf(new LinkedHashSet<>(tables)),
            storage(directory),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            options(),
            false);
    CollectionStatus status = new CreateCollection(directory).run(collection);
    console.say(AnswerText.created(collection, status));
    return ExitCode.OK;
  }

  private CollectionOptions options() {
    Map<CollectionOption, String> options = new EnumMap<>(CollectionOption.class);
    put(options, CollectionOption.RETENTION, retention);
    put(options, CollectionOption.EVERY_TRANSACTION_FOR, everyTransactionFor);
    put(options, CollectionOption.AFTER_GAP, afterGap);
    put(options, CollectionOption.DRILL_EVERY, drillEvery);
    put(options, CollectionOption.DRILL_INTO, drillInto);
    put(options, CollectionOption.ENCRYPTION, encryption);
    if (key != null) {
      options.put(CollectionOption.ENCRYPTION_KEY, key.source().toString());
    }
    try {
      CollectionOptions all = new CollectionOptions(options);
      all.encryption().ifPresent(how -> MasterKey.from(how.key(), console.environment()));
      return all;
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          String.valueOf(e.getMessage()),
          "For example --retention 30d --every-transaction-for 7d, or --encryption AES256_GCM"
              + " --key-file /etc/tidemark/shop.key");
    }
  }

  private static void put(
      Map<CollectionOption, String> options, CollectionOption option, @Nullable Object value) {
    if (value != null) {
      options.put(option, value.toString());
    }
  }

  private URI storage(Home directory) {
    return storage == null ? directory.defaultStorage() : StorageAddress.parse(storage);
  }
}
