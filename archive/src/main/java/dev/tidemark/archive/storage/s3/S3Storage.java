package dev.tidemark.archive.storage.s3;

import dev.tidemark.archive.storage.FileLocks;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StoragePath;
import dev.tidemark.archive.storage.StorageWriter;
import dev.tidemark.archive.storage.StoredFile;
import dev.tidemark.archive.storage.s3.Requests.Answer;
import dev.tidemark.archive.storage.s3.Requests.Expected;
import dev.tidemark.archive.storage.s3.S3Errors.Verb;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket, or what is below a prefix of one. Small files are one PUT, large ones a multipart
 * upload; either way a reader sees a whole file or none.
 */
public final class S3Storage implements Storage {

  private final S3Address address;
  private final Requests requests;
  private final Locks locks;
  private final ConditionalPuts puts;
  private final ExecutorService uploads;

  private S3Storage(S3Address address, SdkHttpClient http, InstantSource clock) {
    this.address = address;
    this.requests = new Requests(address, http);
    this.locks = new Locks(requests, address, clock);
    this.puts = new ConditionalPuts(requests, address, locks);
    this.uploads = Executors.newCachedThreadPool(S3Storage::thread);
  }

  /**
   * Nothing is connected before the first call.
   *
   * @param clock for the end of an object lock
   */
  public static S3Storage open(S3Address address, InstantSource clock) {
    return over(address, Clients.http(), clock);
  }

  /** Over a transport of the caller's. */
  static S3Storage over(S3Address address, SdkHttpClient http, InstantSource clock) {
    return new S3Storage(address, http, clock);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "s3-upload");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) {
    return puts.put(StoragePath.checked(path), content);
  }

  @Override
  public StorageWriter create(String path) {
    locks.forget(path);
    Upload upload = new Upload(requests, address, StoragePath.checked(path), locks.retention());
    return new S3Writer(upload, uploads, address.options().parts());
  }

  @Override
  public InputStream open(String path, long offset) {
    ObjectRead object = new ObjectRead(address, StoragePath.checked(path));
    Answer<ResponseInputStream<GetObjectResponse>> answer =
        requests.ask(
            Verb.READ,
            path,
            Expected.NO_OBJECT.or(Expected.status(416)),
            client -> client.getObject(object.from(offset).build()));
    if (answer instanceof Answer.Done<ResponseInputStream<GetObjectResponse>> done) {
      return new S3Input(requests, object, offset, done.response());
    }
    // Nothing is behind the end of a file.
    if (((Answer.Declined<?>) answer).status() == 416) {
      return InputStream.nullInputStream();
    }
    throw new MissingFileException(path, toString());
  }

  @Override
  public List<StoredFile> list(String prefix) {
    String root = address.key("");
    String start = address.key(StoragePath.checkedPrefix(prefix));
    return requests.send(
        Verb.LIST,
        prefix,
        client ->
            client
                .listObjectsV2Paginator(request -> request.bucket(address.bucket()).prefix(start))
                .contents()
                .stream()
                .map(object -> file(object, root))
                .filter(file -> isOurs(file.path()))
                // The store's order is that of UTF-8 bytes, and not of every store.
                .sorted(Comparator.comparing(StoredFile::path))
                .toList());
  }

  private static StoredFile file(S3Object object, String root) {
    return new StoredFile(object.key().substring(root.length()), object.size());
  }

  private static boolean isOurs(String path) {
    return StoragePath.isLegal(path) && !path.equals(ConditionalPuts.PROOF);
  }

  @Override
  public void delete(String path) {
    String key = address.key(StoragePath.checked(path));
    Object unused =
        requests.send(
            Verb.DELETE,
            path,
            client -> client.deleteObject(request -> request.bucket(address.bucket()).key(key)));
    locks.forget(path);
  }

  @Override
  public FileLocks locks() {
    return locks;
  }

  @Override
  public void close() {
    uploads.shutdownNow();
    requests.close();
  }

  @Override
  public String toString() {
    return address.place();
  }
}
