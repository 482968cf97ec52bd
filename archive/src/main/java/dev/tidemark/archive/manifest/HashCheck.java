package dev.tidemark.archive.manifest;

import dev.tidemark.archive.storage.DamagedFileException;
import dev.tidemark.archive.storage.MissingFileException;
import dev.tidemark.archive.storage.Sha256;
import dev.tidemark.archive.storage.Storage;
import dev.tidemark.archive.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** Reads files from end to end and compares them with what a manifest says of them. */
final class HashCheck {

  private static final int CHUNK = 64 * 1024;

  private HashCheck() {}

  /**
   * What is wrong with a file, if anything is.
   *
   * @param bytes its size by the manifest
   * @param sha256 its hash by the manifest
   * @throws StorageException whether it is damaged is not known
   */
  static Optional<FileDamage> damage(Storage storage, String path, long bytes, Sha256 sha256) {
    MessageDigest digest = Sha256.newDigest();
    long found = 0;
    try (InputStream in = storage.open(path, 0)) {
      byte[] chunk = new byte[CHUNK];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        digest.update(chunk, 0, count);
        found += count;
      }
    } catch (MissingFileException e) {
      return Optional.of(new FileDamage(path, "it is missing"));
    } catch (DamagedFileException e) {
      return Optional.of(new FileDamage(path, "it cannot be decrypted"));
    } catch (IOException e) {
      throw StorageException.of("read", path, storage.toString(), e);
    }
    if (found != bytes) {
      return Optional.of(
          new FileDamage(path, "it has " + found + " bytes where the manifest has " + bytes));
    }
    return Sha256.ofDigest(digest.digest()).equals(sha256)
        ? Optional.empty()
        : Optional.of(new FileDamage(path, "its SHA-256 is not the one in the manifest"));
  }
}
