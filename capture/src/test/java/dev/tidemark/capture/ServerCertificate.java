package dev.tidemark.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for which nobody vouches, and its key.
 *
 * @param certificate in PEM
 * @param key in PEM, not encrypted
 */
record ServerCertificate(String certificate, String key) {

  private static final String PASSWORD = "password";

  /**
   * @param directory for the files that it is made in
   */
  static ServerCertificate make(Path directory) throws IOException, GeneralSecurityException {
    Path file = directory.resolve("server.p12");
    generate(file);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new ServerCertificate(
        pem("CERTIFICATE", store.getCertificate("server").getEncoded()),
        pem("PRIVATE KEY", store.getKey("server", PASSWORD.toCharArray()).getEncoded()));
  }

  private static void generate(Path file) throws IOException {
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-dname",
                    "CN=localhost",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(file.resolveSibling("keytool.out").toFile())
            .start();
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException(Files.readString(file.resolveSibling("keytool.out")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String pem(String what, byte[] content) {
    byte[] newline = {'\n'};
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(what, Base64.getMimeEncoder(64, newline).encodeToString(content));
  }

  /** Puts both where a server with these data looks for them: nobody else may read the key. */
  void into(Path data) {
    try {
      Files.writeString(data.resolve("server.crt"), certificate);
      Path secret = data.resolve("server.key");
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
